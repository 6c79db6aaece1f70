import 'server-only'
import { environment } from '@/lib/kernel/env'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether a request that changes something comes from our own pages (ME-06, AB-018, AB-019): its Origin is ours, or it names
 * none and the browser says that it is of the same origin. A request that says neither is refused.
 */
export function isOwnOrigin(headers: Pick<Headers, 'get'>, own: string = environment().appOrigin): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  if (origin === null) return site === 'same-origin'
  return origin === own || (areBothLoopback(origin, own) && new URL(origin).host === headers.get('host'))
}

// The demo is served on one machine under several names.
function areBothLoopback(origin: string, own: string): boolean {
  if (!URL.canParse(origin)) return false
  const [one, other] = [new URL(origin), new URL(own)]
  return (
    one.origin === origin &&
    LOOPBACK.includes(one.hostname) &&
    LOOPBACK.includes(other.hostname) &&
    one.protocol === other.protocol &&
    one.port === other.port
  )
}
