// npm test: everything, each part once; the last line says how many tests passed and failed.
import { BUILD_PART, FAULT_PART, playwright, runParts, STATIC_PARTS, UNIT_PART } from './suite.mjs'
import { runBrowserTests } from './e2e.mjs'

const BROWSER_PART = { name: 'browser tests', run: () => playwright((file) => runBrowserTests([], file)) }

process.exit(await runParts([...STATIC_PARTS, UNIT_PART, BUILD_PART, FAULT_PART, BROWSER_PART]))
