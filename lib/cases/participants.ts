// Who takes part in one case beside its requester: named colleagues who read it and reply, and see no other case by that.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { CaseReference } from './input'
import type { PersonView } from './views'

/** More would be a mailing list; an organisation's administrators see every case without taking part (security AB-099). */
export const PARTICIPANTS_MAX = 20

/** One person and one case. */
export const ParticipantInput = z.object({
  reference: CaseReference,
  userId: z.union([z.literal(''), Id]).transform((userId, { addIssue }) => {
    if (userId === '') addIssue('Please choose a colleague.')
    return userId
  }),
})
export type ParticipantInput = z.infer<typeof ParticipantInput>

/** Who takes part, and whom this reader may add. */
export type ParticipationView = {
  readonly participants: readonly PersonView[]
  /** Members of the organisation who do not take part yet, by name; null for a reader who may add nobody. */
  readonly colleagues: readonly PersonView[] | null
}
