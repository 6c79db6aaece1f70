// What a form hears back. Client components hold this type; lib/web/action.ts makes the values.
import type { ErrorCode, FieldErrors } from './errors'

/** `signed_out`: the session has ended meanwhile; `failed`: something on our side that the person cannot mend. */
export type ActionErrorCode = ErrorCode | 'signed_out' | 'failed'

/** What was typed, by the name of the field; secrets never come back. */
export type FormValues = Record<string, string | string[]>

export type ActionState<Result = void> =
  | { status: 'idle' }
  | { status: 'done'; result: Result }
  | { status: 'error'; code: ActionErrorCode; message: string; fields: FieldErrors; values: FormValues }

/** The first state of `useActionState`. */
export const IDLE: { status: 'idle' } = { status: 'idle' }

/** A server action as a form sees it. No action looks at the state before, so one with a narrower result fits a wider place. */
export type FormAction<Result = void> = {
  act(previous: ActionState<Result>, form: FormData): Promise<ActionState<Result>>
}['act']

/** Sentences beside the fields; nothing unless the last answer was a refusal. */
export function fieldErrors(state: ActionState<unknown>): FieldErrors {
  return state.status === 'error' ? state.fields : {}
}

/** What was typed in one field before the refusal, else what stood there first. */
export function valueOf(state: ActionState<unknown>, name: string, initial = ''): string {
  if (state.status !== 'error') return initial
  const value = state.values[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? initial)
}

/** All that a field takes from the form's answer: its name, what stands in it, what is wrong with it. */
export function fieldOf(state: ActionState<unknown>, name: string, initial = '') {
  return { name, defaultValue: valueOf(state, name, initial), error: fieldErrors(state)[name] }
}

/** The same for a field that may be given several times. */
export function valuesOf(state: ActionState<unknown>, name: string, initial: readonly string[] = []): readonly string[] {
  if (state.status !== 'error') return initial
  const value = state.values[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The refusal that a browser gives itself: what was sent got no answer, or `isOutdated`, from a page that is older than the server. */
export function lostOnTheWay(form: FormData, isOutdated: boolean): ActionState<never> & { status: 'error' } {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    const [typed, ...more] = form.getAll(name).filter((value) => typeof value === 'string')
    if (typed !== undefined && !name.startsWith('$')) values[name] = more.length === 0 ? typed : [typed, ...more]
  }
  const message = isOutdated
    ? 'This page is older than we are by now. Copy what you typed, load the page again, and send it from there.'
    : 'We could not be reached, so we cannot say whether this arrived. What you typed is still here: look, then try again.'
  return { status: 'error', code: 'failed', message, fields: {}, values }
}
