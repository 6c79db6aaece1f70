// How often something may be tried (security ME-20, AB-060). A rule is counted in the database, so it holds across
// processes, and a database that is away opens nothing.
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/time'

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
  /** Answers sent by the link of one case's mail. */
  'rating:link': { points: 20, windowMs: HOUR_MS },
  /** What one reader, or one address, says of articles. */
  'feedback:reader': { points: 60, windowMs: HOUR_MS },
  /** Searches in the help centre, and suggestions while somebody types, of one reader or one address. */
  'help-search:reader': { points: 300, windowMs: 5 * MINUTE_MS },
  /** What is known of a new case while one person types it. */
  'known:person': { points: 300, windowMs: 5 * MINUTE_MS },
  /** Refusals of one person that are kept in the audit. */
  'denial:person': { points: 30, windowMs: HOUR_MS },
  /** The current password, asked again by somebody who has signed in. */
  'password:person': { points: 5, windowMs: 15 * MINUTE_MS },
  /** Cases opened by one person. */
  'case:person': { points: 10, windowMs: MINUTE_MS },
  /** Quotes asked for by one person. */
  'request:person': { points: 20, windowMs: HOUR_MS },
  /** Invitations into their organisation by one of its administrators. */
  'invite:person': { points: 30, windowMs: HOUR_MS },
  /** Searches of one person, wherever something can be searched. */
  'search:person': { points: 60, windowMs: MINUTE_MS },
  /** Files sent by one person; the installation may set another number. */
  'upload:person': { points: 20, windowMs: MINUTE_MS },
  /** The same in kilobytes. */
  'upload-kilobytes:person': { points: 500_000, windowMs: DAY_MS },
} as const satisfies Record<string, RateLimit>

export type RateLimitName = keyof typeof RATE_LIMITS
