// What a command may refuse, as coded errors. Doors translate the code; a message never travels to a browser by itself.

export type ErrorCode = 'not_found' | 'forbidden' | 'conflict' | 'invalid' | 'too_many' | 'unavailable'

/** Field name → sentences that say what is wrong and how to mend it. */
export type FieldErrors = Record<string, string[]>

/** Base of every refusal. `code` is stable; `message` is for logs and developers. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode
}

/** The object does not exist, or the actor may not know that it does: both look the same. */
export class NotFound extends DomainError {
  readonly code = 'not_found'
  constructor(readonly noun: string) {
    super(`${noun} not found`)
    this.name = 'NotFound'
  }
}

/** The actor may see the object but not do this. */
export class Forbidden extends DomainError {
  readonly code = 'forbidden'
  constructor(readonly permission: string) {
    super(`not allowed: ${permission}`)
    this.name = 'Forbidden'
  }
}

/** The object has moved on since the actor looked. `sentence` is plain English for the person, with how to go on. */
export class Conflict extends DomainError {
  readonly code = 'conflict'
  constructor(readonly sentence: string) {
    super(sentence)
    this.name = 'Conflict'
  }
}

/** Input that the schema or a rule refuses; `fields` goes beside the form's fields, key '' to its top. */
export class Invalid extends DomainError {
  readonly code = 'invalid'
  constructor(readonly fields: FieldErrors) {
    super(`invalid input: ${Object.keys(fields).join(', ')}`)
    this.name = 'Invalid'
  }
}

/** A rate limit is reached. */
export class TooMany extends DomainError {
  readonly code = 'too_many'
  constructor(readonly retryAfterSeconds: number) {
    super(`rate limit reached, retry after ${retryAfterSeconds} s`)
    this.name = 'TooMany'
  }
}

const CONSTRAINTS: Record<string, () => DomainError> = {
  users_email_key: () => new Invalid({ email: ['A person with this e-mail address exists already.'] }),
  macros_name_key: () => new Conflict('There is a macro of this name already. Rename that one first.'),
  saved_views_name_key: () => new Conflict('There is a view of this name already. Rename that one first.'),
  help_addresses_pkey: () =>
    new Invalid({ slug: ['This address belongs to something else already. Please choose another one.'] }),
  article_sections_name_key: () => new Invalid({ name: ['There is a section of this name already.'] }),
  plans_name_key: () => new Invalid({ name: ['A plan with this name exists already.'] }),
  organisations_name_key: () => new Invalid({ name: ['An organisation with this name exists already.'] }),
}

type PostgresFailure = { code?: string; constraint_name?: string; cause?: unknown }

/**
 * PostgreSQL is the last guard: a violated constraint becomes the refusal that the rule in front of it would have given.
 * Anything else is returned as it came.
 */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof DomainError || typeof error !== 'object' || error === null) return error
  const outer = error as PostgresFailure
  const failure = outer.code === undefined ? ((outer.cause as PostgresFailure | null | undefined) ?? {}) : outer
  const known = failure.constraint_name ? CONSTRAINTS[failure.constraint_name] : undefined
  if (known) return known()
  switch (failure.code) {
    case '42501':
      return new Forbidden('row_level_security')
    case '22021':
    case '22P05':
    case '22P02':
    case '22003':
    case '22007':
    case '22008':
    case '22009':
      return new Invalid({ '': ['The input holds characters or numbers that cannot be stored.'] })
    default:
      return error
  }
}
