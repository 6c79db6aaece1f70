// npm run faults -- [--repeat N] [--short] [--only FT-05]: the product under faults, one line for each test.
import { printFailure } from '../console.mjs'
import { Installation } from './installation'
import { Ledger } from './ledger'
import { SCENARIOS, type Run, type Scenario } from './scenarios'

const REQUESTERS = 150

/** The value behind an option of the command line. */
function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

const size = { short: process.argv.includes('--short') }
const repeat = Number(option('--repeat') ?? 1)
const only = option('--only')
let [passed, failed] = [0, 0]

/** Runs one scenario and says how it went; a failed one leaves nothing that the next could stumble over. */
async function judge(scenario: Scenario, run: Run): Promise<boolean> {
  const began = performance.now()
  try {
    const measured = await scenario.run(run)
    passed++
    console.log(`✓ ${scenario.id} ${scenario.title}: ${measured} (${Math.round((performance.now() - began) / 1_000)} s)`)
    return true
  } catch (error) {
    failed++
    console.log(`✗ ${scenario.id} ${scenario.title}: ${error instanceof Error ? error.message : String(error)}`)
    console.log(`  Log of the installation: ${run.installation.keepLog(scenario.id)}`)
    return false
  }
}

let run: Run | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void Promise.resolve(run?.installation.destroy()).finally(() => process.exit(1)))
}

for (let round = 1; round <= repeat; round++) {
  if (repeat > 1) console.log(`Round ${round} of ${repeat}`)
  try {
    for (const scenario of SCENARIOS) {
      if (only && scenario.id !== only) continue
      run ??= { installation: await Installation.start(REQUESTERS), ledger: new Ledger(), size, workerKills: 0 }
      if (await judge(scenario, run)) continue
      await run.installation.destroy()
      run = undefined
    }
  } catch (error) {
    failed++
    printFailure(error)
  } finally {
    await run?.installation.destroy()
    run = undefined
  }
}

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
