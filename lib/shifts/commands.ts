import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { canSeeDirectory } from '@/lib/identity/policy'
import { enqueue } from '@/lib/jobs/commands'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { leaveInstants, leaveProblems } from './absence'
import type { CancelLeaveInput, EnterLeaveInput, SetAssignmentInput, SetHoursInput } from './input'
import { canKeepShifts, canSetAssignment } from './policy'
import { getAssignmentRule, hasOrganisations, leadsRegion, listTeam, type TeamMember } from './queries'

const LIVE = { type: 'people.changed', audience: 'staff' } as const

/** Sets the week somebody works, or lets them keep their region's support hours. Throws Forbidden, NotFound. */
export async function setHours(ctx: Ctx, { userId, keeps, timeZone, days }: SetHoursInput): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { worker } = await lockWorker(ctx, userId)
    const before =
      worker.hours.kind === 'own' ? { timeZone: worker.hours.week.zone, days: worker.hours.week.days } : { keeps: 'region' }
    const after = keeps === 'own' ? { timeZone, days } : { keeps }
    if (JSON.stringify(before) === JSON.stringify(after)) return
    await (keeps === 'region'
      ? ctx.sql`delete from staff_hours where user_id = ${userId}`
      : ctx.sql`
        insert into staff_hours (user_id, time_zone, week, updated_at) values (${userId}, ${timeZone}, ${JSON.stringify(days)}::jsonb, ${ctx.now})
        on conflict (user_id) do update set time_zone = excluded.time_zone, week = excluded.week, updated_at = excluded.updated_at`)
    await record(
      ctx,
      { action: 'person.hours_changed', audience: 'staff', organisationId: null, subjectId: userId, before, after },
      LIVE,
    )
  })
}

/**
 * Enters leave. When it begins, the cases that were chosen go back to the region by a job, and whoever covers is shown to the
 * customers of an account manager. Throws Forbidden, NotFound, and Invalid by field (dates, cover, other leave in that time).
 */
export async function enterLeave(ctx: Ctx, input: EnterLeaveInput): Promise<{ absenceId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, startsOn, backOn, coverId, givesBack } = input
    const { zone } = await lockWorker(ctx, userId)
    const { startsAt, endsAt } = leaveInstants(input, zone)
    const [[facts], looksAfter] = await Promise.all([
      ctx.sql<{ overlaps: boolean; coverWorks: boolean; coverIsAway: boolean }[]>`
        select exists (select from absences where user_id = ${userId} and cancelled_at is null and starts_at < ${endsAt} and ends_at > ${startsAt}) as overlaps,
          exists (select from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
            where s.user_id = ${coverId} and s.ended_at is null) as "coverWorks",
          exists (select from absences where user_id = ${coverId} and cancelled_at is null and starts_at < ${endsAt} and ends_at > ${startsAt}) as "coverIsAway"`,
      hasOrganisations(ctx, userId),
    ])
    const fields = leaveProblems({ ...facts!, startsOn, backOn, endsAt, userId, coverId, looksAfter }, ctx.now)
    if (Object.keys(fields).length > 0) throw new Invalid(fields)
    const absenceId = newId(ctx.now)
    await ctx.sql`
      insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, cover_id, gives_back, created_at)
      values (${absenceId}, ${userId}, ${startsOn}, ${backOn}, ${startsAt}, ${endsAt}, ${coverId}, ${givesBack}, ${ctx.now})`
    const runAt = startsAt > ctx.now ? startsAt : undefined
    await Promise.all([
      record(
        ctx,
        {
          action: 'person.leave_entered',
          audience: 'staff',
          organisationId: null,
          subjectId: userId,
          after: { absenceId, startsOn, backOn, coverId, givesBack },
        },
        LIVE,
      ),
      enqueue(ctx, 'cases.give_back', { absenceId }, { key: `give_back:${absenceId}`, runAt }),
    ])
    return { absenceId }
  })
}

/** Cancels leave, or ends it now when it has begun. What went back to the region stays there. Throws Forbidden, NotFound. */
export async function cancelLeave(ctx: Ctx, { absenceId }: CancelLeaveInput): Promise<void> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.keep')
  await inTransaction(ctx, async (ctx) => {
    const [leave] = await ctx.sql<{ userId: string; startsOn: string; backOn: string }[]>`
      select user_id as "userId", starts_on as "startsOn", back_on as "backOn" from absences
      where id = ${absenceId} and cancelled_at is null and ends_at > ${ctx.now}`
    if (!leave) throw new NotFound('leave')
    await lockWorker(ctx, leave.userId)
    const [cancelled] = await ctx.sql`
      update absences set cancelled_at = ${ctx.now} where id = ${absenceId} and cancelled_at is null returning id`
    if (!cancelled) return
    const { userId, ...before } = leave
    await record(
      ctx,
      {
        action: 'person.leave_cancelled',
        audience: 'staff',
        organisationId: null,
        subjectId: userId,
        before: { absenceId, ...before },
      },
      LIVE,
    )
  })
}

/** Says how a region shares out its cases, and asks for it at once where it does. Throws Forbidden, Invalid for no region of ours. */
export async function setAssignmentRule(ctx: Ctx, { regionCode, ...rule }: SetAssignmentInput): Promise<void> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.assignment')
  await inTransaction(ctx, async (ctx) => {
    if (!canSetAssignment(ctx.actor, { regionCode, actorLeads: await leadsRegion(ctx) })) throw new Forbidden('shifts.assignment')
    const [region] = await ctx.sql`select code from regions where code = ${regionCode} for share`
    if (!region) throw new Invalid({ regionCode: ['Please choose a region.'] })
    const before = await getAssignmentRule(ctx, regionCode)
    await ctx.sql`
      insert into assignment_rules (region_code, rule, open_cases_max, handling_minutes, updated_at)
      values (${regionCode}, ${rule.rule}, ${rule.openCasesMax}, ${rule.handlingMinutes}, ${ctx.now})
      on conflict (region_code) do update set rule = excluded.rule, open_cases_max = excluded.open_cases_max,
        handling_minutes = excluded.handling_minutes, updated_at = excluded.updated_at`
    await record(
      ctx,
      {
        action: 'region.assignment_changed',
        audience: 'staff',
        organisationId: null,
        before: { regionCode, ...before },
        after: { regionCode, ...rule },
      },
      LIVE,
    )
    await askToShareOut(ctx, regionCode)
  })
}

/** Asks for the cases of a region to be shared out after this transaction; nothing where its rule is off. Any actor's act may cause it. */
export async function askToShareOut(ctx: TxCtx, regionCode: string): Promise<void> {
  ctx.tx.wakes.add('jobs')
  await ctx.sql`select ask_to_share_out(${regionCode})`
}

/** Notes that somebody was given a case by the rule: the others come first now. */
export async function noteTurn(ctx: TxCtx, userId: string): Promise<void> {
  await ctx.sql`
    insert into assignment_turns (user_id, given_at) values (${userId}, ${ctx.now})
    on conflict (user_id) do update set given_at = excluded.given_at`
}

/** Somebody whose hours or leave change, locked against a second change at once. Throws NotFound, Forbidden. */
async function lockWorker(ctx: TxCtx, userId: string): Promise<TeamMember> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.keep')
  await ctx.sql`select user_id from staff_members where user_id = ${userId} for update`
  const [[member], actorLeads] = await Promise.all([listTeam(ctx, { userId }), leadsRegion(ctx)])
  if (!member) throw new NotFound('person')
  if (!canKeepShifts(ctx.actor, { userId, regionCode: member.regionCode, actorLeads })) throw new Forbidden('shifts.keep')
  return member
}
