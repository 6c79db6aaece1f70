// Hints to whoever listens, after the commit of what they are about. In the transaction itself NOTIFY would make all commits
// of the server wait for one another (docs/decisions/2026-11-24-wake-after-commit.md). A hint may be lost: a listener looks
// every few seconds by itself.
import { setTimeout as delay } from 'node:timers/promises'
import type { DbClient } from './client'

/** Whom a transaction wakes: open pages, and the worker. */
export type Wake = 'events' | 'jobs'

type Waiting = { readonly wakes: Set<Wake>; sending: boolean }

/** Hints that come thick and fast are sent together. */
const GAP_MS = 20

const CHANNELS: Readonly<Record<Wake, readonly [channel: string, payload: string]>> = {
  events: ['concord_events', ''],
  // As the job queue itself says it: how many of its workers should look.
  jobs: ['jobs:insert', '{"r":0,"count":10}'],
}

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
    const hints = [...waiting.wakes].map((wake) => CHANNELS[wake])
    waiting.wakes.clear()
    const [channels, payloads] = [hints.map(([channel]) => channel), hints.map(([, payload]) => payload)]
    try {
      await client.begin(
        ({ sql }) => sql`
          select set_config('synchronous_commit', 'off', true), pg_notify(hint.channel, hint.payload)
          from unnest(${channels}::text[], ${payloads}::text[]) hint(channel, payload)`,
      )
    } catch {
      // The database is away, and so is everybody who would listen: they look when it is back.
    }
    await delay(GAP_MS, undefined, { ref: false })
  }
  waiting.sending = false
}
