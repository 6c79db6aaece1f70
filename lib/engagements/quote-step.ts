// Whether a version may go on like that, as a refusal that says how to.
import { Conflict, Forbidden, Invalid } from '../kernel/errors'
import { QUOTE_TRANSITIONS, type QuoteParty, type QuoteState } from './quote'
import { refusalOf } from './transition'

/** Throws as the table says: Conflict for a step that does not lead on from here, Forbidden for somebody else's, Invalid without a reason. */
export function assertStep(
  step: { from: QuoteState | null; to: QuoteState; parties: readonly QuoteParty[]; reason: string },
  reference: string,
): void {
  switch (refusalOf(QUOTE_TRANSITIONS, step)) {
    case 'unlisted':
      throw new Conflict(`${reference} has moved on since you opened this page. Reload it and see where it stands now.`)
    case 'not_theirs':
      throw new Forbidden('services.quote')
    case 'needs_reason':
      throw new Invalid({ reason: ['Please say why: the other side reads it.'] })
  }
}
