// The browser tests (npm run test:e2e -- ARGUMENTS OF PLAYWRIGHT): finds a browser, builds if the sources changed, starts a
// test installation and runs Playwright against it. It gets BASE_URL, CHROMIUM_PATH and the addresses of the database.
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browser.mjs'
import { build, needsBuild } from './build.mjs'
import { printFailure, step } from './console.mjs'
import { runNode, testEnvironment } from './suite.mjs'
import { withTestInstallation } from './test-installation.mjs'

/** Runs Playwright with these arguments; with a report file, also writes its JSON there. Answers with its exit code. */
export async function runBrowserTests(/** @type {string[]} */ args, /** @type {string | undefined} */ reportFile) {
  const chromium = await findBrowser()
  if (needsBuild()) await step('Building, because the sources changed', () => build())
  return withTestInstallation((env) =>
    runNode(
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '-c',
        'e2e/playwright.config.ts',
        '--output=test-results/browser',
        ...(reportFile ? ['--reporter=list,json'] : []),
        ...args,
      ],
      {
        ...testEnvironment(),
        ...env,
        BASE_URL: env.APP_ORIGIN,
        CHROMIUM_PATH: chromium,
        ...(reportFile ? { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile } : {}),
      },
    ),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exit(await runBrowserTests(process.argv.slice(2), undefined))
  } catch (error) {
    printFailure(error)
    process.exit(1)
  }
}
