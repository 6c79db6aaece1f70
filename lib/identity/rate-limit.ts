// How often something may be tried (security ME-20, AB-060). A rule is counted in the database, so it holds across
// processes, and a database that is away opens nothing.
import { HOUR_MS, MINUTE_MS } from '../kernel/time'

export type RateLimit = { points: number; windowMs: number }

export const RATE_LIMITS = {
  /** Wrong passwords for one account, from wherever. */
  'sign-in:account': { points: 5, windowMs: 15 * MINUTE_MS },
  /** The same over a longer time, against patience. */
  'sign-in:account-slow': { points: 20, windowMs: HOUR_MS },
  /** Wrong passwords on a device where this person has signed in before: theirs stays open while others guess. */
  'sign-in:device': { points: 5, windowMs: 15 * MINUTE_MS },
  /** Attempts from one address, whatever the account. */
  'sign-in:address': { points: 100, windowMs: HOUR_MS },
  /** Links and resets asked for one account. */
  'mail:account': { points: 3, windowMs: HOUR_MS },
  'mail:address': { points: 10, windowMs: HOUR_MS },
  /** Tokens tried from one address: guessing 256 bits is hopeless, this keeps it cheap for us. */
  'token:address': { points: 60, windowMs: HOUR_MS },
  /** The current password, asked again by somebody who has signed in. */
  'password:person': { points: 5, windowMs: 15 * MINUTE_MS },
} as const satisfies Record<string, RateLimit>

export type RateLimitName = keyof typeof RATE_LIMITS
