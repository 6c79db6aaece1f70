import 'server-only'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { COUNT_LIMIT, CursorInstant, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import type { Level } from '@/lib/sla/support-policy'
import type { CaseStatus } from '../case'
import type { CaseHistoryInput } from '../input'
import type { CaseListItem, Page } from '../list-views'
import { visibleCases, type Fragment } from './visible'

const PAGE_SIZE = 25
const EXPORT_SIZE = 1_000
const Cursor = z.tuple([CursorInstant, z.uuid()])

type ListRow = {
  id: string
  reference: string
  subject: string
  severity: Level
  status: CaseStatus
  openedAt: Instant
  lastActivityAt: Instant
  lastAnswerAt: Instant | null
  requesterId: string
  requesterName: string
  nextMetric: 'first_response' | 'update' | null
  nextDueAt: Instant | null
  mergedInto: string | null
}

/** A page of the customer's cases, latest activity first. `organisation` scope shows an administrator all cases; others see their own. */
export async function listCaseHistory(ctx: Ctx, input: CaseHistoryInput): Promise<Page<CaseListItem>> {
  return read(ctx, async (ctx) => {
    const cursor = input.cursor === undefined ? null : decodeCursor(input.cursor, Cursor)
    const after =
      cursor === null ? ctx.sql`` : ctx.sql`and (c.last_activity_at, c.id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`
    const rows = await selectRows(ctx, input, after, PAGE_SIZE + 1)
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
    return {
      items: rows.slice(0, PAGE_SIZE).map((row) => toItem(ctx, row)),
      nextCursor: last ? encodeCursor([last.lastActivityAt, last.id]) : null,
    }
  })
}

/**
 * All of the same list for a file, the case of the newest form first, a thousand at a time; `after` is the `next` of the part before. What
 * changes meanwhile is neither left out nor repeated, because no case ever changes its place in this order.
 */
export async function listCaseHistoryForExport(
  ctx: Ctx,
  input: CaseHistoryInput,
  after: string | null = null,
): Promise<{ items: CaseListItem[]; next: string | null }> {
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<ListRow[]>`
      ${columns(ctx)} where ${filter(ctx, input)} ${after === null ? ctx.sql`` : ctx.sql`and c.id < ${after}`}
      order by c.id desc limit ${EXPORT_SIZE}`
    return {
      items: rows.map((row) => toItem(ctx, row)),
      next: rows.length === EXPORT_SIZE ? rows.at(-1)!.id : null,
    }
  })
}

/** The customer's own unresolved cases for the home page: what waits on them, then the most urgent promise, at most `limit`. */
export async function listOpenCases(ctx: Ctx, limit: number): Promise<CaseListItem[]> {
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<ListRow[]>`
      ${columns(ctx)} where ${mineOnly(ctx)} and ${visibleCases(ctx)} and c.status in ('new','open','waiting','with_account_manager')
      order by (c.status = 'waiting') desc, c.next_due_at nulls last, c.last_activity_at desc limit ${limit}`
    return rows.map((row) => toItem(ctx, row))
  })
}

/** How many cases the list holds, exact up to 1,000 (`COUNT_LIMIT`), else one more than that. */
export async function countCaseHistory(ctx: Ctx, input: CaseHistoryInput): Promise<number> {
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ count: number }[]>`
      select count(*)::int as count from (select 1 from cases c where ${filter(ctx, input)} limit ${COUNT_LIMIT + 1}) limited`
    return row?.count ?? 0
  })
}

async function selectRows(ctx: TxCtx, input: CaseHistoryInput, after: Fragment, limit: number): Promise<ListRow[]> {
  return ctx.sql<ListRow[]>`
    ${columns(ctx)} where ${filter(ctx, input)} ${after}
    order by c.last_activity_at desc, c.id desc limit ${limit}`
}

function columns(ctx: TxCtx) {
  return ctx.sql`
    select c.id, i.case_prefix || '-' || c.number as reference, c.subject, c.severity, c.status, c.opened_at as "openedAt",
      c.last_activity_at as "lastActivityAt", c.last_public_staff_message_at as "lastAnswerAt", c.requester_id as "requesterId", u.name as "requesterName",
      c.next_metric as "nextMetric", c.next_due_at as "nextDueAt",
      (select i.case_prefix || '-' || t.number from cases t where t.organisation_id = c.organisation_id and t.id = c.merged_into_id) as "mergedInto"
    from cases c cross join installation i join users u on u.id = c.requester_id`
}

function filter(ctx: TxCtx, input: CaseHistoryInput) {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('cases.history')
  const scope =
    input.scope === 'organisation' && actor.isAdministrator ? ctx.sql`c.organisation_id = ${actor.organisationId}` : mineOnly(ctx)
  const state = {
    all: ctx.sql``,
    open: ctx.sql`and c.status in ('new','open','waiting','with_account_manager')`,
    resolved: ctx.sql`and c.status = 'resolved'`,
    closed: ctx.sql`and c.status = 'closed'`,
  }[input.state]
  const severity = input.severity === undefined ? ctx.sql`` : ctx.sql`and c.severity = ${input.severity}`
  return ctx.sql`${scope} and ${visibleCases(ctx)} ${state} ${severity} ${input.q === '' ? ctx.sql`` : matching(ctx, input.q)}`
}

/** The member's own cases: opened by them, or taken part in. */
function mineOnly(ctx: TxCtx) {
  const { actor } = ctx
  if (actor.kind !== 'customer') throw new Forbidden('cases.history')
  return ctx.sql`c.organisation_id = ${actor.organisationId} and (c.requester_id = ${actor.userId}
    or exists (select from case_participants mp where mp.case_id = c.id and mp.user_id = ${actor.userId}))`
}

/**
 * Subject, number and messages: every word begins one of the case, in any order. What is typed is text, never an operator (V-01).
 * A function of the database's owner asks the index of words, which no customer's role can use.
 */
function matching(ctx: TxCtx, q: string) {
  return ctx.sql`and c.id = any(array(select find_own_cases(${q})))`
}

function toItem(ctx: TxCtx, row: ListRow): CaseListItem {
  return {
    reference: row.reference,
    subject: row.subject,
    severity: row.severity,
    status: row.status,
    mergedInto: row.mergedInto,
    openedAt: row.openedAt,
    lastActivityAt: row.lastActivityAt,
    lastAnswerAt: row.lastAnswerAt,
    requesterName: row.requesterName,
    isMine: ctx.actor.kind === 'customer' && ctx.actor.userId === row.requesterId,
    next: row.nextMetric !== null && row.nextDueAt !== null ? { metric: row.nextMetric, dueAt: row.nextDueAt } : null,
  }
}
