/**
 * The visitor's network address (AB-022): each trusted proxy in front of us has appended one to X-Forwarded-For, so it is
 * the one that the outermost of them wrote. Without a proxy the header is the visitor's own word, and all visitors of such
 * an installation, which listens on one machine only, count as one.
 */
export function addressOf(headers: Pick<Headers, 'get'>, trustedProxies: number): string {
  if (trustedProxies === 0) return 'local'
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-trustedProxies)?.slice(0, 64) || 'unknown'
}
