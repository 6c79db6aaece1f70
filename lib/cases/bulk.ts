// One act on many cases: each is done or refused by itself, and the report says which and why.
import { Conflict, DomainError, Invalid } from '../kernel/errors'

/** One case of many, and why its act could not be done; null when it was. */
export type Outcome = { readonly reference: string; readonly refusal: string | null }

/** Runs one act of a bulk action; a refusal becomes its sentence, anything unexpected is thrown on. */
export async function attempt(reference: string, act: () => Promise<void>): Promise<Outcome> {
  try {
    await act()
    return { reference, refusal: null }
  } catch (error) {
    if (error instanceof DomainError) return { reference, refusal: refusalWords(error) }
    throw error
  }
}

/** For an act on one case: its refusal, if there is one, is thrown as a Conflict with the same sentence. */
export function assertAllDone(report: readonly Outcome[]): void {
  const refusal = report.find((each) => each.refusal !== null)?.refusal
  if (refusal) throw new Conflict(refusal)
}

/** A refusal as a sentence for the person. */
export function refusalWords(error: DomainError): string {
  switch (error.code) {
    case 'not_found':
      return 'There is no such case.'
    case 'forbidden':
      return 'You may not do this.'
    case 'conflict':
      return error.message
    case 'invalid':
      return (error instanceof Invalid && Object.values(error.fields).flat()[0]) || 'This could not be done.'
    default:
      return 'This could not be done.'
  }
}
