import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether, type Write } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { attempt, type Outcome } from '../bulk'
import { isUnresolved } from '../case'
import type { ClaimInput } from '../input'
import { canClaim } from '../policy'
import { lockVisibleCase } from './lock'

/** A case that has just been given to somebody. */
export type Claimed = {
  readonly id: string
  readonly organisationId: string
  readonly number: number
  readonly reference: string
  readonly subject: string
}

/** Why the house itself gave a case to somebody or took it back: the rule of the region, or that its holder is away or has left. */
export type Because = { readonly because: 'rule' | 'left' } | { readonly because: 'away'; readonly awayName: string }

/**
 * Takes a case that nobody has. Of many at once one gets it; the others are told who did (AB-094). Taking one's own case again
 * does nothing. Throws NotFound, Forbidden, Conflict.
 */
export async function claimCase(ctx: Ctx, { reference }: ClaimInput): Promise<void> {
  const { actor } = ctx
  if (!canClaim(actor)) throw new Forbidden('cases.claim')
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    if (supportCase.assigneeId === actor.userId) return
    if (!isUnresolved(supportCase.status)) throw new Conflict('This case is resolved; nobody needs to take it.')
    if (supportCase.assigneeId !== null) throw new Conflict(`${await nameOf(ctx, supportCase.assigneeId)} has taken it already.`)
    await giveFirst(ctx, [supportCase.id], actor)
  })
}

/** The same for many cases, each in its own transaction, with a report of those that somebody else was faster with. Throws Forbidden. */
export async function claimCases(ctx: Ctx, references: readonly string[]): Promise<Outcome[]> {
  if (!canClaim(ctx.actor)) throw new Forbidden('cases.claim')
  const report: Outcome[] = []
  for (const reference of new Set(references)) report.push(await attempt(reference, () => claimCase(ctx, { reference })))
  return report
}

/**
 * Gives the first of these cases that nobody has to somebody and answers which; null when none is left. A case that somebody else
 * is taking or changing at this instant is passed over, so that nobody waits, unless `waits`: then it is waited for, and given when they
 * did not take it. Runs inside a command's transaction.
 */
export async function giveFirst(
  ctx: TxCtx,
  ids: readonly string[],
  to: Pick<Staff, 'userId' | 'name'>,
  because?: Because,
  { waits = false } = {},
): Promise<Claimed | null> {
  if (ids.length === 0) return null
  const [given] = await ctx.sql<Claimed[]>`
    with first as (
      select c.id from unnest(${[...ids]}::uuid[]) with ordinality as k (id, place) join cases c on c.id = k.id
      where c.assignee_id is null and c.status in ('new', 'open', 'waiting') order by k.place limit 1
      for no key update of c ${waits ? ctx.sql`` : ctx.sql`skip locked`})
    update cases c set assignee_id = ${to.userId}, version = c.version + 1 from first, installation i where c.id = first.id
    returning c.id, c.organisation_id as "organisationId", c.number, i.case_prefix || '-' || c.number as reference, c.subject`
  if (!given) return null
  await recordAssignment(ctx, given, { from: null, to, because })
  return given
}

type AssignedCase = Pick<Claimed, 'id' | 'organisationId' | 'number'>
type Assignment = { from: string | null; to: Pick<Staff, 'userId' | 'name'> | null; because?: Because }

/** The audit row and the live event of an assignment that has been written. */
export async function recordAssignment(ctx: TxCtx, supportCase: AssignedCase, change: Assignment): Promise<void> {
  await writeTogether(ctx, assignmentWrites(ctx, supportCase, change))
}

/** The same, for a transaction that writes more. */
export function assignmentWrites(ctx: TxCtx, { id, organisationId, number }: AssignedCase, change: Assignment): Write[] {
  const { from, to, because } = change
  return historyWrites(
    ctx,
    {
      action: 'case.assigned',
      audience: 'staff',
      organisationId,
      caseId: id,
      before: { assigneeId: from },
      after: { assigneeId: to?.userId ?? null, assigneeName: to?.name ?? null, ...because },
    },
    { type: 'case.changed', audience: 'staff', facts: { number } },
  )
}

async function nameOf(ctx: TxCtx, userId: string): Promise<string> {
  const [row] = await ctx.sql<{ name: string }[]>`select name from users where id = ${userId}`
  return row?.name ?? 'Somebody'
}
