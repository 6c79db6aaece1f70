// What a browser without JavaScript does: reads a form, sends it, reads the answer. And an event stream that comes back by itself.
import { setTimeout as delay } from 'node:timers/promises'
import type { Person } from './world'

const ANSWER_MS = 15_000

export type Page = { status: number; location: string | undefined; retryAfter: string | undefined; html: string }

/** A form as it was shown; sending it twice is what a person does who sees no answer. */
export type ShownForm = { path: string; fields: Record<string, string> }

export class Browser {
  constructor(
    private readonly origin: string,
    private readonly person: Person,
  ) {}

  async get(path: string): Promise<Page> {
    return this.#ask(path, { method: 'GET' })
  }

  /** Reads the form of a page that holds a field of this name. */
  async form(path: string, field: string): Promise<ShownForm> {
    const page = await this.get(path)
    if (page.status !== 200) throw new Error(`GET ${path} answers ${page.status}`)
    for (const [, , inside] of page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
      const fields = fieldsOf(inside ?? '')
      if (field in fields) return { path, fields }
    }
    throw new Error(`${path} shows no form with a field ${field}`)
  }

  /** Sends a form; the answer may be the page again, or a redirect. */
  async send({ path, fields }: ShownForm): Promise<Page> {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return this.#ask(path, { method: 'POST', body, headers: { origin: this.origin } })
  }

  /** Sends a file as the script of a page does; answers with the status. */
  async upload(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
    const { status } = await this.#ask(`/api/uploads/${id}?name=fault.bin`, {
      method: 'PUT',
      body: bytes,
      headers: { origin: this.origin },
    })
    return status
  }

  /** Listens to an event stream, again from the last event whenever it ends, until `stop`. */
  listen(path: string): EventStream {
    return new EventStream(`${this.origin}${path}`, this.person.cookie)
  }

  async #ask(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(`${this.origin}${path}`, {
      ...init,
      headers: { accept: 'text/html', cookie: this.person.cookie, ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const header = (name: string) => response.headers.get(name) ?? undefined
    return {
      status: response.status,
      location: header('location'),
      retryAfter: header('retry-after'),
      html: await response.text(),
    }
  }
}

function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (name === undefined) continue
    if (/type="(?:radio|checkbox)"/.test(tag) && !/\bchecked\b/.test(tag)) fields[name] ??= ''
    else fields[name] = attribute(tag, 'value') ?? ''
  }
  return fields
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

export type StreamEvent = { id: string; type: string; data: string; at: number }

export class EventStream {
  readonly events: StreamEvent[] = []
  /** When the stream was (re)opened, and when it ended. */
  opened: number[] = []
  ended: number[] = []
  #stopping = new AbortController()
  #lastId: string | undefined
  #done: Promise<void>

  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {
    this.#done = this.#follow()
  }

  get isOpen(): boolean {
    return this.opened.length > this.ended.length
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }

  async #follow(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const response = await fetch(this.url, {
          headers: { accept: 'text/event-stream', cookie: this.cookie, ...(this.#lastId && { 'last-event-id': this.#lastId }) },
          signal: this.#stopping.signal,
        })
        if (response.status === 200 && response.body) {
          this.opened.push(performance.now())
          try {
            await this.#read(response.body)
          } finally {
            this.ended.push(performance.now())
          }
        } else await response.body?.cancel()
      } catch {
        // refused or cut: come back, as EventSource does
      }
      if (!this.#stopping.signal.aborted) await delay(500)
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) this.#take(block)
    }
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
    const id = field('id')
    if (id === undefined) return
    this.#lastId = id
    this.events.push({ id, type: field('event') ?? 'message', data: field('data') ?? '', at: performance.now() })
  }
}
