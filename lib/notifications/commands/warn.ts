import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Instant } from '@/lib/kernel/time'
import { dutyAt } from '@/lib/shifts/working-time'
import { listTeam } from '@/lib/shifts/queries'
import type { Level } from '@/lib/sla/support-policy'
import { decideWarnings, stageOf, type Stage, type Warned } from '../warning'
import { writeNews, type NewsToWrite } from './write-news'

/** Cases warned of in one transaction. */
const BATCH = 200

type WarnedCase = {
  id: string
  organisationId: string
  severity: Level
  metric: 'first_response' | 'update'
  atRiskAt: Instant
  dueAt: Instant
  assigneeId: string | null
  regionCode: string
}

/**
 * Raises the warnings that are due, each once, and withdraws those whose promise was kept, has moved or is broken by now. With
 * `caseIds` only of these, whose people may have changed too; without, of all cases, a batch at a time: answers whether more
 * are left.
 */
export async function raiseWarnings(ctx: TxCtx, { caseIds }: { caseIds?: readonly string[] }): Promise<boolean> {
  const due = await dueCases(ctx, caseIds)
  await Promise.all(
    due.map(
      ({ id, organisationId, metric, dueAt, atRiskAt }) => ctx.sql`
        insert into case_warnings (organisation_id, case_id, metric, stage, due_at, raised_at)
        values (${organisationId}, ${id}, ${metric}, ${stageOf({ atRiskAt, dueAt }, ctx.now)!}, ${dueAt}, ${ctx.now})
        on conflict (case_id, metric, stage, due_at) do update set ended_at = null where case_warnings.ended_at is not null`,
    ),
  )
  await withdraw(ctx, caseIds)
  if (due.length > 0) await warn(ctx, due)
  return caseIds === undefined && due.length === BATCH
}

/** Cases at risk or late; without `caseIds` those of which nobody was warned at this stage yet. */
async function dueCases(ctx: TxCtx, caseIds: readonly string[] | undefined): Promise<WarnedCase[]> {
  const { sql, now } = ctx
  const which =
    caseIds === undefined
      ? sql`not exists (select from case_warnings w where w.case_id = c.id and w.metric = c.next_metric and w.due_at = c.next_due_at
          and w.stage = case when c.next_due_at < ${now} then 'breached' else 'at_risk' end)`
      : sql`c.id = any(${[...caseIds]}::uuid[])`
  const rows = await sql<WarnedCase[]>`
    select c.id, c.organisation_id as "organisationId", c.severity, c.next_metric as metric, c.next_at_risk_at as "atRiskAt", c.next_due_at as "dueAt",
      c.assignee_id as "assigneeId", c.region_code as "regionCode"
    from cases c
    where c.status in ('new','open','waiting','with_account_manager') and c.next_at_risk_at is not null and c.next_at_risk_at <= ${now} and ${which}
    order by c.next_at_risk_at limit ${BATCH}`
  return [...rows]
}

async function warn(ctx: TxCtx, due: readonly WarnedCase[]): Promise<void> {
  const team = await listTeam(ctx)
  const warned = new Map<string, Warned>()
  for (const { userId, worker } of team) {
    const { onShift, next } = dutyAt(worker, ctx.now)
    warned.set(userId, { personId: userId, worksFrom: onShift ? ctx.now : next })
  }
  const news = due.flatMap((supportCase): NewsToWrite[] => {
    const { id, organisationId, metric, dueAt, severity, assigneeId, regionCode } = supportCase
    const stage = stageOf(supportCase, ctx.now)!
    const leads = team.filter((person) => person.leadsRegion && person.regionCode === regionCode)
    const assignee = assigneeId === null ? null : (warned.get(assigneeId) ?? null)
    return decideWarnings(supportCase, stage, { assignee, leads: leads.map(({ userId }) => warned.get(userId)!) }).map(
      ({ personId, tellAt }) => ({
        personId,
        side: 'staff',
        news: { kind: stage, metric, dueAt, severity },
        mailed: false,
        caseId: id,
        organisationId,
        dedupeKey: keyOf(id, metric, stage, dueAt, personId),
        happenedAt: stage === 'breached' ? dueAt : supportCase.atRiskAt,
        tellAt,
      }),
    )
  })
  await forgetOthers(ctx, due, news)
  await writeNews(ctx, news)
}

function keyOf(caseId: string, metric: string, stage: Stage, dueAt: Instant, personId: string): string {
  return `${stage}:${caseId}:${metric}:${dueAt}:${personId}`
}

/** Who was to be warned at their next shift and has nothing to do with the case any more is not warned. */
async function forgetOthers(ctx: TxCtx, due: readonly WarnedCase[], news: readonly NewsToWrite[]): Promise<void> {
  await ctx.sql`
    update notifications set ended_at = ${ctx.now}
    where case_id = any(${due.map(({ id }) => id)}::uuid[]) and kind in ('at_risk', 'breached') and told_at is null and ended_at is null
      and dedupe_key <> all(${news.map(({ dedupeKey }) => dedupeKey)}::text[])`
}

async function withdraw(ctx: TxCtx, caseIds: readonly string[] | undefined): Promise<void> {
  const { sql, now } = ctx
  const some = caseIds === undefined ? sql`` : sql`and w.case_id = any(${[...caseIds]}::uuid[])`
  await sql`
    with over as (
      update case_warnings w set ended_at = ${now} from cases c
      where c.id = w.case_id and w.ended_at is null ${some} and ((w.stage = 'at_risk' and w.due_at < ${now}) or not (
        c.status in ('new','open','waiting','with_account_manager') and c.next_metric is not distinct from w.metric
        and c.next_due_at is not distinct from w.due_at))
      returning w.case_id, w.stage, w.metric, w.due_at)
    update notifications n set ended_at = ${now} from over
    where n.case_id = over.case_id and n.ended_at is null and n.kind = over.stage
      and n.dedupe_key like over.stage || ':' || over.case_id || ':' || over.metric || ':' || (extract(epoch from over.due_at) * 1000)::bigint || ':%'`
}
