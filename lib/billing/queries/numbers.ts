import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { addDays } from '@/lib/engagements/time-sheet'
import { engagementReference } from '@/lib/engagements/engagement'
import { requestReference } from '@/lib/engagements/request'
import { Forbidden } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { availableMinutes, monthOf, monthsAfter, utilisation } from '../numbers'
import type { NumberRow } from '../numbers'
import { canReadBills } from '../policy'
import type { PersonNumbers, PersonWork, ServiceNumbers } from '../views'
import { visibleAccounts } from './invoice-rows'
import {
  contractedRows,
  countedWorks,
  deliveredRows,
  expectedRows,
  invoicedRows,
  paidRows,
  quotedRows,
  unbilledRows,
} from './number-rows'

/** Months that are looked back on, this one included; and those that follow of which something is expected. */
const BACK_MONTHS = 6
const AHEAD_MONTHS = 6
/** Utilisation is of the last four weeks, today not included. */
const SPAN_DAYS = 28

/**
 * The numbers of services of the accounts that the actor may see, as the rows that they are made of, and how much of their time people
 * were paid for. Months are those of the customer, of who bills, or of whoever worked; today is the reader's. Throws Forbidden for who
 * has nothing to do with bills.
 */
export async function getServiceNumbers(ctx: Ctx): Promise<ServiceNumbers> {
  const { actor, now } = ctx
  if (!canReadBills(actor)) throw new Forbidden('billing.numbers')
  const today = dayOf(now, actor.timeZone)
  const thisMonth = monthOf(today)
  const since = monthsAfter(thisMonth, 1 - BACK_MONTHS)
  const until = monthsAfter(thisMonth, AHEAD_MONTHS)
  return read(ctx, async (ctx) => {
    const works = new Map((await countedWorks(ctx)).map((work) => [work.id, work]))
    const parts = await Promise.all([
      contractedRows(ctx, works, since),
      deliveredRows(ctx, works, since),
      unbilledRows(ctx, works, today),
      invoicedRows(ctx, works, since),
      paidRows(ctx, works, since),
      expectedRows(ctx, works, today),
      quotedRows(ctx),
    ])
    const rows = parts.flat().map((row) => laterThan(until, row))
    return {
      rows,
      currencies: [...new Set(rows.map(({ amount }) => amount.currency))].toSorted(),
      months: Array.from({ length: BACK_MONTHS }, (_, at) => monthsAfter(since, at)),
      ahead: Array.from({ length: AHEAD_MONTHS + 1 }, (_, at) => monthsAfter(thisMonth, at)),
      thisMonth,
      people: await peopleOf(ctx, { from: addDays(today, -SPAN_DAYS), to: addDays(today, -1) }),
    }
  })
}

/** What is expected after the months that are shown has none. */
function laterThan(until: string, row: NumberRow): NumberRow {
  return row.month !== null && row.month > until ? { ...row, month: null } : row
}

type Written = {
  userId: string
  name: string
  engagement: number
  request: number
  title: string
  organisationName: string
  worked: number
  charged: number
}

/** Everybody who works on engagements of these accounts, with what they wrote in a span of days. */
async function peopleOf(ctx: TxCtx, span: { from: string; to: string }): Promise<PersonNumbers[]> {
  const { from, to } = span
  const [written, assigned] = await Promise.all([
    ctx.sql<Written[]>`
      select t.consultant_id as "userId", u.name, e.number::int as engagement, r.number::int as request, r.title, o.name as "organisationName",
        sum(t.worked_minutes)::int as worked, coalesce(sum(t.billed_minutes) filter (where t.time_class in ('billable', 'retainer') or
          (t.time_class = 'internal' and e.model = 'fixed')), 0)::int as charged
      from time_entries t join users u on u.id = t.consultant_id join engagements e on e.organisation_id = t.organisation_id and e.id = t.engagement_id
        join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id join organisations o on o.id = e.organisation_id
      where t.worked_on between ${from} and ${to} and t.state not in ('draft', 'rejected') and ${visibleAccounts(ctx)}
      group by t.consultant_id, u.name, e.number, r.number, r.title, o.name order by worked desc, e.number`,
    ctx.sql<{ userId: string; name: string }[]>`
      select distinct a.user_id as "userId", u.name from engagement_assignments a join users u on u.id = a.user_id
        join engagements e on e.organisation_id = a.organisation_id and e.id = a.engagement_id join organisations o on o.id = e.organisation_id
      where a.ended_at is null and a.from_on <= ${to} and (a.to_on is null or a.to_on >= ${from}) and e.state in ('active', 'on_hold', 'delivered')
        and ${visibleAccounts(ctx)}`,
  ])
  const names = new Map([...assigned, ...written].map(({ userId, name }) => [userId, name]))
  const leaves = await ctx.sql<{ userId: string; startsOn: string; backOn: string }[]>`
    select user_id as "userId", starts_on as "startsOn", back_on as "backOn" from absences
    where user_id = any(${[...names.keys()]}) and cancelled_at is null and starts_on <= ${to} and back_on > ${from}`
  const people = [...names].map(([userId, name]): PersonNumbers => {
    const own = written.filter((each) => each.userId === userId)
    const isAway = (day: string) => leaves.some((leave) => leave.userId === userId && leave.startsOn <= day && day < leave.backOn)
    const available = availableMinutes(span, isAway)
    const [worked, charged] = [own.reduce((sum, each) => sum + each.worked, 0), own.reduce((sum, each) => sum + each.charged, 0)]
    return { userId, name, available, worked, charged, percent: utilisation(charged, available), works: own.map(workOf) }
  })
  return people.toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1) || (a.name < b.name ? -1 : 1))
}

function workOf({ engagement, request, title, organisationName, worked, charged }: Written): PersonWork {
  return {
    ...{ reference: engagementReference(engagement), page: `/desk/services/${requestReference(request)}/engagement` },
    ...{ title, organisationName, worked, charged },
  }
}
