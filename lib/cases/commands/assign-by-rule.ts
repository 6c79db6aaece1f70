import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { toIso, type Instant } from '@/lib/kernel/time'
import type { GivesBack } from '@/lib/shifts/absence'
import { noteTurn } from '@/lib/shifts/commands'
import { listTeam } from '@/lib/shifts/queries'
import { dutyAt } from '@/lib/shifts/working-time'
import { nextInTurn, type Candidate } from '../assignment'
import { canShareOut } from '../policy'
import type { Fragment } from '../queries/visible'
import { giveFirst, recordAssignment, type Because } from './claim'

/** At most so many cases are given out or taken back at once, so that no transaction is long; the next run goes on. */
const BATCH = 200

/**
 * Gives the cases of a region, or of every region, that nobody has to people on shift in turn, where its rule says so; most urgent
 * first. Answers how many. Throws Forbidden for anybody but the system.
 */
export async function shareOut(ctx: Ctx, regionCode?: string): Promise<number> {
  if (!canShareOut(ctx.actor)) throw new Forbidden('cases.share_out')
  return inTransaction(ctx, async (ctx) => {
    const one = regionCode === undefined ? ctx.sql`` : ctx.sql`and region_code = ${regionCode}`
    // Two runs at once would both think it is the same person's turn.
    const rules = await ctx.sql<{ regionCode: string; openCasesMax: number | null }[]>`
      select region_code as "regionCode", open_cases_max as "openCasesMax" from assignment_rules
      where rule = 'round_robin' ${one} order by region_code for update`
    let given = 0
    for (const rule of rules) given += await shareOutRegion(ctx, rule)
    return given
  })
}

async function shareOutRegion(ctx: TxCtx, rule: { regionCode: string; openCasesMax: number | null }): Promise<number> {
  const candidates = await listCandidates(ctx, rule.regionCode)
  if (nextInTurn(candidates, rule.openCasesMax) === null) return 0
  const cases = await ctx.sql<{ id: string }[]>`
    select c.id from cases c where c.status in ('new', 'open') and c.region_code = ${rule.regionCode} and c.assignee_id is null
    order by c.next_due_at nulls last, c.severity, c.opened_at, c.id limit ${BATCH}`
  let given = 0
  for (const { id } of cases) {
    const turn = nextInTurn(candidates, rule.openCasesMax)
    if (turn === null) break
    if ((await giveFirst(ctx, [id], turn, { because: 'rule' })) === null) continue
    await noteTurn(ctx, turn.userId)
    candidates[candidates.indexOf(turn)] = { ...turn, openCases: turn.openCases + 1, lastGivenAt: (ctx.now + given) as Instant }
    given++
  }
  return given
}

async function listCandidates(ctx: TxCtx, regionCode: string): Promise<Candidate[]> {
  const team = (await listTeam(ctx, { regionCode })).filter(({ answers }) => answers)
  const ids = team.map(({ userId }) => userId)
  const facts = await ctx.sql<{ userId: string; openCases: number; lastGivenAt: Instant | null }[]>`
    select p.id as "userId", t.given_at as "lastGivenAt",
      (select count(*)::int from cases c where c.assignee_id = p.id and c.status in ('new', 'open')) as "openCases"
    from unnest(${ids}::uuid[]) as p (id) left join assignment_turns t on t.user_id = p.id`
  const known = new Map(facts.map((each) => [each.userId, each]))
  return team.map(({ userId, name, worker }) => ({ ...known.get(userId)!, name, onShift: dutyAt(worker, ctx.now).onShift }))
}

/**
 * A leave has begun: what was chosen goes back to the region, and what an account manager had goes to whoever covers. Doing it
 * again finds nothing more. Answers the regions that have cases to share out now. Throws Forbidden for anybody but the system.
 */
export async function giveBackCases(ctx: Ctx, absenceId: string): Promise<string[]> {
  if (!canShareOut(ctx.actor)) throw new Forbidden('cases.give_back')
  return inTransaction(ctx, async (ctx) => {
    const [leave] = await ctx.sql<
      {
        userId: string
        name: string
        coverId: string | null
        coverName: string | null
        startsAt: Instant
        endsAt: Instant
        givesBack: GivesBack
      }[]
    >`
      select a.user_id as "userId", u.name, a.cover_id as "coverId", c.name as "coverName",
        a.starts_at as "startsAt", a.ends_at as "endsAt", a.gives_back as "givesBack"
      from absences a join users u on u.id = a.user_id left join users c on c.id = a.cover_id
      where a.id = ${absenceId} and a.cancelled_at is null and a.ends_at > ${ctx.now}`
    if (!leave || leave.givesBack === 'none') return []
    // The database's clock called this job; ours may be behind, and a job that returned would not come back.
    if (leave.startsAt > ctx.now) throw new Error(`the leave begins at ${toIso(leave.startsAt)}, and by our clock it is earlier`)
    const due = leave.givesBack === 'due' ? ctx.sql`and c.next_due_at < ${leave.endsAt}` : ctx.sql``
    const away = { because: 'away', awayName: leave.name } as const
    const cover = leave.coverId === null || leave.coverName === null ? null : { userId: leave.coverId, name: leave.coverName }
    // A case that waits for its customer returns to where it was, and so to the account manager.
    const owned = (by: Fragment) =>
      ctx.sql`c.assignee_id = ${leave.userId} and c.status in ('new', 'open', 'waiting', 'with_account_manager')
        and coalesce(c.status_before_waiting, c.status) ${by} ${due}`
    const regions = await moveFrom(ctx, owned(ctx.sql`<> 'with_account_manager'`), null, away)
    if (cover !== null) await moveFrom(ctx, owned(ctx.sql`= 'with_account_manager'`), cover, away)
    return regions
  })
}

/**
 * What a customer wrote on the case of somebody who is away goes back to the region, so that nobody waits for a person who is not
 * there. Answers the regions that have cases to share out now. Throws Forbidden for anybody but the system.
 */
export async function bringHome(ctx: Ctx): Promise<string[]> {
  if (!canShareOut(ctx.actor)) throw new Forbidden('cases.give_back')
  return inTransaction(ctx, async (ctx) => {
    const absent = await ctx.sql<{ userId: string; name: string; startsAt: Instant }[]>`
      select a.user_id as "userId", u.name, a.starts_at as "startsAt" from absences a join users u on u.id = a.user_id
      where a.cancelled_at is null and a.starts_at <= ${ctx.now} and a.ends_at > ${ctx.now}`
    const regions: string[] = []
    for (const { userId, name, startsAt } of absent) {
      const asked = ctx.sql`c.assignee_id = ${userId} and c.status in ('new', 'open') and c.customer_waiting_since >= ${startsAt}`
      regions.push(...(await moveFrom(ctx, asked, null, { because: 'away', awayName: name })))
    }
    return [...new Set(regions)]
  })
}

async function moveFrom(
  ctx: TxCtx,
  which: Fragment,
  to: { userId: string; name: string } | null,
  because: Because,
): Promise<string[]> {
  const moved = await ctx.sql<{ id: string; organisationId: string; number: number; regionCode: string; from: string }[]>`
    with found as (select c.id, c.assignee_id from cases c where ${which} order by c.id limit ${BATCH} for update)
    update cases c set assignee_id = ${to?.userId ?? null}, version = c.version + 1 from found where c.id = found.id
    returning c.id, c.organisation_id as "organisationId", c.number, c.region_code as "regionCode", found.assignee_id as from`
  for (const each of moved) await recordAssignment(ctx, each, { from: each.from, to, because })
  return [...new Set(moved.map(({ regionCode }) => regionCode))]
}
