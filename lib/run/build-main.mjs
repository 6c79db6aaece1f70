// npm run build: builds the product for production, whether or not the sources changed.
import { build } from './build.mjs'
import { printFailure, step } from './console.mjs'

try {
  await step('Building', () => build())
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
