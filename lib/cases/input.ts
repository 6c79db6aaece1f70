// What each command of this domain takes, one schema for form, API, mail and job.
import { z } from 'zod'
import { UNDO_SECONDS } from './sending'
import { UploadIds } from '../files/upload'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { instant } from '../kernel/time'
import { CASE_CATEGORIES, REPLY_OUTCOMES } from './case'
import { RATING_ANSWERS } from './rating'
import { Impact, Workaround, needsWorkaround } from './severity'

/** A reference as it stands in addresses; whether it exists is another question. */
export const CaseReference = z.string().max(24, 'This is not a case number.')

/** The signed part of a link; whether we signed it is another question. */
const RatingToken = z.string().max(200)

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
    files: UploadIds.optional(),
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
  /** What somebody looked for and did not find. */
  summary: line({ max: 200 }).catch(''),
})

export const CustomerReplyInput = z.object({ key: Id, reference: CaseReference, body: Body, files: UploadIds.optional() })
export type CustomerReplyInput = z.infer<typeof CustomerReplyInput>

export const AnswerInput = z.object({
  key: Id,
  reference: CaseReference,
  body: Body,
  files: UploadIds.optional(),
  outcome: z.enum(REPLY_OUTCOMES, 'Please choose what happens next.'),
  /** The newest public message that its author has read; a reply that has not seen the newest is held back. */
  seen: Id.optional(),
  /** Takes the case with it. */
  take: z.stringbool().optional(),
  /** Takes it only where nobody has it by then. */
  takeIfFree: z.stringbool().optional(),
  /** What the case is about from now on; it is routed by it, and the reply says why. */
  category: z.enum(CASE_CATEGORIES, 'Please choose what it is about.').optional(),
})
export type AnswerInput = z.infer<typeof AnswerInput>

export const AnswerManyInput = z.object({
  key: Id,
  references: z.array(CaseReference).min(1, 'Choose at least one case.').max(200, 'Choose at most 200 cases at once.'),
  body: Body,
  outcome: z.enum(REPLY_OUTCOMES, 'Please choose what happens next.'),
})
export type AnswerManyInput = z.infer<typeof AnswerManyInput>

export const NoteInput = z.object({ key: Id, reference: CaseReference, body: Body, files: UploadIds.optional() })
export type NoteInput = z.infer<typeof NoteInput>

export const PresenceInput = z.object({
  reference: CaseReference,
  /** The open page, which names itself. */
  page: Id,
  doing: z.enum(['reading', 'writing', 'left']),
})
export type PresenceInput = z.infer<typeof PresenceInput>

export const SaveDraftInput = z.object({
  reference: CaseReference,
  kind: z.enum(['reply', 'note']),
  /** As it stands in the field; empty forgets the draft. */
  body: z.string().max(100_000, 'A draft may have 100,000 characters.'),
  /** The version that the page knows. */
  version: z.coerce.number().int().min(0),
})
export type SaveDraftInput = z.infer<typeof SaveDraftInput>

export const OfferDraftInput = z.object({
  reference: CaseReference,
  body: Body,
  colleagueId: Id,
})
export type OfferDraftInput = z.infer<typeof OfferDraftInput>

/** How long a reply can be called back. */
export const UndoChoiceInput = z.object({
  seconds: z.coerce.number().pipe(z.literal(UNDO_SECONDS, 'Please choose how long.')),
})
export type UndoChoiceInput = z.infer<typeof UndoChoiceInput>

export const WaitingReplyInput = z.object({ draftId: Id })
export type WaitingReplyInput = z.infer<typeof WaitingReplyInput>

export const OfferedDraftInput = z.object({ draftId: Id })
export type OfferedDraftInput = z.infer<typeof OfferedDraftInput>

export const ConfirmSolvedInput = z.object({ reference: CaseReference })
export type ConfirmSolvedInput = z.infer<typeof ConfirmSolvedInput>

export const ReclassifyInput = z.object({
  reference: CaseReference,
  severity: z.coerce.number('Please choose a level.').pipe(z.literal([1, 2, 3, 4], 'Please choose a level.')),
  reason: prose({ max: 2_000, required: 'Please say why: the customer reads it.' }),
  /** The level that its author saw; one that was changed meanwhile is not overwritten. */
  was: z.coerce
    .number()
    .pipe(z.literal([1, 2, 3, 4]))
    .optional(),
})
export type ReclassifyInput = z.infer<typeof ReclassifyInput>

export const AssignInput = z.object({
  references: z.array(CaseReference).min(1, 'Choose at least one case.').max(200, 'Choose at most 200 cases at once.'),
  /** Null gives the cases back to the region's queue. */
  assigneeId: Id.nullable(),
})
export type AssignInput = z.infer<typeof AssignInput>

const Packet = {
  regionCode: z.string('Please choose a region.').min(1, 'Please choose a region.').max(12),
  /** Where the case stands; may be empty, because its timeline says it too. */
  state: prose({ max: 4_000 }).default(''),
  nextStep: prose({ max: 4_000, required: 'Please say what the next region should do first.' }),
}

export const HandOverInput = z.object({
  reference: CaseReference,
  ...Packet,
  /** The region that its author saw. */
  was: z.string().max(12).optional(),
})
export type HandOverInput = z.infer<typeof HandOverInput>

export const HandOverManyInput = z.object({
  references: z.array(CaseReference).min(1, 'Choose at least one case.').max(200, 'Choose at most 200 cases at once.'),
  ...Packet,
})
export type HandOverManyInput = z.infer<typeof HandOverManyInput>

export const AcknowledgeHandOverInput = z.object({ reference: CaseReference })
export type AcknowledgeHandOverInput = z.infer<typeof AcknowledgeHandOverInput>

export const ClaimInput = z.object({ reference: CaseReference })
export type ClaimInput = z.infer<typeof ClaimInput>

const OrNobody = z.preprocess((value) => (value === '' ? null : value), Id.nullable())

/** The same for one case, as its own page asks; an empty choice gives it back to the queue. */
export const AssignOneInput = z.object({
  reference: CaseReference,
  assigneeId: OrNobody,
  /** Who had it when its author looked. */
  was: OrNobody.optional(),
})

const Answer = { answer: z.enum(RATING_ANSWERS, 'Please choose an answer.'), comment: prose({ max: 2_000 }).default('') }

/** The customer's word about the resolution of that instant (epoch milliseconds), on the page of the case. */
export const RateInput = z.object({ reference: CaseReference, resolvedAt: z.coerce.number().int().transform(instant), ...Answer })
export type RateInput = z.infer<typeof RateInput>

/** The same by the link of a mail. */
export const RateByLinkInput = z.object({ token: RatingToken, ...Answer })
export type RateByLinkInput = z.infer<typeof RateByLinkInput>

/** "It is not solved", by the same link. */
export const ReopenByLinkInput = z.object({
  token: RatingToken,
  key: Id,
  body: prose({ max: 50_000, required: 'Please say what is left, so that we know where to go on.' }),
})
export type ReopenByLinkInput = z.infer<typeof ReopenByLinkInput>

/** The link as it stands in its address: what it vouches for, and the answer that was pressed in the mail. */
export const RatingQuery = z.object({
  token: RatingToken.catch(''),
  answer: z.enum(RATING_ANSWERS).optional().catch(undefined),
})

export const HISTORY_STATES = ['all', 'open', 'resolved', 'closed'] as const

/** The customer's history, as it stands in its address. */
export const CaseHistoryInput = z.object({
  /** Whose cases: without it one's own, where nothing else is decided (`historyScope`). */
  scope: z.enum(['mine', 'organisation']).optional().catch(undefined),
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
