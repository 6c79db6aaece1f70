// The client's ledger: what was asked, and what the product acknowledged. It is the truth that the database is held against.

export type Entry = {
  key: string
  status: 'asked' | 'acknowledged' | 'refused'
  told?: string
  sentAt: number
  settledAt?: number
}

export class Ledger {
  #entries = new Map<string, Entry>()

  ask(key: string): void {
    if (!this.#entries.has(key)) this.#entries.set(key, { key, status: 'asked', sentAt: performance.now() })
  }

  acknowledge(key: string, told: string): void {
    this.#settle(key, 'acknowledged', told)
  }

  refuse(key: string): void {
    this.#settle(key, 'refused')
  }

  get entries(): Entry[] {
    return [...this.#entries.values()]
  }

  of(status: Entry['status']): Entry[] {
    return this.entries.filter((entry) => entry.status === status)
  }

  #settle(key: string, status: Entry['status'], told?: string): void {
    const entry = this.#entries.get(key)
    if (!entry) throw new Error(`never asked: ${key}`)
    Object.assign(entry, { status, told, settledAt: performance.now() })
  }
}
