// One stream of events for all tabs of a browser: one of them holds it and tells the others. Browsers open six connections to
// a host at most, and every tab would take one for ever.

/** `lost`: trying again by itself. `signed_out`: nobody is signed in any more. */
export type LiveState = 'live' | 'lost' | 'signed_out'
export type LiveListener = { onChange: () => void; onState: (state: LiveState) => void }
type Message = { kind: 'change' } | { kind: 'cursor'; id: string } | { kind: 'state'; state: LiveState } | { kind: 'hello' }

const NAME = 'concord-live'
const ADDRESS = '/api/events'
/** A short break is mended before anybody need know. */
const PATIENCE_MS = 2_500
/** Longer than a server keeps an idle connection, so that nobody who asks again keeps one from stopping. */
const RETRY_MS = 6_000

/** Listens until the returned function is called. `onChange` says that something is new; nothing says what. */
export function listenLive({ onChange, onState }: LiveListener): () => void {
  const ended = new AbortController()
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null
  let leading: Stream | null = null
  let cursor: string | undefined

  const hear = (message: Message) => {
    if (ended.signal.aborted) return
    if (message.kind === 'change') onChange()
    else if (message.kind === 'cursor') cursor = message.id
    else if (message.kind === 'state') onState(message.state)
    else if (leading) say({ kind: 'state', state: leading.state })
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
      if (this.#opened) this.tell({ kind: 'change' })
      this.#opened = true
    })
    source.addEventListener('change', (event) => {
      this.#mark(event)
      this.tell({ kind: 'change' })
    })
    source.onerror = () => {
      this.#patience ??= setTimeout(() => this.#become('lost'), PATIENCE_MS)
      if (source.readyState === EventSource.CLOSED) void this.#mend()
    }
  }

  /** The server refused: because nobody is signed in, or for now. */
  async #mend(): Promise<void> {
    const status = await statusOf(ADDRESS)
    if (this.#stopped) return
    if (status === 401 || status === 403) {
      clearTimeout(this.#patience)
      this.#become('signed_out')
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), status === 401 || status === 429 ? RETRY_MS * 5 : RETRY_MS)
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
