// A TCP proxy between a client and PostgreSQL that can misbehave: hang up, reset, fall silent, be slow, or lose the answer
// to a COMMIT.
import net from 'node:net'

/**
 * `forward`: as if it were not there. `fin`: accepts and hangs up at once, open connections too. `reset`: the same with RST.
 * `blackhole`: accepts and passes nothing on in either direction; what was held flows on when the mode changes.
 */
export type ProxyMode = 'forward' | 'fin' | 'reset' | 'blackhole'

type Pair = { client: net.Socket; server: net.Socket; said: string; doomed: boolean; cutAfter: number | null }

export class TcpProxy {
  #server = net.createServer((client) => this.#accept(client))
  #pairs = new Set<Pair>()
  #mode: ProxyMode = 'forward'
  #delayMs = 0
  #text: string | undefined
  /** Connections accepted since the start. */
  accepted = 0
  /** How many COMMITs went to the server and lost their answer. */
  lostCommits = 0

  private constructor(private readonly targetPort: () => number) {}

  static async start(targetPort: () => number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port
  }

  /** The same database through the proxy. */
  through(url: string): string {
    const proxied = new URL(url)
    proxied.port = String(this.port)
    return proxied.href
  }

  set(mode: ProxyMode, { delayMs = 0 } = {}): void {
    this.#mode = mode
    this.#delayMs = delayMs
    for (const pair of this.#pairs) {
      if (mode === 'fin' || mode === 'reset') this.#hangUp(pair)
      for (const socket of [pair.client, pair.server]) {
        if (mode === 'blackhole') socket.pause()
        else socket.resume()
      }
    }
  }

  /**
   * The COMMIT of the next transaction in which this text travels reaches the server, but the connection is cut before its
   * answer comes back.
   */
  loseCommitAfter(text: string): void {
    this.#text = text
  }

  async stop(): Promise<void> {
    for (const pair of this.#pairs) {
      pair.client.destroy()
      pair.server.destroy()
    }
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: net.Socket): void {
    this.accepted++
    client.on('error', () => client.destroy())
    if (this.#mode === 'fin') return void client.resume().end()
    if (this.#mode === 'reset') return void client.resetAndDestroy()
    const server = net.connect(this.targetPort(), '127.0.0.1')
    const pair: Pair = { client, server, said: '', doomed: false, cutAfter: null }
    this.#pairs.add(pair)
    client.on('data', (chunk) => {
      this.#listen(pair, chunk)
      this.#pass(chunk, server)
    })
    server.on('data', (chunk) => {
      // Answers to what went before in the same piece come first, that to a transaction before it too; cut then, the server would give
      // this one up.
      if (pair.cutAfter !== null) pair.cutAfter -= countOf(chunk, 'COMMIT\0')
      if (pair.cutAfter !== null && pair.cutAfter <= 0) this.#hangUp(pair)
      else this.#pass(chunk, client)
    })
    server.on('error', () => client.resetAndDestroy())
    server.on('end', () => client.end())
    client.on('end', () => server.end())
    client.on('close', () => {
      this.#pairs.delete(pair)
      server.destroy()
    })
    if (this.#mode === 'blackhole') for (const socket of [client, server]) socket.pause()
  }

  #listen(pair: Pair, chunk: Buffer): void {
    if (this.#text === undefined) return
    // A text may be cut in two by the way it travels.
    pair.said = pair.said.slice(-200) + chunk.toString('latin1')
    if (pair.said.includes(this.#text)) pair.doomed = true
    if (!pair.doomed || !chunk.includes('commit\0')) return
    this.#text = undefined
    pair.cutAfter = countOf(chunk, 'commit\0') + countOf(chunk, 'commit;')
    this.lostCommits++
  }

  #pass(chunk: Buffer, to: net.Socket): void {
    if (this.#delayMs === 0) to.write(chunk)
    else setTimeout(() => to.write(chunk), this.#delayMs)
  }

  #hangUp({ client, server }: Pair): void {
    if (this.#mode === 'reset') client.resetAndDestroy()
    else client.resume().end()
    server.destroy()
  }
}

function countOf(chunk: Buffer, text: string): number {
  return chunk.toString('latin1').split(text).length - 1
}
