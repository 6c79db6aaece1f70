// What an act on rows of the queue takes.
import { z } from 'zod'
import { CaseReference } from '../cases/input'
import { Id } from '../kernel/ids'

const References = z.array(CaseReference).max(200, 'Choose at most 200 cases at once.')

/** `assign` gives cases to somebody (empty: to nobody), `take` those that nobody has to oneself. What is done to many is planned first, see bulk.ts. */
export const QueueActInput = z
  .object({
    act: z.enum(['assign', 'take']).optional(),
    take: CaseReference.optional(),
    references: References,
    assigneeId: z.union([z.literal(''), Id]).optional(),
  })
  .superRefine((input, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (input.take !== undefined) return
    if (input.references.length === 0) wrong('references', 'Choose at least one case.')
    if (input.act === undefined) wrong('act', 'Choose what to do.')
    if (input.act === 'assign' && input.assigneeId === undefined) wrong('assigneeId', 'Choose who takes them.')
  })
export type QueueActInput = z.infer<typeof QueueActInput>
