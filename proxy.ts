// What every page's answer carries and only a request can make: the nonce of the content security policy (security ME-08),
// the request id, and that nobody stores it (AB-089); and while the database is away, the answer that no page of Next can
// give: 503. Who may do what is decided elsewhere; this file knows no one.
import { NextResponse, type NextRequest } from 'next/server'
import { isDatabaseThere, outagePage } from './lib/web/outage'

const isDevelopment = process.env.NODE_ENV === 'development'

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // A width that is data (a meter) is a style attribute; it can load nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Sends on, and always overwrites, `x-request-id` and `x-request-path` (path and query, for the way back after signing in).
 * A reader of these headers must still treat them as input: without this file a client could send them.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  if (isDocument(request) && !(await isDatabaseThere())) return outagePage(request)
  const nonce = crypto.randomUUID()
  const requestId = crypto.randomUUID()
  const policy = contentSecurityPolicy(nonce)

  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('x-request-id', requestId)
  headers.set('x-request-path', request.nextUrl.pathname + request.nextUrl.search)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cache-Control', 'private, no-store')
  response.headers.set('x-request-id', requestId)
  return response
}

/** A page that a browser opens or a form that it posts by itself; what our own scripts ask for hears of an outage by them. */
function isDocument({ headers }: NextRequest): boolean {
  if (headers.has('rsc') || headers.has('next-action')) return false
  const destination = headers.get('sec-fetch-dest')
  return destination === null || destination === 'document'
}

export const config = {
  // Not: static files, which have no secret; /api/, which streams and takes uploads that must not be buffered here; files of articles,
  // which carry a policy of their own.
  matcher: ['/((?!_next/static/|api/|help/files/|icon\\.svg$|apple-icon\\.png$|opengraph-image\\.png$|robots\\.txt$).*)'],
}
