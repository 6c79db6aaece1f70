// npm test: everything, each part once; the last line says how many tests passed and failed.
import { BUILD_PART, FAULT_PART, playwright, runParts, STATIC_PARTS, UNIT_PART } from './suite.mjs'
import { runAccessTests, WITHOUT_PROXY } from './access.mjs'
import { runBrowserTests } from './e2e.mjs'

const BROWSER_PART = { name: 'browser tests', run: () => playwright((file) => runBrowserTests([], file)) }
const ACCESS_PARTS = [false, true].map((withoutProxy) => ({
  name: `access over HTTP${withoutProxy ? ', without proxy.ts' : ''}`,
  run: () => playwright((file) => runAccessTests({ withoutProxy }, withoutProxy ? WITHOUT_PROXY : [], file)),
}))

// Faults wait more than they work, so the static parts go beside them.
process.exit(await runParts([BUILD_PART, [...STATIC_PARTS.flat(), FAULT_PART], UNIT_PART, BROWSER_PART, ACCESS_PARTS]))
