// npm run check: what can be judged in under two minutes, without a browser.
import { runParts, STATIC_PARTS, UNIT_PART } from './suite.mjs'

process.exit(await runParts([...STATIC_PARTS, UNIT_PART]))
