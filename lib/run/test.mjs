// npm test: everything, each part once; the last line says how many tests passed and failed.
import { BUILD_PART, DATA_PART, FAULT_PART, MATRIX_PART, playwright, RULE_PART, runParts, STATIC_PARTS } from './suite.mjs'
import { runAccessTests, WITHOUT_PROXY } from './access.mjs'
import { runBrowserTests } from './e2e.mjs'
import { forgetTestInstallation, keepTestInstallation } from './test-installation.mjs'

/** What browser and access tests begin with, made once for all. */
const INSTALLATION_PART = {
  name: 'test installation',
  run: async () => {
    await keepTestInstallation()
    return { passed: 1, failed: 0 }
  },
}

const BROWSER_PART = { name: 'browser tests', run: () => playwright((file) => runBrowserTests([], file)) }
const ACCESS_PARTS = [false, true].map((withoutProxy) => ({
  name: `access over HTTP${withoutProxy ? ', without proxy.ts' : ''}`,
  run: () => playwright((file) => runAccessTests({ withoutProxy }, withoutProxy ? WITHOUT_PROXY : [], file)),
}))

// Faults wait more than they work, so what keeps one process busy goes beside them, one thing at a time.
const code = await runParts([
  BUILD_PART,
  [FAULT_PART, [...STATIC_PARTS, RULE_PART, MATRIX_PART]],
  [DATA_PART, INSTALLATION_PART],
  BROWSER_PART,
  ACCESS_PARTS,
])
forgetTestInstallation()
process.exit(code)
