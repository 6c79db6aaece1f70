// Where somebody may be sent after signing in: a path of this site and nothing else (AB-051).

const BASE = 'https://own.invalid'

/**
 * The path, query and fragment that `wanted` names when it stays on this site, else `fallback`. Takes a path or an address
 * under `origin`. Refuses what browsers read as another host: `//host`, `/\host`, control signs, user names, other schemes.
 */
export function ownPath(wanted: unknown, options: { fallback?: string; origin?: string } = {}): string {
  const fallback = options.fallback ?? '/'
  if (typeof wanted !== 'string' || wanted.length > 2_000 || /[\u0000-\u001f\u007f\\]/.test(wanted)) return fallback
  const path = options.origin && wanted.startsWith(`${options.origin}/`) ? wanted.slice(options.origin.length) : wanted
  if (!path.startsWith('/') || !URL.canParse(path, BASE)) return fallback
  const url = new URL(path, BASE)
  const own = url.pathname + url.search + url.hash
  if (url.origin !== BASE || own.startsWith('//') || hidesAnotherHost(url.pathname)) return fallback
  return own
}

// A server or browser that decodes once more must not find another host either: /%2f/evil, /%5cevil, /%09/evil.
function hidesAnotherHost(pathname: string): boolean {
  try {
    return /^\/[\\/]|[\u0000-\u001f\\]/.test(decodeURIComponent(pathname))
  } catch {
    return true
  }
}
