import 'server-only'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { News, compareWorst } from '@/lib/email/news'
import { wantsDigest, type NotificationChoices } from '@/lib/identity/choices'
import { queueMail } from '@/lib/jobs/commands'
import type { MailKind } from '@/lib/jobs/payloads'
import { Forbidden } from '@/lib/kernel/errors'
import { DAY_MS, addMs, instant, type Instant } from '@/lib/kernel/time'
import { listTeam, type TeamMember } from '@/lib/shifts/queries'
import { workingSpans } from '@/lib/shifts/working-time'
import type { Level } from '@/lib/sla/support-policy'
import { dayNumber, instantOfLocal, zoneOf } from '@/lib/sla/zone'
import { digestDay } from '../digest'
import { foldedNews } from '../folded'
import { canTellNews } from '../policy'

/** As much as a person reads; the page has the rest. */
const LINES = 25
/** Unread news of the last days are named once more; older ones wait on the page. */
const UNREAD_WITHIN_MS = 4 * DAY_MS

type Candidate = {
  id: string
  timeZone: string
  choices: NotificationChoices
  isStaff: boolean
  hasFolded: boolean
  lastDay: string | null
}

export type DueDigest = { readonly candidate: Candidate; readonly member: TeamMember | undefined; readonly day: string }

/** Whose daily digest is to be made now. For the system alone. */
export async function listDueDigests(ctx: Ctx): Promise<DueDigest[]> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  return read(ctx, async (ctx) => {
    const [candidates, team] = await Promise.all([listCandidates(ctx), listTeam(ctx)])
    return candidates.flatMap((candidate) => {
      const member = team.find(({ userId }) => userId === candidate.id)
      if (!candidate.hasFolded && !wantsDigest(candidate.choices, member !== undefined)) return []
      const works = member ? (from: Instant, to: Instant) => workingSpans(member.worker, from, to).length > 0 : null
      const day = digestDay({ ...candidate, works }, ctx.now)
      return day === null ? [] : [{ candidate, member, day }]
    })
  })
}

/**
 * Makes the digests that are due: for staff what falls due that day, worst first, and what they have not read; for everybody what
 * was held back from them. One a day for each person at most, none that would be empty. For the system alone.
 */
export async function makeDigests(ctx: Ctx, due: readonly DueDigest[]): Promise<void> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  for (const digest of due) await inTransaction(ctx, (ctx) => makeDigest(ctx, digest))
}

async function listCandidates(ctx: TxCtx): Promise<Candidate[]> {
  const rows = await ctx.sql<Candidate[]>`
    select * from (
      select u.id, u.time_zone as "timeZone", u.notifications as choices,
        exists (select from staff_members s where s.user_id = u.id and s.ended_at is null) as "isStaff",
        exists (select from outbox m where m.recipient_id = u.id and m.status = 'folded') as "hasFolded",
        (select max(d.day)::text from digest_days d where d.person_id = u.id) as "lastDay"
      from users u where u.disabled_at is null) candidate
    where "isStaff" or "hasFolded" or (choices ->> 'digest')::boolean`
  return [...rows]
}

async function makeDigest(ctx: TxCtx, { candidate: { id, timeZone }, member, day }: DueDigest): Promise<void> {
  const first = await ctx.sql`
    insert into digest_days (person_id, day, made_at) values (${id}, ${day}, ${ctx.now}) on conflict do nothing returning person_id`
  if (first.length === 0) return
  const endOfDay = instant(instantOfLocal(zoneOf(timeZone), dayNumber(day) + 1, 0))
  const [folded, unread, promised] = await Promise.all([
    takeFolded(ctx, id, day),
    unreadOf(ctx, id, member ? 'staff' : 'customer'),
    member ? dueFor(ctx, member, endOfDay) : [],
  ])
  const held = new Set(folded.map(({ notificationId }) => notificationId))
  const all = [...folded, ...unread.filter(({ notificationId }) => !held.has(notificationId))]
  const isWarning = ({ news: { kind } }: Line) => kind === 'at_risk' || kind === 'breached'
  const named = new Set(promised.map(({ reference }) => reference))
  const warnings = all.filter((line) => isWarning(line) && !named.has(line.reference))
  const due: Line[] = [...promised, ...warnings].sort((a, b) => compareWorst(a.news, b.news))
  const news = all.filter((line) => !isWarning(line))
  if (news.length === 0 && due.length === 0) return
  await queueMail(ctx, {
    kind: 'news_digest',
    recipientId: id,
    organisationId: null,
    dedupeKey: `digest:${id}:${day}`,
    facts: {
      occasion: 'daily',
      due: due.slice(0, LINES).map(({ reference, subject, news }) => ({ reference, subject, news })),
      news: news.slice(0, LINES).map(({ reference, subject, news }) => ({ reference, subject, news })),
      more: Math.max(0, news.length - LINES) + Math.max(0, due.length - LINES),
    },
  })
}

type Line = { readonly reference: string; readonly subject: string; readonly news: News }
type Held = Line & { readonly notificationId: string | null }

/** Mails that were held back, which this digest tells instead. */
async function takeFolded(ctx: TxCtx, personId: string, day: string): Promise<Held[]> {
  const rows = await ctx.sql<
    { kind: MailKind; facts: Record<string, unknown>; createdAt: Instant; reference: string; subject: string }[]
  >`
    with held as (
      update outbox set status = 'suppressed', last_error = ${`Told in the digest of ${day}.`} where recipient_id = ${personId} and status = 'folded'
      returning kind, facts, created_at, case_id)
    select h.kind, h.facts, h.created_at as "createdAt", i.case_prefix || '-' || c.number as reference, c.subject
    from held h join cases c on c.id = h.case_id cross join installation i order by h.created_at`
  return rows.flatMap(({ kind, facts, reference, subject }) => {
    const news = foldedNews(kind, facts)
    return news === null
      ? []
      : [{ reference, subject, news, notificationId: (facts.notificationId as string | undefined) ?? null }]
  })
}

async function unreadOf(ctx: TxCtx, personId: string, side: 'customer' | 'staff'): Promise<Held[]> {
  const rows = await ctx.sql<{ id: string; kind: string; facts: Record<string, unknown>; reference: string; subject: string }[]>`
    select n.id, n.kind, n.facts, i.case_prefix || '-' || c.number as reference, c.subject
    from notifications n join cases c on c.id = n.case_id cross join installation i
    where n.person_id = ${personId} and n.side = ${side} and n.told_at > ${addMs(ctx.now, -UNREAD_WITHIN_MS)} and n.on_page and n.read_at is null
      and n.ended_at is null
    order by n.told_at desc, n.id desc limit ${LINES + 1}`
  return rows.map(({ id, kind, facts, reference, subject }) => ({
    notificationId: id,
    reference,
    subject,
    news: News.parse({ kind, ...facts }),
  }))
}

/** What falls due by the end of the day for somebody's cases, and for nobody's of the region that they lead; worst first. */
async function dueFor(ctx: TxCtx, { userId, regionCode, leadsRegion }: TeamMember, endOfDay: Instant): Promise<Line[]> {
  const { sql, now } = ctx
  type Due = {
    reference: string
    subject: string
    metric: 'first_response' | 'update'
    dueAt: Instant
    atRiskAt: Instant
    severity: Level
  }
  const lead = leadsRegion ? sql`or (c.assignee_id is null and c.region_code = ${regionCode})` : sql``
  const rows = await sql<Due[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, c.next_metric as metric, c.next_due_at as "dueAt", c.next_at_risk_at as "atRiskAt", c.severity
    from cases c cross join installation i
    where c.status in ('new','open','waiting','with_account_manager') and c.next_at_risk_at is not null and c.next_due_at <= ${endOfDay}
      and (c.assignee_id = ${userId} ${lead})
    order by c.next_due_at >= ${now}, case when c.next_due_at < ${now} then c.severity end, c.next_due_at limit ${LINES + 1}`
  return rows.map(({ reference, subject, atRiskAt, ...promise }) => {
    const kind = promise.dueAt < now ? 'breached' : atRiskAt <= now ? 'at_risk' : 'due'
    return { reference, subject, news: { kind, ...promise } }
  })
}
