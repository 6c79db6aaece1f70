// People who open cases through the form, each one after the other, sending the same form again until they are told a number.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Browser, type ShownForm } from './browser'
import type { Installation } from './installation'
import type { Ledger } from './ledger'

const FORM = '/cases/new'
const REFERENCE = /\bHS-\d+\b/

/** Reads a fresh form and fills it in; the key is the product's own. */
export async function filledForm(browser: Browser): Promise<ShownForm> {
  const form = await browser.form(FORM, 'key')
  const key = form.fields.key!
  return {
    ...form,
    fields: {
      ...form.fields,
      category: 'problem',
      subject: `Fault ${key}`,
      impact: 'minor',
      workaround: 'acceptable',
      body: 'What happens when things break.',
    },
  }
}

/** Sends the form once; answers with the number, or undefined when the product did not say one. */
export async function send(browser: Browser, form: ShownForm): Promise<string | undefined> {
  const page = await browser.send(form)
  if (page.status >= 300 && page.status < 400) return REFERENCE.exec(page.location ?? '')?.[0]
  return undefined
}

export class Submitters {
  /** When each case was acknowledged. */
  readonly successes: number[] = []
  /** How long each sending took that was not acknowledged. */
  slowestRefusalMs = 0
  refusals = 0
  open = 0
  #next = 0
  #stopping = false
  #people: Promise<void>[]

  /** Starts; ends when `count` cases are acknowledged, or at `stop`. */
  constructor(
    private readonly installation: Installation,
    private readonly ledger: Ledger,
    people: number,
    private readonly count = Infinity,
    private readonly how: { withFiles?: boolean } = {},
  ) {
    this.#people = Array.from({ length: people }, () => this.#submit())
    // Awaited in `finish`; a scenario that failed before then must not end the run.
    for (const person of this.#people) person.catch(() => undefined)
  }

  /** Until every started case is acknowledged. */
  async finish(): Promise<void> {
    await Promise.all(this.#people)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.finish()
  }

  /** Milliseconds from `since` to the first case acknowledged after it. */
  async firstSuccessAfter(since: number, withinMs: number): Promise<number> {
    for (const end = since + withinMs; ; await delay(10)) {
      const first = this.successes.find((at) => at > since)
      if (first !== undefined) return first - since
      if (performance.now() > end) throw new Error(`no case was opened within ${withinMs} ms`)
    }
  }

  /** Each case is another person's, because one may open few in a minute. */
  async #submit(): Promise<void> {
    const { origin, world } = this.installation
    while (!this.#stopping && this.successes.length + this.open < this.count) {
      const browser = new Browser(origin, world.requesters[this.#next++ % world.requesters.length]!)
      this.open++
      const form = await this.#patiently(() => filledForm(browser))
      const key = form.fields.key!
      if (this.how.withFiles) form.fields.files = await this.#upload(browser)
      this.ledger.ask(key)
      const told = await this.#patiently(async () => {
        const reference = await send(browser, form)
        if (!reference) throw new Error(`no number was told for the form with key ${key}`)
        return reference
      })
      this.ledger.acknowledge(key, told)
      this.successes.push(performance.now())
      this.open--
    }
  }

  /** Sends a file, again under the same id until it is taken. */
  async #upload(browser: Browser): Promise<string> {
    const [id, bytes] = [randomUUID(), randomBytes(200_000)]
    await this.#patiently(async () => {
      const status = await browser.upload(id, bytes)
      if (status !== 200) throw new Error(`the upload was answered with ${status}`)
    })
    return id
  }

  /** Tries again as a person would, for two minutes at most, or until the installation is gone. */
  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (const end = performance.now() + 120_000; ; await delay(200)) {
      const began = performance.now()
      try {
        return await attempt()
      } catch (error) {
        this.refusals++
        this.slowestRefusalMs = Math.max(this.slowestRefusalMs, performance.now() - began)
        if (performance.now() > end || this.installation.isGone) throw error
      }
    }
  }
}
