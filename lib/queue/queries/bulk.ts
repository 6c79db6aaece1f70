import 'server-only'
import { read, type Ctx } from '@/db/context'
import { canAnswer } from '@/lib/cases/policy'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { listRegions } from '@/lib/sla/queries'
import { foresee, type BulkAct, type BulkFacts } from '../bulk'
import type { BulkReport, BulkSummary } from '../views'

type ActRow = {
  act: BulkAct
  startedAt: Instant | null
  finishedAt: Instant | null
  assigneeName: string | null
  plannedAt: Instant
}
type CaseRow = BulkFacts & {
  reference: string
  subject: string
  organisationName: string
  state: 'waiting' | 'done' | 'refused'
  refusal: string | null
  assigneeName: string | null
  beforeName: string | null
}

/**
 * One of the actor's acts on many cases: what will become of each, or what became of it. Throws NotFound, also for a colleague's,
 * and Forbidden for anybody who does not answer cases.
 */
export async function getBulkAct(ctx: Ctx, actId: string): Promise<BulkReport> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('bulk.act')
  return read(ctx, async (ctx) => {
    const { sql } = ctx
    const [[found], rows, regions] = await Promise.all([
      sql<ActRow[]>`
        select b.act, b.started_at as "startedAt", b.finished_at as "finishedAt", b.planned_at as "plannedAt", u.name as "assigneeName"
        from bulk_acts b left join users u on u.id::text = b.act ->> 'assigneeId' where b.id = ${actId}`,
      sql<CaseRow[]>`
        select i.case_prefix || '-' || c.number as reference, c.subject, o.name as "organisationName", b.state, b.refusal, c.status,
          c.status_before_waiting as "beforeWaiting", c.assignee_id as "assigneeId", u.name as "assigneeName",
          c.region_code as "regionCode", b.before_id as "beforeId", p.name as "beforeName",
          exists (select from bulk_acts a join tags t on lower(t.name) = lower(a.act ->> 'name') join case_tags x on x.tag_id = coalesce(t.merged_into_id, t.id)
            where a.id = ${actId} and x.case_id = c.id) as "hasTag"
        from bulk_act_cases b join cases c on c.organisation_id = b.organisation_id and c.id = b.case_id
          join organisations o on o.id = c.organisation_id cross join installation i
          left join users u on u.id = c.assignee_id left join users p on p.id = b.before_id
        where b.act_id = ${actId} order by b.place`,
      listRegions(ctx),
    ])
    if (!found) throw new NotFound('bulk act')
    const { act } = found
    const region = act.kind === 'hand_over' ? regions.find(({ code }) => code === act.regionCode) : undefined
    return {
      actId,
      act,
      assigneeName: found.assigneeName,
      regionName: region?.name ?? null,
      startedAt: found.startedAt,
      finishedAt: found.finishedAt,
      cases: rows.map((row) => ({
        reference: row.reference,
        subject: row.subject,
        organisationName: row.organisationName,
        state: row.state,
        refusal: row.refusal,
        assigneeName: row.assigneeName,
        beforeName: row.beforeName,
        foreseen: foresee(act, row, region),
      })),
    }
  })
}

/** The actor's latest acts on many cases, the last one first; those that were only planned are left out. Throws Forbidden. */
export async function listBulkActs(ctx: Ctx): Promise<readonly BulkSummary[]> {
  if (!canAnswer(ctx.actor)) throw new Forbidden('bulk.act')
  return read(
    ctx,
    ({ sql }) => sql<BulkSummary[]>`
      select b.id as "actId", b.act ->> 'kind' as kind, b.started_at as "startedAt", b.finished_at as "finishedAt", n.cases, n.refused
      from bulk_acts b cross join lateral (
        select count(*)::int as cases, count(*) filter (where state = 'refused')::int as refused from bulk_act_cases where act_id = b.id) n
      where b.user_id = (select app_user()) and b.started_at is not null order by b.planned_at desc limit 50`,
  )
}
