// Hints to whoever listens, after the commit of what they are about. In the transaction itself NOTIFY would make all commits
// of the server wait for one another (docs/decisions/2026-11-24-wake-after-commit.md). A hint may be lost: a listener looks
// every few seconds by itself.
import { setTimeout as delay } from 'node:timers/promises'
import type { DbClient } from './client'

/** Whom a transaction wakes: open pages, the worker, and who shows which colleague is where. */
export type Wake = 'events' | 'jobs' | 'presence'

type Waiting = { readonly wakes: Set<Wake>; sending: boolean }

/** Hints that come thick and fast are sent together. */
const GAP_MS = 20

const CHANNELS: Readonly<Record<Wake, string>> = { events: 'concord_events', jobs: 'concord_jobs', presence: 'concord_presence' }

const waitingOf = new WeakMap<DbClient, Waiting>()

/** Sends the hints soon; many transactions at once share one sending. Never rejects. */
export function wakeListeners(client: DbClient, wakes: ReadonlySet<Wake>): void {
  let waiting = waitingOf.get(client)
  if (!waiting) waitingOf.set(client, (waiting = { wakes: new Set(), sending: false }))
  for (const wake of wakes) waiting.wakes.add(wake)
  if (!waiting.sending) void send(client, waiting)
}

async function send(client: DbClient, waiting: Waiting): Promise<void> {
  waiting.sending = true
  while (waiting.wakes.size > 0) {
    const channels = [...waiting.wakes].map((wake) => CHANNELS[wake])
    waiting.wakes.clear()
    try {
      await client.begin(
        ({ sql }) => sql`
          select set_config('synchronous_commit', 'off', true), pg_notify(channel, '') from unnest(${channels}::text[]) channel`,
      )
    } catch {
      // The database is away, and so is everybody who would listen: they look when it is back.
    }
    await delay(GAP_MS, undefined, { ref: false })
  }
  waiting.sending = false
}
