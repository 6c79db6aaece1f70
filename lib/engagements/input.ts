// What the commands about services take.
import { z } from 'zod'
import { CaseReference } from '../cases/input'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { REFERRAL_REASONS } from './referral'
import { REQUEST_STATES } from './request'

/** A reference as it stands in addresses; whether it exists is another question. */
export const RequestReference = z.string().max(24, 'This is not a request number.')
const blank = (value: unknown) => (value === '' ? undefined : value)

export const AskForQuoteInput = z.object({
  /** Made once when the form is shown: sending it twice asks once. */
  key: Id,
  itemCode: z.string('Please choose a service.').max(40).min(1, 'Please choose a service.'),
  title: line({ max: 120, required: 'Please say in a few words what you need.' }),
  goal: prose({ max: 10_000, required: 'Please tell us what you want to achieve.' }),
  /** A calendar day, in no zone. */
  wantedOn: z.preprocess(blank, z.iso.date('Please give a day, or leave it empty.').optional()),
  /** As it was typed; read in the currency of the organisation. */
  budget: line({ max: 40 }).default(''),
  /** The case that it came up in. */
  caseReference: z.preprocess(blank, CaseReference.optional()),
  /** The version of the sentence that was shown and ticked. */
  notice: z.coerce.number().int().min(1),
  understood: z.literal('on', 'Please tick this: without it we may not prepare a quote.'),
})
export type AskForQuoteInput = z.infer<typeof AskForQuoteInput>

export const ChangeRequestStateInput = z.object({
  reference: RequestReference,
  to: z.enum(REQUEST_STATES),
  /** Why, or what the other side is told with it. */
  reason: prose({ max: 10_000 }).default(''),
  /** The version of the sentence that a customer ticked who wants a quote after all. */
  notice: z.preprocess(blank, z.coerce.number().int().min(1).optional()),
  understood: z.literal('on').optional(),
})
export type ChangeRequestStateInput = z.infer<typeof ChangeRequestStateInput>

/** Which case is about to be passed on. */
export const ReferralFormInput = z.object({ reference: CaseReference })

export const ReferCaseInput = z.object({
  /** Made once when the form is shown: sending it twice passes the case on once. */
  key: Id,
  reference: CaseReference,
  title: line({ max: 120, required: 'Please say in a few words what the customer asks for.' }),
  goal: prose({ max: 10_000, required: 'Please say what the customer wants to achieve.' }),
  why: z.enum(REFERRAL_REASONS, 'Please choose why it is outside support.'),
  itemCode: z.string('Please choose a service.').max(40).min(1, 'Please choose a service.'),
  notAFault: z.literal('on', 'Please check this first: a fault stays with support.'),
  noArticle: z.literal('on', 'Please check this first: send the article if there is one.'),
  noLicence: z.literal('on', 'Please check this first: licences are support.'),
  /** What the form offered: the whole case, its project part, or a request of a case that the CSM has. */
  offer: z.enum(['whole', 'part', 'request']),
  /** What the customer reads. A case that the CSM has already needs no words. */
  reply: prose({ max: 50_000 }).default(''),
  /** The newest public message that the author of the reply has seen. */
  seen: z.preprocess(blank, Id.optional()),
})
export type ReferCaseInput = z.infer<typeof ReferCaseInput>

export const WriteOnRequestInput = z.object({
  key: Id,
  reference: RequestReference,
  body: prose({ max: 10_000, required: 'Please write something first.' }),
})
export type WriteOnRequestInput = z.infer<typeof WriteOnRequestInput>

export const NameApproverInput = z.object({
  userId: Id,
  /** As it was typed, in the currency of the organisation; empty has no limit. */
  limit: line({ max: 40 }).default(''),
})
export type NameApproverInput = z.infer<typeof NameApproverInput>

export const EndApproverInput = z.object({ userId: Id })
export type EndApproverInput = z.infer<typeof EndApproverInput>

/** How the form is asked for: which service, and from which case. */
export const NewRequestQuery = z.object({
  item: z.string().max(40).optional().catch(undefined),
  case: CaseReference.optional().catch(undefined),
})

/** Whose requests the board shows. */
export const BoardQuery = z.object({
  show: z.enum(['mine', 'all']).optional().catch(undefined),
  as: z.enum(['list', 'board']).default('list').catch('list'),
})
