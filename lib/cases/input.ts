// What each command of this domain takes, one schema for form, API, mail and job.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { CASE_CATEGORIES, REPLY_OUTCOMES } from './case'
import { Impact, Workaround, needsWorkaround } from './severity'

/** A reference as it stands in addresses; whether it exists is another question. */
export const CaseReference = z.string().max(24, 'This is not a case number.')

const Body = prose({ max: 50_000, required: 'Please write something first.' })

export const OpenCaseInput = z
  .object({
    /** Made once when the form is shown: sending it twice opens one case. */
    key: Id,
    category: z.enum(CASE_CATEGORIES, 'Please choose what it is about.'),
    subject: line({ max: 200, required: 'Please say in one line what it is about.' }),
    impact: z.enum(Impact.options, 'Please choose how much is affected.'),
    workaround: z.enum(Workaround.options, 'Please choose whether there is a way around it.').optional(),
    worseNote: prose({ max: 2_000 }).default(''),
    body: prose({ max: 50_000, required: 'Please tell us what happened, step by step.' }),
    username: line({ max: 200 }).default(''),
    site: line({ max: 200 }).default(''),
    project: line({ max: 200 }).default(''),
    browser: line({ max: 300 }).default(''),
    /** The case this one follows, when that is over for good. */
    followUpOf: CaseReference.optional(),
  })
  .refine(({ impact, workaround }) => workaround !== undefined || !needsWorkaround(impact), {
    path: ['workaround'],
    message: 'Please choose whether there is a way around it: the level depends on it.',
    when: ({ value }) => Impact.safeParse((value as { impact?: unknown }).impact).success,
  })
export type OpenCaseInput = z.infer<typeof OpenCaseInput>

/** How the form is asked for: what it is about already, or which case it follows. */
export const NewCaseQuery = z.object({
  category: z.enum(CASE_CATEGORIES).optional().catch(undefined),
  followUpOf: CaseReference.optional().catch(undefined),
})

export const CustomerReplyInput = z.object({ key: Id, reference: CaseReference, body: Body })
export type CustomerReplyInput = z.infer<typeof CustomerReplyInput>

export const AnswerInput = z.object({
  key: Id,
  reference: CaseReference,
  body: Body,
  outcome: z.enum(REPLY_OUTCOMES, 'Please choose what happens next.'),
})
export type AnswerInput = z.infer<typeof AnswerInput>

export const AnswerManyInput = z.object({
  key: Id,
  references: z.array(CaseReference).min(1, 'Choose at least one case.').max(200, 'Choose at most 200 cases at once.'),
  body: Body,
  outcome: z.enum(REPLY_OUTCOMES, 'Please choose what happens next.'),
})
export type AnswerManyInput = z.infer<typeof AnswerManyInput>

export const NoteInput = z.object({ key: Id, reference: CaseReference, body: Body })
export type NoteInput = z.infer<typeof NoteInput>

export const ConfirmSolvedInput = z.object({ reference: CaseReference })
export type ConfirmSolvedInput = z.infer<typeof ConfirmSolvedInput>

export const ReclassifyInput = z.object({
  reference: CaseReference,
  severity: z.coerce.number('Please choose a level.').pipe(z.literal([1, 2, 3, 4], 'Please choose a level.')),
  reason: prose({ max: 2_000, required: 'Please say why: the customer reads it.' }),
})
export type ReclassifyInput = z.infer<typeof ReclassifyInput>

export const AssignInput = z.object({
  references: z.array(CaseReference).min(1, 'Choose at least one case.').max(200, 'Choose at most 200 cases at once.'),
  /** Null gives the cases back to the region's queue. */
  assigneeId: Id.nullable(),
})
export type AssignInput = z.infer<typeof AssignInput>

/** The same for one case, as its own page asks; an empty choice gives it back to the queue. */
export const AssignOneInput = z.object({
  reference: CaseReference,
  assigneeId: z.preprocess((value) => (value === '' ? null : value), Id.nullable()),
})

export const HISTORY_STATES = ['all', 'open', 'resolved', 'closed'] as const

/** The customer's history, as it stands in its address. */
export const CaseHistoryInput = z.object({
  scope: z.enum(['mine', 'organisation']).catch('mine'),
  state: z.enum(HISTORY_STATES).catch('all'),
  severity: z.coerce
    .number()
    .pipe(z.literal([1, 2, 3, 4]))
    .optional()
    .catch(undefined),
  q: line({ max: 200 }).catch('').default(''),
  cursor: z.string().max(400).optional().catch(undefined),
})
export type CaseHistoryInput = z.infer<typeof CaseHistoryInput>
