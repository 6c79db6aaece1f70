// One act on many cases: what may be done so, and what will become of each case before it is done.
import { z } from 'zod'
import { CaseReference } from '../cases/input'
import { Named, TagName } from '../cases/tag'
import { afterStaffMessage, type CaseStatus } from '../cases/case'
import { handOverProblem } from '../cases/hand-over'
import { Id } from '../kernel/ids'
import { prose } from '../kernel/text'
import { BULK_MAX } from './bulk-limit'

export const BulkAct = z.discriminatedUnion('kind', [
  /** Null gives the cases back to their region's queue. */
  z.object({ kind: z.literal('assign'), assigneeId: Id.nullable() }),
  z.object({
    kind: z.literal('answer'),
    body: prose({ max: 50_000 }),
    outcome: z.enum(['wait', 'keep_open', 'resolve']),
    /** The known problem whose cases are answered. */
    problem: CaseReference.optional(),
  }),
  z.object({ kind: z.literal('hand_over'), regionCode: z.string().min(1).max(12), nextStep: prose({ max: 4_000 }) }),
  z.object({ kind: z.literal('tag'), name: Named }),
  z.object({ kind: z.literal('untag'), name: Named }),
  /** Gives each case back to whom an act that assigned it took it from. */
  z.object({ kind: z.literal('put_back'), ofId: Id }),
])
export type BulkAct = z.infer<typeof BulkAct>

/** The form around the queue: chosen cases, or all of a filter, and what to do with them. */
export const BulkInput = z
  .object({
    act: z.enum(['assign', 'answer', 'hand_over', 'tag', 'untag']),
    references: z.array(CaseReference).max(BULK_MAX, `Choose at most ${BULK_MAX} cases at once.`),
    /** The filter as it stands in the address of the queue; all its cases are meant, as far as the limit. */
    all: z.string().max(2_000).optional(),
    assigneeId: z.union([z.literal(''), Id]).optional(),
    body: prose({ max: 50_000 }).optional(),
    outcome: z.enum(['wait', 'keep_open', 'resolve'], 'Please choose what happens next.').optional(),
    regionCode: z.string().max(12).optional(),
    nextStep: prose({ max: 4_000 }).optional(),
    /** Empty where the form is sent for something else. */
    tagName: z.preprocess((typed) => (typed === '' ? undefined : typed), TagName.optional()),
  })
  .superRefine((input, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (input.all === undefined && input.references.length === 0) wrong('references', 'Choose at least one case.')
    if (input.act === 'assign' && input.assigneeId === undefined) wrong('assigneeId', 'Choose who takes them.')
    if (input.act === 'hand_over' && !input.regionCode) wrong('regionCode', 'Please choose a region.')
    if (input.act === 'hand_over' && !input.nextStep) wrong('nextStep', 'Please say what the next region should do first.')
    if ((input.act === 'tag' || input.act === 'untag') && !input.tagName) wrong('tagName', 'Please write the tag.')
    if (input.act === 'answer' && !input.body) wrong('body', 'Please write what the customers read.')
    if (input.act === 'answer' && input.outcome === undefined) wrong('outcome', 'Please choose what happens next.')
  })
export type BulkInput = z.infer<typeof BulkInput>

/** One answer for all open cases that are caused by a known problem. */
export const ProblemAnswerInput = z.object({
  reference: CaseReference,
  body: prose({ max: 50_000, required: 'Please write what the customers read.' }),
  outcome: z.enum(['wait', 'keep_open', 'resolve'], 'Please choose what happens next.'),
  /** The case that stands for the problem is answered too. */
  withProblem: z.stringbool().default(false),
})
export type ProblemAnswerInput = z.infer<typeof ProblemAnswerInput>

export const BulkActInput = z.object({ actId: Id })
export type BulkActInput = z.infer<typeof BulkActInput>

/** The act that a valid form asks for. */
export function actOf({ act, assigneeId, body, outcome, regionCode, nextStep, tagName }: BulkInput): BulkAct {
  switch (act) {
    case 'assign':
      return { kind: 'assign', assigneeId: assigneeId === undefined || assigneeId === '' ? null : assigneeId }
    case 'answer':
      return { kind: 'answer', body: body ?? '', outcome: outcome ?? 'keep_open' }
    case 'hand_over':
      return { kind: 'hand_over', regionCode: regionCode ?? '', nextStep: nextStep ?? '' }
    case 'tag':
    case 'untag':
      return { kind: act, name: tagName ?? '' }
  }
}

/** What the preview must know of a case. `beforeId`: to whom it would be put back. */
export type BulkFacts = {
  readonly status: CaseStatus
  readonly beforeWaiting: 'open' | 'with_account_manager' | null
  readonly assigneeId: string | null
  readonly regionCode: string
  readonly beforeId: string | null
  /** Whether it has the tag that the act is about. */
  readonly hasTag: boolean
}

/** What will become of a case: the status after an answer, whom it goes to; nothing, because it is so already; or why not. */
export type Foreseen =
  | { readonly kind: 'status'; readonly status: CaseStatus }
  | { readonly kind: 'assignee'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'region'; readonly from: string }
  | { readonly kind: 'tag'; readonly has: boolean }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly because: string }

const CLOSED = 'This case is closed; nobody works on it any more.'

/** The words of the commands before they are said: the case may still change until then. `region`: that of a hand-over. */
export function foresee(act: BulkAct, facts: BulkFacts, region?: { readonly code: string; readonly name: string }): Foreseen {
  switch (act.kind) {
    case 'assign':
    case 'put_back': {
      const to = act.kind === 'assign' ? act.assigneeId : facts.beforeId
      if (facts.assigneeId === to) return { kind: 'unchanged' }
      return facts.status === 'closed' ? { kind: 'refused', because: CLOSED } : { kind: 'assignee', from: facts.assigneeId, to }
    }
    case 'answer': {
      const after = afterStaffMessage({ ...facts, resolvedAt: null }, act.outcome)
      return after.kind === 'becomes' ? { kind: 'status', status: after.status } : { kind: 'refused', because: CLOSED }
    }
    case 'tag':
    case 'untag':
      return facts.hasTag === (act.kind === 'tag') ? { kind: 'unchanged' } : { kind: 'tag', has: act.kind === 'tag' }
    case 'hand_over': {
      if (region === undefined) return { kind: 'refused', because: 'There is no such region any more.' }
      const because = handOverProblem(facts, region)
      return because === null ? { kind: 'region', from: facts.regionCode } : { kind: 'refused', because }
    }
  }
}
