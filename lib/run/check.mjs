// npm run check: what can be judged in under two minutes, without a database or a browser.
import { RULE_PART, runParts, STATIC_PARTS } from './suite.mjs'

process.exit(await runParts([STATIC_PARTS, RULE_PART]))
