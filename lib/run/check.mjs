// npm run check: what can be judged in under two minutes, without a browser.
import { DATA_PART, RULE_PART, runParts, STATIC_PARTS } from './suite.mjs'

process.exit(await runParts([STATIC_PARTS, RULE_PART, DATA_PART]))
