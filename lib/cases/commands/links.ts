import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import {
  linkProblem,
  markProblem,
  unmarkProblem,
  type LinkEnd,
  type LinkInput,
  type LinkKind,
  type LinkWay,
  type ProblemInput,
  type UnlinkInput,
} from '../link'
import { canLink } from '../policy'
import { lockTwoCases, lockVisibleCase, type LockedCase } from './lock'

/**
 * Links two cases, of whatever organisations; each shows it to staff alone. A case that another one is linked with as its cause is a
 * problem from then on. To relate two cases again does nothing. Throws NotFound, Forbidden, Invalid at `other` with the reason.
 */
export async function linkCases(ctx: Ctx, { reference, other: named, kind }: LinkInput): Promise<void> {
  await linking(ctx, async (ctx) => {
    const { first, other } = await lockTwoCases(ctx, reference, named, 'other')
    const [from, to, already] = await Promise.all([endOf(ctx, first), endOf(ctx, other), linkBetween(ctx, first, other)])
    if (kind === 'related' && already === kind) return
    const problem = linkProblem(kind, from, to, already)
    if (problem !== null) throw new Invalid({ other: [problem] })
    await writeTogether(ctx, [
      ...(kind === 'caused_by' && !to.isProblem ? problemWrites(ctx, other) : []),
      linkWrite(ctx, first, other, kind),
      ...linkHistory(ctx, 'case.linked', first, { other: other.reference, kind, way: 'from' }),
      ...linkHistory(ctx, 'case.linked', other, { other: first.reference, kind, way: 'to' }),
    ])
  })
}

/** The row of a link. The caller has decided that it may be, and writes the history of both cases. */
export function linkWrite(ctx: TxCtx & { readonly actor: Staff }, from: LockedCase, to: LockedCase, kind: LinkKind): Write {
  return ctx.sql`
    insert into case_links (id, kind, from_organisation_id, from_id, to_organisation_id, to_id, made_at, made_by)
    values (${newId(ctx.now)}, ${kind}, ${from.organisationId}, ${from.id}, ${to.organisationId}, ${to.id}, ${ctx.now}, ${ctx.actor.userId})`
}

/** Takes a link away, from either end; one that is gone is no mistake. Throws NotFound, Forbidden. */
export async function unlinkCases(ctx: Ctx, { reference, linkId }: UnlinkInput): Promise<void> {
  await linking(ctx, async (ctx) => {
    const here = await lockVisibleCase(ctx, reference)
    const [gone] = await ctx.sql<
      { kind: LinkKind; way: LinkWay; id: string; organisationId: string; number: number; reference: string }[]
    >`
      with gone as (delete from case_links where id = ${linkId} and (from_id = ${here.id} or to_id = ${here.id}) returning *)
      select g.kind, case when g.from_id = ${here.id} then 'from' else 'to' end as way, c.id, c.organisation_id as "organisationId", c.number,
        i.case_prefix || '-' || c.number as reference
      from gone g join cases c on c.id = case when g.from_id = ${here.id} then g.to_id else g.from_id end cross join installation i`
    if (!gone) return
    const { kind, way } = gone
    await writeTogether(ctx, [
      ...linkHistory(ctx, 'case.unlinked', here, { other: gone.reference, kind, way }),
      ...linkHistory(ctx, 'case.unlinked', gone, { other: here.reference, kind, way: way === 'from' ? 'to' : 'from' }),
    ])
  })
}

/** A case stands for a known problem from now on. Doing it again does nothing. Throws NotFound, Forbidden, Conflict with the reason. */
export async function markAsProblem(ctx: Ctx, { reference }: ProblemInput): Promise<void> {
  await linking(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const end = await endOf(ctx, supportCase)
    if (end.isProblem) return
    const problem = markProblem(end)
    if (problem !== null) throw new Conflict(problem)
    await writeTogether(ctx, problemWrites(ctx, supportCase))
  })
}

/** It stands for none any more. Doing it again does nothing. Throws NotFound, Forbidden, Conflict while a case is caused by it. */
export async function unmarkAsProblem(ctx: Ctx, { reference }: ProblemInput): Promise<void> {
  await linking(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const [held] = await ctx.sql<{ caused: number; is: boolean }[]>`
      select (select count(*)::int from case_links where to_id = ${supportCase.id} and kind = 'caused_by') as caused,
        exists (select from problem_cases where case_id = ${supportCase.id}) as is`
    if (!held!.is) return
    const problem = unmarkProblem(held!.caused)
    if (problem !== null) throw new Conflict(problem)
    await writeTogether(ctx, [
      ctx.sql`delete from problem_cases where case_id = ${supportCase.id}`,
      ...problemHistory(ctx, 'case.problem_unmarked', supportCase),
    ])
  })
}

/**
 * The case that goes on has the links of the one that was merged into it, and stands for its problem. Both keep their own, for the undoing;
 * a link of the two with each other stays with them. Returns what the target got.
 */
export async function takeLinks(ctx: TxCtx, source: LockedCase, target: LockedCase): Promise<string[]> {
  const mergedBy = 'userId' in ctx.actor ? ctx.actor.userId : null
  await ctx.sql`
    insert into problem_cases (organisation_id, case_id, marked_at, marked_by, told_title, told_body, told_at, told_by)
    select ${target.organisationId}, ${target.id}, ${ctx.now}, ${mergedBy}, told_title, told_body, told_at, told_by from problem_cases where case_id = ${source.id} on conflict do nothing`
  const rows = await ctx.sql<{ id: string }[]>`
    insert into case_links (id, kind, from_organisation_id, from_id, to_organisation_id, to_id, made_at, made_by)
    select gen_random_uuid(), kind, case when from_id = ${source.id} then ${target.organisationId} else from_organisation_id end,
      case when from_id = ${source.id} then ${target.id} else from_id end,
      case when to_id = ${source.id} then ${target.organisationId} else to_organisation_id end,
      case when to_id = ${source.id} then ${target.id} else to_id end, made_at, made_by
    from case_links where (from_id = ${source.id} or to_id = ${source.id}) and from_id <> ${target.id} and to_id <> ${target.id}
    on conflict do nothing returning id`
  return rows.map(({ id }) => id)
}

type StaffTx = TxCtx & { readonly actor: Staff }

function linking(ctx: Ctx, run: (ctx: StaffTx) => Promise<void>): Promise<void> {
  if (!canLink(ctx.actor)) throw new Forbidden('cases.link')
  return inTransaction(ctx, (ctx) => run(ctx as StaffTx))
}

async function endOf(ctx: TxCtx, { id, reference }: LockedCase): Promise<LinkEnd> {
  const [end] = await ctx.sql<Pick<LinkEnd, 'isProblem' | 'causedBy'>[]>`
    select exists (select from problem_cases where case_id = ${id}) as "isProblem",
      (select i.case_prefix || '-' || c.number from case_links l join cases c on c.id = l.to_id cross join installation i
        where l.from_id = ${id} and l.kind = 'caused_by' order by c.number limit 1) as "causedBy"`
  return { id, reference, ...end! }
}

async function linkBetween(ctx: TxCtx, a: LockedCase, b: LockedCase): Promise<LinkKind | null> {
  const [found] = await ctx.sql<{ kind: LinkKind }[]>`
    select kind from case_links where least(from_id, to_id) = least(${a.id}::uuid, ${b.id}::uuid) and greatest(from_id, to_id) = greatest(${a.id}::uuid, ${b.id}::uuid)`
  return found?.kind ?? null
}

type End = Pick<LockedCase, 'organisationId' | 'id' | 'number'>

function problemWrites(ctx: StaffTx, supportCase: LockedCase): Write[] {
  return [
    ctx.sql`
      insert into problem_cases (organisation_id, case_id, marked_at, marked_by)
      values (${supportCase.organisationId}, ${supportCase.id}, ${ctx.now}, ${ctx.actor.userId})`,
    ...problemHistory(ctx, 'case.problem_marked', supportCase),
  ]
}

function problemHistory(
  ctx: TxCtx,
  action: 'case.problem_marked' | 'case.problem_unmarked',
  { organisationId, id, number }: End,
): Write[] {
  return historyWrites(
    ctx,
    { action, audience: 'staff', organisationId, caseId: id },
    { type: 'case.changed', audience: 'staff', facts: { number } },
  )
}

function linkHistory(
  ctx: TxCtx,
  action: 'case.linked' | 'case.unlinked',
  { organisationId, id, number }: End,
  after: { other: string; kind: LinkKind; way: LinkWay },
): Write[] {
  return historyWrites(
    ctx,
    { action, audience: 'staff', organisationId, caseId: id, after },
    { type: 'case.changed', audience: 'staff', facts: { number } },
  )
}
