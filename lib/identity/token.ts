// One-time tokens that a mail carries: how long they live and where they lead (security AB-059).
import { addMs, HOUR_MS, MINUTE_MS, type Instant } from '../kernel/time'

export const TOKEN_KINDS = ['link', 'reset', 'invitation'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

const LIFETIME_MS: Record<TokenKind, number> = { link: 15 * MINUTE_MS, reset: 24 * HOUR_MS, invitation: 24 * HOUR_MS }
const PATHS: Record<TokenKind, string> = { link: '/sign-in/link', reset: '/reset-password', invitation: '/invitation' }

/** When a token issued at `now` stops working, used or not. */
export function tokenExpiry(kind: TokenKind, now: Instant): Instant {
  return addMs(now, LIFETIME_MS[kind])
}

/** The page that redeems the token, as it stands in the mail; a page only, so that a scanner's visit burns nothing. */
export function tokenPath(kind: TokenKind, token: string): string {
  return `${PATHS[kind]}?token=${encodeURIComponent(token)}`
}

/** Whether this can be a token at all: 256 bits in base64url, exactly as sent. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)
}
