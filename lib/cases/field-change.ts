// Two people change one case at once. What they change in different fields is kept, because each change is made on the case as it stands;
// in the same field the second is told what stands there now, by whom, and chooses (security AB-091).
import { Conflict } from '../kernel/errors'

/** A field of a case that people set. */
export type CaseField = 'assignee' | 'level' | 'category' | 'region'

/** What is to become of a field: what stood there when its author looked, what stands there now, and what they want. */
export type FieldChange<Value> = { readonly was: Value | undefined; readonly now: Value; readonly wanted: Value }

/**
 * True when somebody else has changed the field since its author looked, to something that the author does not want. Whoever did not say
 * what they saw (`was` undefined: a job, an act on many cases) decides on the case as it stands.
 */
export function isCrossed<Value extends string | number | null>({ was, now, wanted }: FieldChange<Value>): boolean {
  return was !== undefined && was !== now && now !== wanted
}

const NAMES: Record<CaseField, string> = {
  assignee: 'who has the case',
  level: 'the level',
  category: 'what it is about',
  region: 'the region',
}

/** The refusal, as a sentence. `stands`: what is there now, in words; `by` is null where no person did it. */
export function crossedWords(field: CaseField, by: string | null, stands: string): string {
  return `Not changed: ${by ?? 'Concord'} changed ${NAMES[field]} meanwhile, to ${stands}. Choose again; what you wrote is kept.`
}

/** A change that crossed another one of the same field, or an answer that crossed another message; its attempt is kept in the audit. */
export class Crossed extends Conflict {
  constructor(
    message: string,
    readonly supportCase: { readonly id: string; readonly organisationId: string; readonly number: number },
    readonly facts: { readonly field: CaseField | 'status'; readonly wanted: unknown; readonly stands: unknown },
  ) {
    super(message)
  }
}
