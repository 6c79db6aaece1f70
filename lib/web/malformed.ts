import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Makes of two requests, which the framework takes for failures of its own (500), ones that it refuses (security V-09): an
 * address that cannot be decoded becomes one that does not exist (404), and TRACE a method that its address does not have (405).
 */
export function refuseMalformedRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.method === 'TRACE') Object.assign(request, { method: 'DELETE', url: '/api/live' })
    const [path = '', ...query] = (request.url ?? '').split('?')
    if (!isDecodable(path)) request.url = [path.replaceAll('%', '%25'), ...query].join('?')
  })
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
