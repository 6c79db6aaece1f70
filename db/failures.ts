// What PostgreSQL says of a statement that failed, whoever hands it on.
import { DomainError } from '../lib/kernel/errors'

/** PostgreSQL cannot be reached, has gone away or did not answer in time. Nothing else is wrong with what was asked. */
export class DatabaseUnavailable extends DomainError {
  readonly code = 'unavailable'
  /** `unknown` when the connection was lost after COMMIT was sent: the transaction may stand. Ask again with the same key. */
  outcome: 'none' | 'unknown' = 'none'
  /** How long the server had said nothing when that was noticed. */
  silentMs = 0
  constructor(reason: string, options?: ErrorOptions) {
    super(`database unavailable: ${reason}`, options)
    this.name = 'DatabaseUnavailable'
  }
}

/** Its code (SQLSTATE), if it has one: drizzle hands PostgreSQL's error on as the cause of its own. */
export function codeOf(error: unknown): unknown {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } | null }
  return code ?? cause?.code
}

/** Whether it is the answer to a statement after the one that failed: it says nothing of what went wrong. */
export function isGivenUp(error: unknown): boolean {
  return codeOf(error) === '25P02'
}

/** Whether a row was to be written that is there already. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === '23505'
}
