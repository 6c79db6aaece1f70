import 'server-only'
import type { TxCtx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { isFinal, isUnresolved, type CaseCategory, type StatusFacts } from '@/lib/cases/case'
import { lockVisibleCase } from '@/lib/cases/commands/lock'
import { goOnWithout, referralWrites, resolveForService, type ToldReferral } from '@/lib/cases/commands/referral'
import { addNote, answerCase, replyToCase } from '@/lib/cases/commands/reply'
import type { ReferralStep } from '@/lib/cases/referral-step'
import { NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { PreparedCalendar } from '@/lib/sla/calendar'
import { listRegions } from '@/lib/sla/queries'
import type { Level } from '@/lib/sla/support-policy'
import { openOnboarding } from '../queries/referrals'
import { endsCase, outcomeOf, sideOf } from '../referral'
import { requestReference, type RequestState } from '../request'
import { openCaseOfRequest, type AskedRequest } from './return-to-support'

/** Where a request came from, as it stands now. */
export type Origin = StatusFacts & {
  readonly caseReference: string
  readonly severity: Level
  readonly agentId: string
  readonly category: CaseCategory
  readonly movesCase: boolean
  readonly askedAt: Instant | null
  readonly calendar: PreparedCalendar
  readonly notice: number
  readonly onboarding: { id: string } | null
}

/** What is decided, and in which words. */
export type CaseDecided = { readonly to: RequestState; readonly reason: string }

/** The case of a request that nobody has decided. Throws NotFound where it is decided already. */
export async function originOf(ctx: TxCtx, requestId: string): Promise<Origin> {
  const [row] = await ctx.sql<(Omit<Origin, 'calendar'> & { regionCode: string })[]>`
    select i.case_prefix || '-' || c.number as "caseReference", c.severity, c.status, c.status_before_waiting as "beforeWaiting",
      c.resolved_at as "resolvedAt", f.agent_id as "agentId", f.category, f.moves_case as "movesCase", f.asked_at as "askedAt",
      o.region_code as "regionCode", (select max(n.version) from service_notices n) as notice, ${openOnboarding(ctx)} as onboarding
    from service_requests r cross join installation i join case_referrals f on f.request_id = r.id
      join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id join organisations o on o.id = r.organisation_id
    where r.id = ${requestId} and f.ended_at is null`
  const region = row && (await listRegions(ctx)).find(({ code }) => code === row.regionCode)
  if (!region) throw new NotFound('referral')
  return { ...row, calendar: region.calendar }
}

/**
 * What a decision says on the case, and where the case goes with it (services.md §2). Answers with the case in which support goes on, where that is
 * another one than it came from: one that is over is not opened again by our side.
 */
export async function actOnCase(ctx: TxCtx, request: AskedRequest, origin: Origin, decided: CaseDecided): Promise<string | null> {
  const { caseReference: reference, movesCase, severity: level } = origin
  const { to, reason } = decided
  const key = newId(ctx.now)
  const told: ToldReferral = {
    ...{ step: stepOf(ctx, to), request: requestReference(request.number) },
    ...(ctx.actor.kind === 'staff' && to === 'returned_to_support' && { reason }),
  }
  if (to === 'awaiting_customer') {
    if (movesCase) await answerCase(ctx, { key, reference, body: reason, outcome: 'wait' }, { decide: true })
    return null
  }
  const ends = endsCase(to, { movesCase, level })
  if (to === 'included' && movesCase)
    await answerCase(ctx, { key, reference, body: reason, outcome: ends ? 'resolve' : 'keep_open' })
  const opened = await sayOnCase(ctx, request, origin, decided)
  if (to === 'included' && ends) await onlyTell(ctx, reference, { ...told, then: 'ends' })
  else if (ends) await resolveForService(ctx, reference, told)
  else if (movesCase) await goOnWithout(ctx, reference, origin, told)
  else await onlyTell(ctx, reference, { ...told, then: 'goes_on' })
  return opened
}

/** The words of a no, of a fault, or of what is support after all: on the case, or on a new one where that is over. */
async function sayOnCase(ctx: TxCtx, request: AskedRequest, origin: Origin, { to, reason }: CaseDecided): Promise<string | null> {
  if (to !== 'returned_to_support' && to !== 'declined_by_customer') return null
  const { caseReference: reference } = origin
  const key = newId(ctx.now)
  switch (ctx.actor.kind) {
    case 'customer':
      if (isFinal(origin, ctx.now)) return openCaseOfRequest(ctx, request, reason)
      await replyToCase(ctx, { key, reference, body: reason })
      return null
    case 'staff': {
      const isOver = !isUnresolved(origin.status)
      const opened = isOver ? await openCaseOfRequest(ctx, request, request.goal) : null
      const words = `“${request.title}” was passed on as ${requestReference(request.number)} and belongs to support: ${reason}`
      await addNote(ctx, { key, reference: opened ?? reference, body: words })
      return opened
    }
    default:
      return null
  }
}

async function onlyTell(ctx: TxCtx, reference: string, told: ToldReferral): Promise<void> {
  await writeAsHouse(ctx, referralWrites(ctx, await lockVisibleCase(ctx, reference), told))
}

function stepOf({ actor }: TxCtx, to: RequestState): ReferralStep {
  if (to === 'lapsed') return 'lapsed'
  return outcomeOf(to, sideOf(actor.kind)) ?? 'referred'
}
