// What PostgreSQL says of a statement that failed, whoever hands it on.

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
