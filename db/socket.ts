// What a socket to PostgreSQL does besides carrying bytes: it gathers what belongs together, and asks for TLS.
import net from 'node:net'
import tls from 'node:tls'
import { DatabaseUnavailable } from './failures'

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** What the driver writes at once; it keeps anything shorter until the end of the turn of the event loop. */
const LONG = 1_024

/**
 * Keeps a long statement until the driver writes what it kept meanwhile, mostly the `commit` that belongs to it, and sends both in one
 * piece: each piece costs a call of the system, and a process of the server that wakes, looks and sleeps again.
 */
export function gatherWrites(socket: net.Socket): void {
  const write = socket.write.bind(socket) as (chunk: Buffer, written?: () => void) => boolean
  const kept: Buffer[] = []
  const flush = () => {
    const pieces = kept.splice(0)
    if (pieces.length > 0 && socket.writable) write(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
  }
  const gather = (chunk: Buffer, written?: () => void) => {
    if (written) {
      flush()
      return write(chunk, written)
    }
    kept.push(chunk)
    if (chunk.length < LONG) flush()
    // What the driver keeps is due at the end of this turn, after this: the next turn is soon enough.
    else if (kept.length === 1) setImmediate(() => setImmediate(flush))
    return !socket.writableNeedDrain
  }
  // Node itself replaces it when the server hangs up.
  Object.defineProperty(socket, 'write', { value: gather, writable: true, configurable: true })
}

/** Asks the server for TLS, as libpq does: `require` encrypts, `verify-ca` and `verify-full` also check the certificate. Throws DatabaseUnavailable. */
export async function negotiate(socket: net.Socket, host: string, mode: string): Promise<net.Socket> {
  const answer = new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('error', reject)
  })
  socket.write(SSL_REQUEST)
  if ((await answer).toString('latin1') !== 'S') {
    if (mode === 'prefer' || mode === 'allow') return socket
    throw new DatabaseUnavailable('the server does not speak TLS')
  }
  const verified = mode === 'verify-full' || mode === 'verify-ca'
  return tls.connect({
    socket,
    servername: net.isIP(host) ? undefined : host,
    rejectUnauthorized: verified,
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  })
}
