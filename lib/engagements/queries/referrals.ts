import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { CaseStatus } from '@/lib/cases/case'
import { named, visibleCases } from '@/lib/cases/queries/visible'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { formatAbsolute, formatLocalDate, zonePlace } from '@/lib/kernel/words'
import { listRegions } from '@/lib/sla/queries'
import type { Level } from '@/lib/sla/support-policy'
import { canReadServicesDesk, canRefer, canScope } from '../policy'
import {
  decisionDueAt,
  decisionQuestion,
  includedAnswer,
  movesWhole,
  referralProblem,
  referralReply,
  type ReferralReason,
} from '../referral'
import { nextStates, requestReference, type RequestState } from '../request'
import type { CaseDecision, CaseReferral, ReferralForm, ReferralView, ReturnedReferral, ServiceItem } from '../views'
import { namedRequest, visibleRequests } from './visible'

/** The undecided request of a case; null where there is none. */
export async function undecidedRequestOf(ctx: TxCtx, caseId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ number: number }[]>`
    select r.number::int as number from service_requests r
    where r.case_id = ${caseId} and r.source = 'referral' and r.state in ('referred', 'awaiting_customer')`
  return row ? requestReference(row.number) : null
}

/** The requests that a case became, and those of cases that were merged into it, the newest first. Throws Forbidden for customers. */
export async function listCaseRequests(ctx: Ctx, reference: string): Promise<readonly CaseReferral[]> {
  if (!canReadServicesDesk(ctx.actor)) throw new Forbidden('services.desk')
  return read(ctx, async (ctx) => {
    const requests = await ctx.sql<{ number: number; title: string; state: RequestState }[]>`
      with recursive here as (
        select c.id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}
        union all
        select m.source_id from here join case_merges m on m.target_id = here.id and m.undone_at is null)
      select r.number::int as number, r.title, r.state from service_requests r where r.case_id in (select id from here)
      order by r.asked_at desc, r.id desc`
    return requests.map(({ number, ...request }) => ({ ...request, reference: requestReference(number) }))
  })
}

type FormRow = {
  caseId: string
  status: CaseStatus
  severity: Level
  subject: string
  goal: string
  customer: string
  zone: string
  manager: string
  regionCode: string
  product: string
}

/** The form that passes a case to its account manager, with its first words. Throws Forbidden, NotFound, Conflict where it cannot be passed now. */
export async function getReferralForm(ctx: Ctx, reference: string): Promise<ReferralForm> {
  if (!canRefer(ctx.actor)) throw new Forbidden('services.refer')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<FormRow[]>`
      select c.id as "caseId", c.status, c.severity, c.subject, q.name as customer, q.time_zone as zone, m.name as manager,
        o.region_code as "regionCode", i.product_name as product,
        (select x.body from case_messages x where x.case_id = c.id and x.author_kind = 'customer' order by x.created_at, x.id limit 1) as goal
      from cases c cross join installation i join organisations o on o.id = c.organisation_id join users q on q.id = c.requester_id
        join users m on m.id = ${accountManagerId(ctx)}
      where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!row) throw new NotFound('case')
    const [request, items, regions] = await Promise.all([
      undecidedRequestOf(ctx, row.caseId),
      ctx.sql<Pick<ServiceItem, 'code' | 'name'>[]>`
        select code, name from service_items where is_offered and not is_included order by position, code`,
      listRegions(ctx),
    ])
    const problem = referralProblem({ status: row.status, request })
    if (problem !== null) throw new Conflict(problem)
    const region = regions.find(({ code }) => code === row.regionCode)
    if (!region) throw new NotFound('region')
    return { key: newId(ctx.now), ...formOf(row, [...items], decisionDueAt(region.calendar, ctx.now)) }
  })
}

function formOf(row: FormRow, items: ReferralForm['items'], dueAt: Instant): Omit<ReferralForm, 'key'> {
  const { severity, subject, goal, customer, zone, manager, product } = row
  const by = `${formatAbsolute(dueAt, zone)} (${zonePlace(zone)})`
  return {
    items,
    title: subject.slice(0, 120),
    goal: (goal ?? '').slice(0, 10_000),
    reply: referralReply({ customer, manager, product, by, whole: movesWhole(severity) }),
  }
}

type DecisionRow = {
  number: number
  title: string
  state: RequestState
  organisationId: string
  requesterId: string
  manager: string
  lapsesAt: Instant | null
  movesCase: boolean
  severity: Level
}

/**
 * The question that a customer's case waits on, or that its account manager still reads: what may be said to it by this reader. Null where
 * there is none, or they have no part in it. Throws Forbidden for staff.
 */
export async function getCaseDecision(ctx: Ctx, reference: string): Promise<CaseDecision | null> {
  if (ctx.actor.kind !== 'customer') throw new Forbidden('services.own')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<DecisionRow[]>`
      select r.number::int as number, r.title, r.state, r.organisation_id as "organisationId", r.requester_id as "requesterId", m.name as manager,
        f.lapses_at as "lapsesAt", f.moves_case as "movesCase", c.severity
      from cases c cross join installation i
        join service_requests r on r.organisation_id = c.organisation_id and r.case_id = c.id and r.source = 'referral'
          and r.state in ('referred', 'awaiting_customer')
        join case_referrals f on f.request_id = r.id join users m on m.id = r.manager_id
      where ${named(ctx, reference)} and ${visibleCases(ctx)} and ${visibleRequests(ctx)}`
    return row ? decisionOf(ctx, row) : null
  })
}

async function decisionOf(ctx: TxCtx, row: DecisionRow): Promise<CaseDecision> {
  const [notice] = await ctx.sql<CaseDecision['notice'][]>`
    select version, words from service_notices order by version desc limit 1`
  const { number, title, state, manager, lapsesAt } = row
  // A level that rose since keeps the case with support.
  const movesCase = row.movesCase && movesWhole(row.severity)
  return {
    ...{ reference: requestReference(number), title, manager, lapsesAt, movesCase, notice: notice! },
    isAsked: state === 'awaiting_customer',
    mayBecome: nextStates(ctx.actor, row),
  }
}

type ViewRow = Pick<DecisionRow, 'title' | 'lapsesAt' | 'movesCase'> & {
  caseReference: string
  agent: string
  reason: ReferralReason
  referredAt: Instant
  dueAt: Instant
  askedAt: Instant | null
  customer: string
  item: string
  onboarding: { ref: number; endsOn: string } | null
  includedIn: number | null
}

/** How a request came from a case, for the desk, with the first words of what may be said next. Null for one that did not. Throws Forbidden, NotFound. */
export async function getReferral(ctx: Ctx, reference: string): Promise<ReferralView | null> {
  if (!canReadServicesDesk(ctx.actor)) throw new Forbidden('services.desk')
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<ViewRow[]>`
      select r.number::int as number, r.title, r.state, i.case_prefix || '-' || c.number as "caseReference", a.name as agent, f.reason,
        f.referred_at as "referredAt", f.due_at as "dueAt", f.asked_at as "askedAt", f.lapses_at as "lapsesAt", f.moves_case as "movesCase",
        q.name as customer, s.name as item, ${openOnboarding(ctx)} as onboarding,
        (select x.number::int from engagements e join service_requests x on x.organisation_id = e.organisation_id and x.id = e.request_id
          where e.organisation_id = f.organisation_id and e.id = f.engagement_id) as "includedIn"
      from service_requests r cross join installation i join case_referrals f on f.request_id = r.id
        join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id
        join users a on a.id = f.agent_id join users q on q.id = r.requester_id join service_items s on s.code = r.item_code
      where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)}`
    if (!row) return null
    const { title, customer, item, caseReference, agent, reason, referredAt, dueAt, askedAt, lapsesAt, movesCase } = row
    const first = { customer, title }
    return {
      ...{ caseReference, agent, reason, referredAt, dueAt, askedAt, lapsesAt, movesCase },
      includedIn: row.includedIn === null ? null : requestReference(row.includedIn),
      onboarding: row.onboarding && requestReference(row.onboarding.ref),
      question: decisionQuestion({ ...first, item }),
      included: row.onboarding && includedAnswer({ ...first, endsOn: formatLocalDate(row.onboarding.endsOn) }),
    }
  })
}

/** The onboarding of the organisation of `r` that still runs, as JSON; null when there is none. */
export function openOnboarding(ctx: TxCtx) {
  return ctx.sql`(
    select json_build_object('id', e.id, 'ref', x.number, 'endsOn', e.ends_on) from engagements e
      join service_requests x on x.organisation_id = e.organisation_id and x.id = e.request_id
      join organisations g on g.id = e.organisation_id
    where e.organisation_id = r.organisation_id and e.model = 'included' and e.state in ('planned', 'active')
      and e.ends_on >= (${ctx.now}::timestamptz at time zone g.time_zone)::date limit 1)`
}

const COUNTED_DAYS = 90

/** What came back to support in the last ninety days because it was support after all, by agent and reason, the most frequent first. Throws Forbidden. */
export async function listReturnedReferrals(ctx: Ctx): Promise<readonly ReturnedReferral[]> {
  if (!canScope(ctx.actor)) throw new Forbidden('services.desk')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<ReturnedReferral[]>`
      select u.name as agent, f.reason, count(*)::int as count from case_referrals f join users u on u.id = f.agent_id
      where f.outcome = 'returned' and f.ended_at > ${addMs(ctx.now, -COUNTED_DAYS * DAY_MS)}
      group by u.id, u.name, f.reason order by count(*) desc, u.name, f.reason limit 50`
    return [...rows]
  })
}
