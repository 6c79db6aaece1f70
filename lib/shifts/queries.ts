import 'server-only'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { canSeeDirectory } from '@/lib/identity/policy'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { DAY_MS, MINUTE_MS, addMs, type Instant } from '@/lib/kernel/time'
import { listRegions, type RegionHours } from '@/lib/sla/queries'
import type { GivesBack } from './absence'
import { canKeepShifts, canSetAssignment } from './policy'
import {
  NO_RULE,
  type AssignmentRule,
  type LeaveView,
  type RegionCapacity,
  type RegionTeam,
  type ShiftPerson,
  type ShiftsView,
} from './views'
import { WorkingDay, dutyAt, workingSpans, type Leave, type Worker } from './working-time'

/** So far ahead is capacity counted: over a weekend with a holiday beside it. */
const CAPACITY_MS = 7 * DAY_MS

const Days = z.array(WorkingDay)

type Row = {
  userId: string
  name: string
  regionCode: string
  leadsRegion: boolean
  answers: boolean
  zone: string
  hoursZone: string | null
  week: unknown
  leave: { startsAt: number; endsAt: number; backOn: string; coverId: string | null; coverName: string | null }[] | null
}

/** Somebody on our side with their hours and leave, ready for the rules of working-time. `answers`: is there for customers, and has accepted the invitation. */
export type TeamMember = Omit<Row, 'week' | 'leave' | 'hoursZone'> & {
  readonly worker: Worker
  readonly coverName: string | null
}

/** Everybody who works here with their hours and the leave that has not ended; of one region, or of one person. */
export async function listTeam(ctx: TxCtx, of: { regionCode?: string; userId?: string } = {}): Promise<TeamMember[]> {
  const { sql, now } = ctx
  const [rows, regions] = await Promise.all([
    sql<Row[]>`
      select s.user_id as "userId", u.name, s.region_code as "regionCode", s.leads_region as "leadsRegion", s.roles && array['agent', 'csm'] and (u.password_hash is not null or u.last_sign_in_at is not null) as answers,
        u.time_zone as zone, h.time_zone as "hoursZone", h.week,
        (select json_agg(json_build_object('startsAt', extract(epoch from a.starts_at) * 1000, 'endsAt', extract(epoch from a.ends_at) * 1000,
            'backOn', a.back_on, 'coverId', a.cover_id, 'coverName', c.name) order by a.starts_at)
          from absences a left join users c on c.id = a.cover_id
          where a.user_id = s.user_id and a.cancelled_at is null and a.ends_at > ${now}) as leave
      from staff_members s join users u on u.id = s.user_id left join staff_hours h on h.user_id = s.user_id
      where s.ended_at is null and u.disabled_at is null
        ${of.regionCode === undefined ? sql`` : sql`and s.region_code = ${of.regionCode}`}
        ${of.userId === undefined ? sql`` : sql`and s.user_id = ${of.userId}`}
      order by lower(u.name), u.id`,
    listRegions(ctx),
  ])
  return rows.map((row) => toMember(row, regions, now))
}

function toMember({ week, leave, hoursZone, ...row }: Row, regions: readonly RegionHours[], now: Instant): TeamMember {
  const calendar = regions.find(({ code }) => code === row.regionCode)?.calendar
  const away = (leave ?? []) as (Leave & { coverName: string | null })[]
  const own = hoursZone !== null || calendar === undefined
  const worker: Worker = {
    hours: own
      ? { kind: 'own', week: { zone: hoursZone ?? row.zone, days: Days.parse(week ?? []) } }
      : { kind: 'region', calendar },
    leave: away,
  }
  return {
    ...row,
    zone: hoursZone ?? row.zone,
    worker,
    coverName: away.find(({ startsAt }) => startsAt <= now)?.coverName ?? null,
  }
}

/** Every region with its people, who of them is on shift, and how it shares out cases. Throws Forbidden for anybody who is not staff. */
export async function listRegionTeams(ctx: Ctx): Promise<RegionTeam[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.see')
  return read(ctx, async (ctx) => {
    const [regions, team, rules, actorLeads] = await Promise.all([
      listRegions(ctx),
      listTeam(ctx),
      listRules(ctx),
      leadsRegion(ctx),
    ])
    return regions.map(({ code, name, definition }) => ({
      code,
      name,
      zone: definition.zone,
      people: team.filter(({ regionCode }) => regionCode === code).map((member) => personOf(member, ctx.now)),
      assignment: rules.get(code) ?? NO_RULE,
      canSetAssignment: canSetAssignment(ctx.actor, { regionCode: code, actorLeads }),
    }))
  })
}

/** Who of each region is on shift now, and for how long. Throws Forbidden for anybody who is not staff. */
export async function listCapacity(ctx: Ctx): Promise<RegionCapacity[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.see')
  return read(ctx, async (ctx) => {
    const [team, rules, regions] = await Promise.all([listTeam(ctx), listRules(ctx), listRegions(ctx)])
    const until = addMs(ctx.now, CAPACITY_MS)
    return regions.map(({ code, calendar }) => {
      const people = team.filter(({ regionCode, answers }) => regionCode === code && answers)
      const usual = workingSpans({ hours: { kind: 'region', calendar }, leave: [] }, ctx.now, until)
      const spans = people.map(({ worker }) =>
        worker.hours.kind === 'region' && worker.leave.length === 0 ? usual : workingSpans(worker, ctx.now, until),
      )
      const onShift = people.flatMap(({ userId, name }, index) => {
        const first = spans[index]![0]
        return first?.from === ctx.now ? [{ userId, name, until: first.to }] : []
      })
      const { handlingMinutes, openCasesMax } = rules.get(code) ?? NO_RULE
      return {
        regionCode: code,
        handlingMs: handlingMinutes * MINUTE_MS,
        openCasesMax,
        onShift,
        spans: [...new Set(spans)].flat(),
      }
    })
  })
}

/** The rule of a region. */
export async function getAssignmentRule(ctx: TxCtx, regionCode: string): Promise<AssignmentRule> {
  return (await listRules(ctx)).get(regionCode) ?? NO_RULE
}

/** One person's hours and leave. Everybody on our side may look; throws Forbidden, and NotFound for somebody who does not work here. */
export async function getShifts(ctx: Ctx, userId: string): Promise<ShiftsView> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('shifts.see')
  if (!z.uuid().safeParse(userId).success) throw new NotFound('person')
  return read(ctx, async (ctx) => {
    const [[member], colleagues, regions, leave, actorLeads, looksAfter] = await Promise.all([
      listTeam(ctx, { userId }),
      listColleagues(ctx, userId),
      listRegions(ctx),
      listLeave(ctx, userId),
      leadsRegion(ctx),
      hasOrganisations(ctx, userId),
    ])
    if (!member) throw new NotFound('person')
    const { name, regionCode, zone, worker } = member
    return {
      userId,
      name,
      regionCode,
      regionName: regions.find(({ code }) => code === regionCode)?.name ?? regionCode,
      ownDays: worker.hours.kind === 'own' ? worker.hours.week.days : null,
      zone,
      duty: dutyAt(worker, ctx.now),
      leave,
      looksAfter,
      colleagues,
      canKeep: canKeepShifts(ctx.actor, { userId, regionCode, actorLeads }),
    }
  })
}

/** The region that the actor leads; null when they lead none. */
export async function leadsRegion(ctx: TxCtx): Promise<string | null> {
  const [row] = await ctx.sql<{ region_code: string }[]>`
    select region_code from staff_members where user_id = ${actorUserId(ctx.actor)} and leads_region and ended_at is null`
  return row?.region_code ?? null
}

/** True for somebody who looks after organisations. */
export async function hasOrganisations(ctx: TxCtx, userId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ found: boolean }[]>`
    select exists (select from organisations where csm_id = ${userId} and disabled_at is null) as found`
  return row?.found ?? false
}

function personOf({ userId, name, regionCode, leadsRegion: leads, worker, coverName }: TeamMember, now: Instant): ShiftPerson {
  return { userId, name, regionCode, leadsRegion: leads, duty: dutyAt(worker, now), coverName }
}

async function listRules(ctx: TxCtx): Promise<Map<string, AssignmentRule>> {
  const rows = await ctx.sql<(AssignmentRule & { code: string })[]>`
    select region_code as code, rule, open_cases_max as "openCasesMax", handling_minutes as "handlingMinutes" from assignment_rules`
  return new Map(rows.map(({ code, ...rule }) => [code, rule]))
}

async function listLeave(ctx: TxCtx, userId: string): Promise<LeaveView[]> {
  const rows = await ctx.sql<(LeaveView & { givesBack: GivesBack })[]>`
    select a.id as "absenceId", a.starts_on as "startsOn", a.back_on as "backOn", a.starts_at as "startsAt", c.name as "coverName", a.gives_back as "givesBack"
    from absences a left join users c on c.id = a.cover_id
    where a.user_id = ${userId} and a.cancelled_at is null and a.ends_at > ${ctx.now} order by a.starts_at`
  return [...rows]
}

async function listColleagues(ctx: TxCtx, userId: string): Promise<ShiftsView['colleagues']> {
  const rows = await ctx.sql<ShiftsView['colleagues'][number][]>`
    select u.id as "userId", u.name, s.region_code as "regionCode" from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where s.ended_at is null and u.id <> ${userId} order by lower(u.name), u.id`
  return [...rows]
}
