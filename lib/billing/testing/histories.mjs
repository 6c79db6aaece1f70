// `npm run test:histories -- --runs N`: plays N random histories of bills (lib/billing/history.test.ts); 10,000 unless said otherwise.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' } } })
if (!/^[1-9]\d{0,6}$/.test(values.runs)) {
  process.stderr.write('Say how many, such as: npm run test:histories -- --runs 20000\n')
  process.exit(2)
}
const { status } = spawnSync('vitest', ['run', '--project', 'rules', 'lib/billing/history.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, HISTORY_RUNS: values.runs },
})
process.exit(status ?? 1)
