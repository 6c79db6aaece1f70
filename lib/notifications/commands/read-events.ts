import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import type { CaseCategory, CaseStatus } from '@/lib/cases/case'
import { findMentions, type Mentionable } from '@/lib/cases/mentions'
import type { EventCursor } from '@/lib/events/event'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { Level } from '@/lib/sla/support-policy'
import { decideNews, followersBy, type CaseAct, type CasePeople } from '../news'
import { canTellNews } from '../policy'
import { writeNews, type NewsToWrite } from './write-news'
import { raiseWarnings } from './warn'

/** Events taken in one transaction, so that none is long. */
const BATCH = 200

/** `more`: another batch is ready. `pending`: something may be read as soon as an older transaction has ended. */
export type ReadEvents = { readonly more: boolean; readonly pending: boolean }

/**
 * Turns what happened on cases since last time into news, followers and warnings. Reads the live events in the order of their
 * transactions (ME-19) and moves its mark in the same transaction, so each is turned once whatever fails; no act of a person
 * waits for it. For the system alone.
 */
export async function readEvents(ctx: Ctx): Promise<ReadEvents> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  return inTransaction(ctx, async (ctx) => {
    const [mark] = await ctx.sql<EventCursor[]>`select xid::text as xid, event_id as id from news_reader where id = 1 for update`
    const { events, next, ...state } = await eventsAfter(ctx, mark!)
    if (events.length === 0) return state
    await takeIn(ctx, events)
    await ctx.sql`update news_reader set xid = ${next.xid}::xid8, event_id = ${next.id} where id = 1`
    return state
  })
}

type CaseEvent = EventCursor & { caseId: string; at: Instant }

async function eventsAfter(
  ctx: TxCtx,
  { xid, id }: EventCursor,
): Promise<ReadEvents & { events: CaseEvent[]; next: EventCursor }> {
  const [[edge], events] = await Promise.all([
    ctx.sql<
      { pending: boolean }[]
    >`select exists (select from events e where e.xid >= pg_snapshot_xmin(pg_current_snapshot())) as pending`,
    ctx.sql<CaseEvent[]>`
      select e.xid::text as xid, e.id, e.case_id as "caseId", e.at from events e
      where (e.xid, e.id) > (${xid}::xid8, ${id}::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and e.case_id is not null
      order by e.xid, e.id limit ${BATCH}`,
  ])
  const more = events.length === BATCH
  const last = events.at(-1) ?? { xid, id }
  return { events, more, pending: edge!.pending, next: { xid: last.xid, id: last.id } }
}

async function takeIn(ctx: TxCtx, events: readonly CaseEvent[]): Promise<void> {
  const caseIds = [...new Set(events.map(({ caseId }) => caseId))]
  const [acts, people] = await Promise.all([actsOf(ctx, events), peopleOf(ctx, caseIds)])
  const news: NewsToWrite[] = []
  for (const { auditId, at, caseId, act } of acts) {
    const of = people.get(caseId)
    if (of === undefined) continue
    for (const personId of followersBy(act, of)) await follow(ctx, of, caseId, personId, at)
    for (const told of decideNews(act, of)) {
      news.push({
        ...told,
        caseId,
        organisationId: of.organisationId,
        dedupeKey: `act:${auditId}:${told.side}:${told.personId}`,
        happenedAt: at,
        tellAt: ctx.now,
      })
    }
  }
  await writeNews(ctx, news)
  await raiseWarnings(ctx, { caseIds })
}

type Act = { auditId: number; at: Instant; caseId: string; act: CaseAct }

type AuditRow = {
  auditId: number
  at: Instant
  caseId: string
  action: string
  actorId: string | null
  actorName: string | null
  subjectId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  words: string | null
}

async function actsOf(ctx: TxCtx, events: readonly CaseEvent[]): Promise<Act[]> {
  const rows = await ctx.sql<AuditRow[]>`
    select distinct on (a.id) a.id as "auditId", a.at, a.case_id as "caseId", a.action, a.actor_id as "actorId", a.subject_id as "subjectId", u.name as "actorName", a.before, a.after,
      case a.action
        when 'case.noted' then (select n.body from case_notes n where n.case_id = a.case_id and n.created_at = a.at and n.author_id = a.actor_id limit 1)
        when 'case.replied' then (select m.body from case_messages m where m.case_id = a.case_id and m.created_at = a.at and m.author_id = a.actor_id limit 1)
      end as words
    from unnest(${events.map(({ caseId }) => caseId)}::uuid[], ${events.map(({ at }) => at)}::timestamptz[]) e (case_id, at)
      join audit_entries a on a.case_id = e.case_id and a.at = e.at left join users u on u.id = a.actor_id
    order by a.id`
  const staff = rows.some(({ action, words }) => action === 'case.noted' && words?.includes('@')) ? await mentionable(ctx) : []
  return rows.flatMap((row) => {
    const act = actOf(row, staff)
    return act === null ? [] : [{ auditId: row.auditId, at: row.at, caseId: row.caseId, act }]
  })
}

async function mentionable(ctx: TxCtx): Promise<Mentionable[]> {
  const rows = await ctx.sql<Mentionable[]>`
    select u.id, u.name from staff_members s join users u on u.id = s.user_id and u.disabled_at is null where s.ended_at is null`
  return [...rows]
}

/** The act that an audit row tells of; null for one that is no news. */
function actOf(
  { action, actorId, actorName, subjectId, before, after, words }: AuditRow,
  staff: readonly Mentionable[],
): CaseAct | null {
  const by = { actorId, actorName }
  switch (action) {
    case 'case.opened':
      return after?.status === 'with_account_manager' ? { ...by, what: 'opened' } : null
    case 'case.replied':
      return { ...by, what: 'replied', by: after?.by === 'staff' ? 'staff' : 'customer', words: words ?? '' }
    case 'case.noted':
      return { ...by, what: 'noted', words: words ?? '', mentioned: findMentions(words ?? '', staff) }
    case 'case.assigned':
      return { ...by, what: 'assigned', assigneeId: (after?.assigneeId as string | null | undefined) ?? null }
    case 'case.status_changed':
    case 'case.closed':
      return { ...by, what: 'status_changed', status: after?.status as CaseStatus }
    case 'case.draft_offered':
      return { ...by, what: 'draft_offered', colleagueId: subjectId }
    case 'case.reply_held_back':
      return { ...by, what: 'held_back', authorId: subjectId, reason: String(after?.reason ?? '') }
    case 'case.handed_over':
      return { ...by, what: 'handed_over', region: String(after?.region ?? '') }
    case 'case.reclassified':
      return {
        ...by,
        what: 'level_changed',
        from: before?.severity as Level,
        to: after?.severity as Level,
        reason: String(after?.reason ?? ''),
      }
    // Without a reason it came with an answer, which is news of its own.
    case 'case.category_changed':
      return typeof after?.reason === 'string'
        ? { ...by, what: 'category_changed', category: after.category as CaseCategory, reason: after.reason }
        : null
    default:
      return null
  }
}

type PeopleOfCase = CasePeople & { organisationId: string; followerIds: string[]; leftIds: readonly string[] }

async function peopleOf(ctx: TxCtx, caseIds: readonly string[]): Promise<Map<string, PeopleOfCase>> {
  const rows = await ctx.sql<
    (Omit<PeopleOfCase, 'customerIds'> & { id: string; requesterId: string; participantIds: string[] })[]
  >`
    select c.id, c.organisation_id as "organisationId", c.assignee_id as "assigneeId", c.requester_id as "requesterId",
      coalesce((select array_agg(p.user_id) from case_participants p where p.case_id = c.id), '{}') as "participantIds",
      coalesce((select array_agg(f.user_id) from case_followers f where f.case_id = c.id and f.left_at is null), '{}') as "followerIds",
      coalesce((select array_agg(f.user_id) from case_followers f where f.case_id = c.id and f.left_at is not null), '{}') as "leftIds"
    from cases c where c.id = any(${[...caseIds]}::uuid[])`
  return new Map(
    rows.map(({ id, requesterId, participantIds, ...row }) => [id, { ...row, customerIds: [requesterId, ...participantIds] }]),
  )
}

/** Adds a follower, unless they once left the case. */
async function follow(ctx: TxCtx, of: PeopleOfCase, caseId: string, personId: string, since: Instant): Promise<void> {
  if (of.followerIds.includes(personId) || of.leftIds.includes(personId)) return
  of.followerIds.push(personId)
  await ctx.sql`
    insert into case_followers (organisation_id, case_id, user_id, since) values (${of.organisationId}, ${caseId}, ${personId}, ${since})
    on conflict do nothing`
}
