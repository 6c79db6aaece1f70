import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { canWriteOn, nextStates, requestReference } from '../request'
import { canReadServicesDesk, canScope } from '../policy'
import { quoteReference, type QuoteState } from '../quote'
import { isRemindable } from '../quote-reminder'
import type {
  BoardRow,
  OwnRequest,
  QuotedRow,
  RequestListItem,
  RequestMessage,
  RequestStep,
  RequestView,
  ServicesBoard,
  UndecidedRow,
} from '../views'
import { approversOf } from './approvers'
import { usedOfRequests } from './used'
import { isApprover, namedRequest, visibleRequests } from './visible'

/** The newest requests of a member's page; an organisation has few. */
const LISTED = 100
/** Rows of one part of the board. */
const BOARD_ROWS = 100
const OVER_ROWS = 20
const COUNTED = 1_000

type Numbered<T> = Omit<T, 'reference'> & { number: number }
const named = <T extends { number: number }>({ number, ...row }: T) => ({ ...row, reference: requestReference(number) })

function columns(ctx: TxCtx) {
  return ctx.sql`r.number, r.title, i.name as "itemName", r.state, q.name as "requesterName", r.asked_at as "askedAt",
    r.quote_due_at as "quoteDueAt", r.changed_at as "changedAt"`
}

/** A member's own requests, or all of the organisation for its administrator; the newest first. Throws Forbidden. */
export function listOwnRequests(ctx: Ctx): Promise<OwnRequest[]> {
  return own(ctx, (ctx) => ctx.sql`true`, LISTED)
}

/** Of these, what waits for a quote or an approval, and what is worked on; at most `limit`. Throws Forbidden. */
export function listRunningServices(ctx: Ctx, limit: number): Promise<OwnRequest[]> {
  return own(
    ctx,
    (
      ctx,
    ) => ctx.sql`(r.state in ('new', 'referred', 'awaiting_customer', 'scoping', 'quoted') or r.state = 'accepted' and exists (
      select from engagements e where e.request_id = r.id and e.state in ('planned', 'active', 'on_hold', 'delivered')))`,
    limit,
  )
}

async function own(ctx: Ctx, which: (ctx: TxCtx) => ReturnType<typeof columns>, limit: number): Promise<OwnRequest[]> {
  if (ctx.actor.kind !== 'customer') throw new Forbidden('services.own')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<(Numbered<RequestListItem> & { id: string })[]>`
      select r.id, ${columns(ctx)} from service_requests r join service_items i on i.code = r.item_code join users q on q.id = r.requester_id
      where ${visibleRequests(ctx)} and ${which(ctx)} order by r.asked_at desc, r.id desc limit ${limit}`
    const uses = await usedOfRequests(
      ctx,
      rows.filter(({ state }) => state === 'accepted').map(({ id }) => id),
    )
    return rows.map(({ id, ...row }) => ({ ...named(row), use: uses.get(id) ?? null }))
  })
}

type Row = Numbered<RequestListItem> & {
  id: string
  organisationId: string
  organisationName: string
  requesterId: string
  managerId: string
  managerName: string
  goal: string
  wantedOn: string | null
  budget: string | null
  currency: string
  source: string
  caseReference: string | null
  changes: string | null
  noticeWords: string
  isApprover: boolean
  quote: { number: number; version: number; total: string } | null
}

type By = { byId: string; byName: string; isStaff: boolean }
const signed = <T extends By>({ byId, byName, isStaff, ...said }: T) => ({ ...said, by: { id: byId, name: byName, isStaff } })

/** One request with its steps and what was written, as the reader may see it. Throws NotFound for one that is not there or not theirs. */
export async function getRequest(ctx: Ctx, reference: string): Promise<RequestView> {
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<Row[]>`
      select ${columns(ctx)}, r.id, r.organisation_id as "organisationId", o.name as "organisationName", r.requester_id as "requesterId",
        r.manager_id as "managerId", m.name as "managerName", r.goal, r.wanted_on as "wantedOn", r.budget_minor::text as budget, r.currency, r.source,
        (select n.case_prefix || '-' || c.number from cases c cross join installation n
          where c.organisation_id = r.organisation_id and c.id = r.case_id) as "caseReference",
        (select 'ENG-' || e.number from engagements e where e.organisation_id = r.organisation_id and e.id = r.changes_id) as changes,
        t.words as "noticeWords", ${isApprover(ctx)} as "isApprover",
        (select json_build_object('number', x.number, 'version', v.version, 'total', coalesce((select s.total_minor from quote_signatures s
            where s.version_id = v.id order by s.seq desc limit 1), v.fees_minor + v.expenses_minor + v.tax_minor)::text)
          from quote_versions v join quotes x on x.organisation_id = v.organisation_id and x.id = v.quote_id
          where v.organisation_id = r.organisation_id and v.request_id = r.id and v.sent_at is not null order by v.version desc limit 1) as quote
      from service_requests r join service_items i on i.code = r.item_code join users q on q.id = r.requester_id
        join users m on m.id = r.manager_id join organisations o on o.id = r.organisation_id join service_notices t on t.version = r.notice_version
      where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)}`
    if (!row) throw new NotFound('request')
    const [steps, messages, approvers] = await Promise.all([
      ctx.sql<(Omit<RequestStep, 'by'> & By)[]>`
        select s.id, s.from_state as "from", s.to_state as "to", coalesce(s.actor_id::text, '') as "byId",
          coalesce(u.name, (select n.brand_name from installation n)) as "byName", s.reason, s.at, not exists (select from memberships x where x.organisation_id = s.organisation_id and x.user_id = s.actor_id) as "isStaff"
        from service_request_steps s left join users u on u.id = s.actor_id where s.request_id = ${row.id} order by s.at, s.id`,
      ctx.sql<(Omit<RequestMessage, 'by'> & By)[]>`
        select m.id, m.author_id as "byId", u.name as "byName", m.body, m.at,
          not exists (select from memberships x where x.organisation_id = m.organisation_id and x.user_id = m.author_id) as "isStaff"
        from service_request_messages m join users u on u.id = m.author_id where m.request_id = ${row.id} order by m.at, m.id`,
      approversOf(ctx, row.organisationId),
    ])
    const {
      id: _,
      organisationId,
      managerId,
      managerName,
      budget,
      currency,
      source,
      quote,
      isApprover: approves,
      ...facts
    } = named(row)
    return {
      ...facts,
      manager: { id: managerId, name: managerName },
      budget: budget === null ? null : money(BigInt(budget), currency),
      isFromCase: source === 'case' || source === 'referral',
      isReferred: source === 'referral',
      steps: steps.map(signed),
      messages: messages.map(signed),
      approvers,
      quote: quote && {
        reference: quoteReference(quote.number),
        version: quote.version,
        total: money(BigInt(quote.total), currency),
      },
      canWrite: canWriteOn(ctx.actor, { organisationId, requesterId: row.requesterId, state: row.state, isApprover: approves }),
      mayBecome: nextStates(ctx.actor, { organisationId, requesterId: row.requesterId, state: row.state }),
    }
  })
}

type Quoted = Numbered<BoardRow> &
  Pick<QuotedRow, 'sentAt' | 'validUntil' | 'remindedAt'> & {
    quoteNumber: number
    quoteState: QuoteState
    expiresAt: Instant | null
  }

function quotedRow({ actor, now }: TxCtx, { quoteNumber, quoteState, expiresAt, ...row }: Quoted): QuotedRow {
  const mayRemind = canScope(actor) && isRemindable({ state: quoteState, expiresAt, remindedAt: row.remindedAt }, now)
  return { ...named(row), quoteReference: quoteReference(quoteNumber), mayRemind }
}

/** What the desk has to do, of the reader's own accounts or of all, the next promise first. For staff; throws Forbidden. */
export async function getServicesBoard(ctx: Ctx, show: 'mine' | 'all'): Promise<ServicesBoard> {
  const { actor } = ctx
  if (!canReadServicesDesk(actor)) throw new Forbidden('services.desk')
  return read(ctx, async (ctx) => {
    const whose = show === 'mine' ? ctx.sql`r.manager_id = ${actor.userId}` : ctx.sql`true`
    const from = ctx.sql`
      from service_requests r join service_items i on i.code = r.item_code join users q on q.id = r.requester_id
        join users m on m.id = r.manager_id join organisations o on o.id = r.organisation_id`
    const more = ctx.sql`, o.name as "organisationName", m.name as "managerName"`
    const [undecided, toScope, [counted], quoted, over] = await Promise.all([
      ctx.sql<Numbered<UndecidedRow>[]>`
        select ${columns(ctx)} ${more}, n.case_prefix || '-' || c.number as "caseReference", a.name as "agentName",
          f.asked_at as "customerAskedAt", f.lapses_at as "lapsesAt" ${from}
          join case_referrals f on f.request_id = r.id join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id
          join users a on a.id = f.agent_id cross join installation n
        where r.state in ('referred', 'awaiting_customer') and ${whose} order by (r.state = 'awaiting_customer'), r.quote_due_at, r.id limit ${BOARD_ROWS}`,
      ctx.sql<Numbered<BoardRow>[]>`
        select ${columns(ctx)} ${more} ${from} where r.state in ('new', 'scoping') and ${whose} order by r.quote_due_at, r.id limit ${BOARD_ROWS}`,
      ctx.sql<{ count: number; late: number }[]>`
        select count(*)::int as count, (count(*) filter (where open.quote_due_at < ${ctx.now}))::int as late
        from (select r.quote_due_at from service_requests r where r.state in ('new', 'scoping') and ${whose}
          order by r.quote_due_at, r.id limit ${COUNTED + 1}) open`,
      ctx.sql<Quoted[]>`
        select ${columns(ctx)} ${more}, v.quote as "quoteNumber", v.state as "quoteState", v.sent_at as "sentAt", v.expires_at as "expiresAt",
          v.valid_until::text as "validUntil", (select max(m.at) from quote_reminders m where m.version_id = v.id) as "remindedAt"
        ${from} join lateral (select v.id, v.state, v.sent_at, v.expires_at, v.valid_until, x.number as quote from quote_versions v
            join quotes x on x.organisation_id = v.organisation_id and x.id = v.quote_id
            where v.organisation_id = r.organisation_id and v.request_id = r.id and v.sent_at is not null order by v.version desc limit 1) v on true
        where r.state not in ('new', 'scoping') and r.state = 'quoted' and ${whose} order by r.changed_at, r.id limit ${BOARD_ROWS}`,
      ctx.sql<Numbered<BoardRow>[]>`
        select ${columns(ctx)} ${more} ${from} where r.state not in ('new', 'scoping') and r.state not in ('quoted', 'referred', 'awaiting_customer') and ${whose} order by r.changed_at desc, r.id desc limit ${OVER_ROWS}`,
    ])
    return {
      undecided: undecided.map(named),
      toScope: toScope.map(named),
      toScopeCount: counted!.count,
      late: counted!.late,
      quoted: quoted.map((row) => quotedRow(ctx, row)),
      over: over.map(named),
    }
  })
}
