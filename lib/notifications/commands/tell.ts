import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { announce } from '@/lib/events/commands'
import { compareWorst, News } from '@/lib/email/news'
import { isQuiet, type NotificationChoices } from '@/lib/identity/choices'
import { queueMail } from '@/lib/jobs/commands'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { listTeam } from '@/lib/shifts/queries'
import { dutyAt } from '@/lib/shifts/working-time'
import { MAILED_WITHIN_MS, decideMail } from '../delivery'
import { canTellNews } from '../policy'

/** News told in one transaction. */
const BATCH = 500

type Row = {
  id: string
  personId: string
  side: 'customer' | 'staff'
  organisationId: string
  /** Null, and the next two, for news of a service. */
  caseId: string | null
  reference: string | null
  subject: string | null
  kind: string
  facts: Record<string, unknown>
  onPage: boolean
  byMail: boolean
  happenedAt: Instant
}
type ToldNews = Omit<Row, 'kind' | 'facts' | 'caseId' | 'reference' | 'subject'> & {
  readonly caseId: string
  readonly reference: string
  readonly subject: string
  readonly news: News
}

/**
 * Tells the news whose time has come: they stand on the pages from now on, and their mails are queued, worst first and one for
 * each person at most. Each piece is told once. Whoever gets a digest now needs no other mail of what stands on the page: the
 * digest names it. News of services have their own mails already. For the system alone.
 */
export async function tellNews(ctx: Ctx, digested: ReadonlySet<string> = new Set()): Promise<{ more: boolean }> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  return inTransaction(ctx, async (ctx) => {
    const told = await takeDue(ctx)
    if (told.length === 0) return { more: false }
    const people = await peopleOf(ctx, [...new Set(told.map(({ personId }) => personId))])
    const byPerson = Map.groupBy(told, ({ personId }) => personId)
    for (const [personId, rows] of byPerson) {
      await announce(ctx, { type: 'notifications.changed', audience: 'person', userId: personId })
      const news = rows.flatMap(newsOfCase)
      const unnamed = digested.has(personId) ? news.filter(({ onPage }) => !onPage) : news
      await mail(
        ctx,
        personId,
        unnamed.sort((a, b) => compareWorst(a.news, b.news)),
        people.get(personId) ?? false,
      )
    }
    return { more: told.length === BATCH }
  })
}

async function takeDue(ctx: TxCtx): Promise<Row[]> {
  return ctx.sql<Row[]>`
    with due as (
      select id, case_id from notifications where told_at is null and ended_at is null and tell_at <= ${ctx.now}
      order by tell_at limit ${BATCH} for update skip locked)
    update notifications n set told_at = case when n.happened_at < ${ctx.now}::timestamptz - make_interval(secs => ${MAILED_WITHIN_MS / 1_000}) then n.happened_at else ${ctx.now} end
    from due left join cases c on c.id = due.case_id cross join installation i where n.id = due.id
    returning n.id, n.person_id as "personId", n.side, n.organisation_id as "organisationId", n.case_id as "caseId",
      i.case_prefix || '-' || c.number as reference, c.subject, n.kind, n.facts, n.on_page as "onPage", n.by_mail as "byMail", n.happened_at as "happenedAt"`
}

function newsOfCase({ kind, facts, caseId, reference, subject, ...row }: Row): ToldNews[] {
  if (caseId === null || reference === null || subject === null) return []
  return [{ ...row, caseId, reference, subject, news: News.parse({ kind, ...facts }) }]
}

/** For each person of our side, whether mail may come at this hour. */
async function peopleOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, boolean>> {
  const [team, choices] = await Promise.all([
    listTeam(ctx),
    ctx.sql<{ id: string; choices: NotificationChoices }[]>`
      select id, notifications as choices from users where id = any(${[...ids]}::uuid[])`,
  ])
  const quiet = new Map(choices.map((row) => [row.id, isQuiet(row.choices)]))
  return new Map(team.map(({ userId, worker }) => [userId, quiet.get(userId) === false || dutyAt(worker, ctx.now).onShift]))
}

async function mail(ctx: TxCtx, personId: string, told: readonly ToldNews[], disturbs: boolean): Promise<void> {
  const decision = decideMail(told, disturbs, ctx.now)
  switch (decision.how) {
    case 'none':
      return
    case 'together':
      return queueMail(ctx, {
        kind: 'news_digest',
        recipientId: personId,
        organisationId: null,
        dedupeKey: `together:${decision.news[0]!.id}`,
        facts: {
          occasion: 'together',
          due: [],
          news: decision.news.map(({ reference, subject, news }) => ({ reference, subject, news })),
          more: 0,
        },
      })
    case 'one':
      return mailOne(ctx, decision.news, false)
    case 'folded':
      for (const news of decision.news) await mailOne(ctx, news, true)
  }
}

async function mailOne(ctx: TxCtx, { id, personId, organisationId, caseId, news }: ToldNews, waits: boolean): Promise<void> {
  await queueMail(ctx, {
    kind: 'case_news',
    recipientId: personId,
    organisationId,
    caseId,
    dedupeKey: `news:${id}`,
    facts: { notificationId: id, news, waits },
  })
}
