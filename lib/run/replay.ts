// npm run replay -- FILE [--until INSTANT] [--fresh] [--json]: reads a log of real incidents and does in Concord what it tells,
// with the product's own commands and at the log's own times. Started again after any end, it goes on where it stopped.
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { parseInstant, type Instant } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { readBreaches } from './replay/breaches'
import { prepareMemory, replayDatabase } from './replay/database'
import { drive, LANES } from './replay/drive'
import type { BadRow } from './replay/log-row'
import { planReplay, type Plan } from './replay/plan'
import { ProgressBar } from './replay/progress-bar'
import { promiseOfReplay } from './replay/promise'
import { readLog } from './replay/read-log'
import { reportJson, reportLines } from './replay/report'
import { makeViewer, showWeb } from './replay/show'
import { uciColumns } from './replay/uci-columns'

const USAGE = 'npm run replay -- FILE [--until 2016-06-01T10:00:00Z] [--fresh] [--json]'
const SYSTEM = { kind: 'system', job: 'replay' } as const

try {
  process.exitCode = await replay(readArguments())
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

type Arguments = { file: string; until: Instant | null; fresh: boolean; json: boolean }

function readArguments(): Arguments {
  const asked = parse()
  const [file, ...more] = asked.positionals
  if (file === undefined || more.length > 0) throw new Unable('Name one file: the log to replay.', USAGE)
  const { until, fresh = false, json = false } = asked.values
  return { file, until: until === undefined ? null : instantOf(until), fresh, json }
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { until: { type: 'string' }, fresh: { type: 'boolean' }, json: { type: 'boolean' } },
    })
  } catch (error) {
    throw new Unable((error as Error).message, USAGE, { cause: error })
  }
}

function instantOf(until: string): Instant {
  try {
    return parseInstant(until)
  } catch (error) {
    throw new Unable(`--until ${until} is no instant.`, 'Write it with its offset: 2016-06-01T10:00:00Z', { cause: error })
  }
}

async function replay({ file, until, fresh, json }: Arguments): Promise<number> {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  say(`• Reading ${file} …`)
  const { plan, bad, hash } = await readPlan(file)
  const begin = plan.steps[0]?.at
  if (begin === undefined) throw new Unable(`${file} holds no line that can be replayed.`, firstReason(bad))

  say('• Preparing the database …')
  const urls = await replayDatabase(fresh)
  await prepareMemory(urls.owner, { hash, file: basename(file) })
  const client = createClient(urls.app, { max: LANES + 1, deadlineMs: 30_000, applicationName: 'concord-replay' })
  try {
    const at = (now: Instant) => createContext(SYSTEM, now, { client })
    await promiseOfReplay(at(begin))

    say('• Replaying …')
    const bar = new ProgressBar(plan.events)
    const began = performance.now()
    const driven = await drive(client, plan, { until, stop: interrupted(), onEvent: (done, now) => bar.show(done, now) })
    const seconds = (performance.now() - began) / 1_000
    bar.end(driven.events, driven.lastAt)

    const reached = driven.finished ? (until ?? plan.steps.at(-1)!.at) : driven.lastAt
    const breaches = await readBreaches(at(reached))
    const report = { file, ...plan, ...driven, done: driven.events, events: plan.events, until: reached, seconds, bad, breaches }
    if (json) console.log(JSON.stringify(reportJson(report), null, 2))
    else console.log(`\n${reportLines(report).join('\n')}`)
    if (!driven.finished) {
      say('\nStopped before the end. The same command goes on from here.')
      return 130
    }
    return until === null || json ? 0 : await showWeb(urls.app, until, await makeViewer(client, until))
  } finally {
    await client.end()
  }
}

/** The rows themselves are let go: a log is large. */
async function readPlan(file: string): Promise<{ plan: Plan; bad: readonly BadRow[]; hash: string }> {
  const { rows, bad, hash } = await readLog(file, uciColumns)
  return { plan: planReplay(rows), bad, hash }
}

/** Aborted by the first Ctrl-C: what has begun is finished. The second one ends the process at once. */
function interrupted(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

function firstReason([first]: readonly BadRow[]): string {
  return first ? `Line ${first.line}: ${first.reason}, and so on.` : 'The file is empty.'
}
