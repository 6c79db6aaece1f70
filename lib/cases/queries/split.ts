import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { decideClocks } from '@/lib/sla/moments'
import { nextPromise } from '@/lib/sla/next-promise'
import { getCalendars, getPolicyVersion } from '@/lib/sla/queries'
import type { Level, Metric } from '@/lib/sla/support-policy'
import type { CaseCategory } from '../case'
import { canSplit } from '../policy'
import { momentsOfSplit, splitProblem, type SplitFacts } from '../split'
import { named, visibleCases } from './visible'

export type SplitMessage = SplitFacts & { readonly id: string; readonly authorId: string }

/** What splitting a message would do, before anybody decides. Staff's alone. */
export type SplitPlanView = {
  readonly reference: string
  readonly subject: string
  readonly category: CaseCategory
  readonly mergedInto: string | null
  readonly organisationName: string
  readonly severity: Level
  readonly message: {
    readonly id: string
    readonly author: string
    readonly at: Instant
    readonly body: string
    readonly files: number
    readonly firstAnswerAt: Instant | null
  }
  /** Who else reads the new case and can reply. */
  readonly others: readonly string[]
  readonly promise: { readonly metric: Metric; readonly dueAt: Instant } | null
  readonly problem: string | null
}

/** A message of a case, as the rule must know it. Throws NotFound. Visibility is the case's; the caller has read or locked it. */
export async function findSplitMessage(ctx: TxCtx, caseId: string, messageId: string): Promise<SplitMessage> {
  const [message] = await ctx.sql<SplitMessage[]>`
    select m.id, m.author_id as "authorId", m.author_kind = 'customer' as "byCustomer", m.created_at as "arrivedAt",
      exists (select from memberships b join users u on u.id = b.user_id and u.disabled_at is null
        where b.organisation_id = m.organisation_id and b.user_id = m.author_id) as "isMember",
      (select min(a.created_at) from case_messages a where a.case_id = m.case_id and a.author_kind = 'staff' and a.created_at > m.created_at) as "firstAnswerAt"
    from case_messages m where m.case_id = ${caseId} and m.id = ${messageId}`
  if (!message) throw new NotFound('message')
  return message
}

/** What becomes of a message that is made a case of its own. Throws NotFound, and Forbidden for whoever may not split. */
export async function getSplitPlan(ctx: Ctx, reference: string, messageId: string): Promise<SplitPlanView> {
  if (!canSplit(ctx.actor)) throw new Forbidden('cases.split')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<Row[]>`
      select c.id, i.case_prefix || '-' || c.number as reference, c.subject, c.category, c.severity, c.calendar_id as "calendarId",
        c.policy_version_id as "policyVersionId", c.requester_id as "requesterId", o.name as "organisationName",
        (select i.case_prefix || '-' || t.number from cases t where t.id = c.merged_into_id) as "mergedInto"
      from cases c cross join installation i join organisations o on o.id = c.organisation_id where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!row) throw new NotFound('case')
    const { id, requesterId, calendarId, policyVersionId, ...view } = row
    const message = await findSplitMessage(ctx, id, messageId)
    const [[words], others, { policy }, calendars] = await Promise.all([
      ctx.sql<{ author: string; body: string; files: number }[]>`
        select u.name as author, m.body, (select count(*)::int from attachments f where f.message_id = m.id) as files
        from case_messages m join users u on u.id = m.author_id where m.case_id = ${id} and m.id = ${messageId}`,
      ctx.sql<{ name: string }[]>`
        select u.name from users u where u.id <> ${message.authorId}
          and (u.id = ${requesterId} or u.id in (select user_id from case_participants where case_id = ${id})) order by lower(u.name), u.id`,
      getPolicyVersion(ctx, policyVersionId),
      getCalendars(ctx, [calendarId]),
    ])
    const facts = { level: row.severity, policyVersionId, policy, calendarId, resolved: false, lastAnswerAt: null, clocks: [] }
    const clocks = decideClocks(facts, momentsOfSplit(message, ctx.now), calendars).insert
    const promise = nextPromise(
      clocks.map((clock) => ({ ...clock, id: '' })),
      calendars,
      ctx.now,
    )
    return {
      ...view,
      message: { id: messageId, ...words!, at: message.arrivedAt, firstAnswerAt: message.firstAnswerAt },
      others: others.map(({ name }) => name),
      promise: promise && promise.dueAt !== null ? { metric: promise.metric, dueAt: promise.dueAt } : null,
      problem: splitProblem(message),
    }
  })
}

type Row = Omit<SplitPlanView, 'message' | 'others' | 'promise' | 'problem'> & {
  id: string
  requesterId: string
  calendarId: string
  policyVersionId: string
}
