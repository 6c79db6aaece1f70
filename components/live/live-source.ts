// One stream of events for all tabs of a browser: one of them holds it and tells the others. Browsers open six connections to
// a host at most, and every tab would take one for ever.

import type { News } from './concern'
import type { PresenceBoard } from './presence-store'

/**
 * `lost`: trying again by itself. `crowded`: the same person listens in too many browsers; trying again by itself.
 * `signed_out`: nobody is signed in any more.
 */
export type LiveState = 'live' | 'lost' | 'crowded' | 'signed_out'
export type LiveListener = {
  onNews: (news: News) => void
  onState: (state: LiveState) => void
  /** Who is on which case; `whole` when nobody else is anywhere. */
  onPresence: (board: PresenceBoard, whole: boolean) => void
}
type Message =
  | { kind: 'news'; news: News }
  | { kind: 'cursor'; id: string }
  | { kind: 'state'; state: LiveState }
  | { kind: 'presence'; board: PresenceBoard; whole: boolean }
  | { kind: 'hello' }

const NAME = 'concord-live'
const ADDRESS = '/api/events'
/** A short break is mended before anybody need know. */
const PATIENCE_MS = 2_500
/** Longer than a server keeps an idle connection, so that nobody who asks again keeps one from stopping. */
const RETRY_MS = 6_000
/** Somebody has to do something first: sign in, close a window. */
const REFUSED_RETRY_MS = 20_000
const REFUSALS: Record<number, LiveState | undefined> = { 401: 'signed_out', 403: 'signed_out', 429: 'crowded' }

/** Listens until the returned function is called. `onNews` says which case changed, or that anything may have. */
export function listenLive({ onNews, onState, onPresence }: LiveListener): () => void {
  const ended = new AbortController()
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null
  let leading: Stream | null = null
  let cursor: string | undefined

  const hear = (message: Message) => {
    if (ended.signal.aborted) return
    if (message.kind === 'news') onNews(message.news)
    else if (message.kind === 'cursor') cursor = message.id
    else if (message.kind === 'state') onState(message.state)
    else if (message.kind === 'presence') onPresence(message.board, message.whole)
    else if (leading) {
      say({ kind: 'state', state: leading.state })
      say({ kind: 'presence', board: leading.board, whole: true })
    }
  }
  const say = (message: Message) => {
    if (!ended.signal.aborted) channel?.postMessage(message)
  }
  const tell = (message: Message) => {
    hear(message)
    say(message)
  }
  if (channel) channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data)
  say({ kind: 'hello' })

  const lead = () =>
    new Promise<void>((resolve) => {
      const stream = (leading = new Stream(cursor, tell))
      ended.signal.addEventListener('abort', () => {
        stream.stop()
        resolve()
      })
    })
  if (navigator.locks) {
    navigator.locks.request(NAME, { signal: ended.signal }, lead).catch(() => undefined) // rejects when this page leaves first
  } else {
    void lead()
  }
  return () => {
    ended.abort()
    channel?.close()
  }
}

/** The stream itself. Comes back by itself, also after an answer that ends an EventSource for good. */
class Stream {
  state: LiveState = 'live'
  board: PresenceBoard = {}
  #source: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #patience: ReturnType<typeof setTimeout> | undefined
  #stopped = false
  #opened = false

  constructor(
    private cursor: string | undefined,
    private readonly tell: (message: Message) => void,
  ) {
    this.#open()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    clearTimeout(this.#patience)
    this.#source?.close()
  }

  #open(): void {
    const source = new EventSource(this.cursor ? `${ADDRESS}?after=${this.cursor}` : ADDRESS)
    this.#source = source
    source.addEventListener('ready', (event) => {
      this.#mark(event)
      clearTimeout(this.#patience)
      this.#patience = undefined
      this.#become('live')
      // What happened while nobody listened comes by replay; what time alone has changed does not.
      if (this.#opened) this.tell({ kind: 'news', news: {} })
      this.#opened = true
      this.#show({}, true)
    })
    source.addEventListener('change', (event) => {
      this.#mark(event)
      this.tell({ kind: 'news', news: newsOf(event) })
    })
    source.addEventListener('presence', (event: MessageEvent<string>) =>
      this.#show(JSON.parse(event.data) as PresenceBoard, false),
    )
    source.onerror = () => {
      this.#patience ??= setTimeout(() => this.#become('lost'), PATIENCE_MS)
      if (source.readyState === EventSource.CLOSED) void this.#mend()
    }
  }

  /** The server refused: because nobody is signed in, or for now. */
  async #mend(): Promise<void> {
    const status = await statusOf(ADDRESS)
    if (this.#stopped) return
    const refusal = REFUSALS[status]
    if (refusal) {
      clearTimeout(this.#patience)
      this.#become(refusal)
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), refusal ? REFUSED_RETRY_MS : RETRY_MS)
  }

  #show(board: PresenceBoard, whole: boolean): void {
    this.board = whole ? board : { ...this.board, ...board }
    this.tell({ kind: 'presence', board, whole })
  }

  #become(state: LiveState): void {
    if (this.state === state) return
    this.state = state
    this.tell({ kind: 'state', state })
  }

  #mark(event: MessageEvent): void {
    if (event.lastEventId === '') return
    this.cursor = event.lastEventId
    this.tell({ kind: 'cursor', id: event.lastEventId })
  }
}

function newsOf(event: MessageEvent<string>): News {
  const { number } = JSON.parse(event.data) as { number?: unknown }
  return typeof number === 'number' ? { number } : {}
}

/** The status of an answer, without waiting for the rest of it; 0 when there is none. */
async function statusOf(address: string): Promise<number> {
  const leave = new AbortController()
  try {
    const { status } = await fetch(address, { signal: leave.signal, headers: { accept: 'text/event-stream' } })
    return status
  } catch {
    return 0
  } finally {
    leave.abort()
  }
}
