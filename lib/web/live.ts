import 'server-only'
import { DatabaseUnavailable, defaultClient } from '@/db/client'
import { createContext } from '@/db/context'
import { formatCursor, type EventCursor } from '@/lib/events/event'
import { currentEventCursor, listEventsAfter } from '@/lib/events/queries/live'
import type { Actor } from '@/lib/kernel/actor'
import { TooMany } from '@/lib/kernel/errors'
import { currentInstant } from '@/lib/kernel/time'
import type { PersonCtx } from './context'
import { log } from './log'
import { watchPresence } from './presence-board'

/** Streams of one person at once, in one process (AB-079). */
export const STREAMS_MAX = 5
/** What a reader may leave unread before it is dropped. */
const UNREAD_MAX_BYTES = 256 * 1024
const HEARTBEAT_MS = 15_000
const RECHECK_MS = 5_000
/** Notifications come in bursts; one reading answers a burst. */
const GAP_MS = 50
const AGAIN_MS = 200
const AWAY_MS = 1_000
const BUSY_SECONDS = 30

/** Who is behind the session now; undefined when nobody is. */
type Watch = () => Promise<Actor | undefined>
type Hub = { streams: Set<LiveStream>; listening: Promise<unknown> | undefined; ending: boolean }

// One LISTEN of each process, shared by its streams and by every copy of this module.
const holder = globalThis as { concordLive?: Hub }
/** Nobody reads this status: the reader has left. */
const GONE = 499

const hub = (holder.concordLive ??= { streams: new Set(), listening: undefined, ending: false })

/** Ends every stream of this process; the browsers come back to another one. For SIGTERM: an open answer holds the server up. */
export function closeLiveStreams(): void {
  hub.ending = true
  for (const stream of [...hub.streams]) stream.close()
}

/**
 * Server-sent events of what the actor may hear, after `after` or from now on. Ends when the session does, when its rights
 * change, or when the reader is too slow. Throws TooMany beyond five streams of one person.
 */
export async function liveStream(
  ctx: PersonCtx,
  after: EventCursor | null,
  watch: Watch,
  signal: AbortSignal,
): Promise<Response> {
  if (hub.ending) return new Response(null, { status: 503, headers: { 'retry-after': '1', connection: 'close' } })
  if (signal.aborted) return new Response(null, { status: GONE })
  const own = [...hub.streams].filter((stream) => stream.actor.userId === ctx.actor.userId)
  if (own.length >= STREAMS_MAX) throw new TooMany(BUSY_SECONDS)
  const stream = new LiveStream(ctx.actor, watch)
  hub.streams.add(stream)
  signal.addEventListener('abort', () => stream.close())
  hub.listening ??= defaultClient().listen('concord_events', wakeAll, wakeAll)
  try {
    await hub.listening
    const cursor = after ?? (await currentEventCursor(ctx))
    // A reader that left meanwhile was not heard leaving by every server; its place must not stay taken.
    if (signal.aborted) stream.close()
    else stream.start(cursor)
  } catch (error) {
    stream.close()
    throw error
  }
  return new Response(stream.readable, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-cache, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

function wakeAll(): void {
  for (const stream of hub.streams) stream.wake()
}

class LiveStream {
  readonly readable: ReadableStream<Uint8Array>
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #cursor: EventCursor | undefined
  #timer: NodeJS.Timeout | undefined
  #reading = false
  #woken = false
  #closed = false
  #timers: NodeJS.Timeout[] = []
  #unwatch: (() => void) | undefined

  constructor(
    readonly actor: PersonCtx['actor'],
    private readonly watch: Watch,
  ) {
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        cancel: () => this.close(),
      },
      { highWaterMark: UNREAD_MAX_BYTES, size: (chunk) => chunk.byteLength },
    )
  }

  start(cursor: EventCursor): void {
    this.#cursor = cursor
    this.#send(`retry: 1000\nid: ${formatCursor(cursor)}\nevent: ready\ndata: {}\n\n`)
    this.#timers = [
      setInterval(() => this.#send(': still here\n\n'), HEARTBEAT_MS),
      setInterval(() => void this.#recheck(), RECHECK_MS),
    ]
    if (this.actor.kind === 'staff')
      this.#unwatch = watchPresence((board) => this.#send(`event: presence\ndata: ${JSON.stringify(board)}\n\n`))
    this.wake()
  }

  /** Says that there may be something to read. */
  wake(delay = GAP_MS): void {
    if (this.#closed || this.#cursor === undefined) return
    if (this.#reading) this.#woken = true
    else this.#timer ??= setTimeout(() => void this.#read(), delay)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    hub.streams.delete(this)
    this.#unwatch?.()
    clearTimeout(this.#timer)
    for (const timer of this.#timers) clearInterval(timer)
    try {
      this.#controller?.close()
    } catch {
      // The reader has gone already, which is what closing is for.
    }
  }

  async #read(): Promise<void> {
    this.#timer = undefined
    this.#reading = true
    let again: number | undefined
    try {
      const page = await listEventsAfter(createContext(this.actor, currentInstant()), this.#cursor!)
      for (const event of page.events) {
        this.#send(
          `id: ${formatCursor(event)}\nevent: change\ndata: ${JSON.stringify({ type: event.type, number: event.facts.number })}\n\n`,
        )
      }
      this.#cursor = page.next
      if (page.events.some(({ type }) => type === 'session.revoked')) await this.#recheck()
      if (page.pending) again = AGAIN_MS
    } catch (error) {
      again = this.#failed(error)
    }
    this.#reading = false
    if (this.#woken || again !== undefined) this.wake(again)
    this.#woken = false
  }

  async #recheck(): Promise<void> {
    try {
      const now = await this.watch()
      if (now === undefined || rightsOf(now) !== rightsOf(this.actor)) this.close()
      // A hint may have been lost (db/wake.ts).
      else this.wake()
    } catch (error) {
      this.#failed(error)
    }
  }

  /** While the database is away nothing can be read, and nothing is told; anything else ends the stream. */
  #failed(error: unknown): number | undefined {
    if (error instanceof DatabaseUnavailable) return AWAY_MS
    log.error({ reason: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' }, 'a live stream failed')
    this.close()
    return undefined
  }

  #send(text: string): void {
    if (this.#closed || !this.#controller) return
    const bytes = new TextEncoder().encode(text)
    if ((this.#controller.desiredSize ?? 0) < bytes.byteLength) {
      log.warn({ userId: this.actor.userId }, 'a live stream was dropped: its reader is too slow')
      this.close()
      return
    }
    this.#controller.enqueue(bytes)
  }
}

/** What an actor may hear depends on this much of them. */
function rightsOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return JSON.stringify([actor.kind, actor.userId, actor.roles])
    case 'customer':
      return JSON.stringify([actor.kind, actor.userId, actor.organisationId, actor.isAdministrator])
    default:
      return actor.kind
  }
}
