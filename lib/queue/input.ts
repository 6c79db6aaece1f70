// What an act on rows of the queue takes: one form around the whole table.
import { z } from 'zod'
import { CaseReference } from '../cases/input'
import { REPLY_OUTCOMES } from '../cases/case'
import { Id } from '../kernel/ids'
import { prose } from '../kernel/text'

const References = z.array(CaseReference).max(200, 'Choose at most 200 cases at once.')

/** `assign` gives cases to somebody (empty: to nobody), `take` one to oneself, `answer` sends all the same public message. */
export const QueueActInput = z
  .object({
    act: z.enum(['assign', 'answer']).optional(),
    take: CaseReference.optional(),
    references: References,
    assigneeId: z.union([z.literal(''), Id]).optional(),
    key: Id.optional(),
    body: prose({ max: 50_000 }).optional(),
    outcome: z.enum(REPLY_OUTCOMES, 'Please choose what happens next.').optional(),
  })
  .superRefine((input, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (input.take !== undefined) return
    if (input.references.length === 0) wrong('references', 'Choose at least one case.')
    if (input.act === undefined) wrong('act', 'Choose what to do.')
    if (input.act === 'assign' && input.assigneeId === undefined) wrong('assigneeId', 'Choose who takes them.')
    if (input.act !== 'answer') return
    if (!input.body) wrong('body', 'Please write what the customers read.')
    if (input.outcome === undefined) wrong('outcome', 'Please choose what happens next.')
    if (input.key === undefined) wrong('key', 'Open the queue again and repeat this.')
  })
export type QueueActInput = z.infer<typeof QueueActInput>
