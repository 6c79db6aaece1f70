import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { attempt } from '@/lib/cases/bulk'
import { assignOne } from '@/lib/cases/commands/change-case'
import { handOverCase } from '@/lib/cases/commands/hand-over'
import { answerCase } from '@/lib/cases/commands/reply'
import { addTag, removeTagNamed } from '@/lib/cases/commands/tags'
import { findStaffActor } from '@/lib/identity/queries/staff-actor'
import type { JobPayload } from '@/lib/jobs/payloads'
import { Forbidden } from '@/lib/kernel/errors'
import type { BulkAct } from '../bulk'

type Turn = { place: number; reference: string; seenId: string | null; beforeId: string | null }

/**
 * `queue.run_bulk`: does an act on many cases, each in a transaction of its own with its line of the report, as the person who
 * began it. Killed and run again it goes on where it was; two at once take different cases. For the system alone.
 */
export async function runBulkAct(ctx: Ctx, { actId, userId }: JobPayload<'queue.run_bulk'>): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('queue.run_bulk')
  const person = await findStaffActor(ctx, userId)
  if (!person) return
  const as = asActor(ctx, person)
  while (await doNext(as, actId));
}

/** One case: true while there may be another. */
async function doNext(ctx: Ctx, actId: string): Promise<boolean> {
  let turn: Turn | undefined
  const outcome = await attempt(actId, () =>
    inTransaction(ctx, async (ctx) => {
      const [found] = await ctx.sql<
        { act: BulkAct }[]
      >`select act from bulk_acts where id = ${actId} and started_at is not null and finished_at is null`
      turn = found && (await takeTurn(ctx, actId))
      if (!found || !turn) return
      await act(ctx, actId, found.act, turn)
      await ctx.sql`update bulk_act_cases set state = 'done' where act_id = ${actId} and place = ${turn.place}`
    }),
  )
  const { refusal } = outcome
  await inTransaction(ctx, async ({ sql, now }) => {
    if (turn && refusal !== null)
      await sql`
        update bulk_act_cases set state = 'refused', refusal = ${refusal}
        where act_id = ${actId} and place = ${turn.place} and state = 'waiting'`
    await sql`
      update bulk_acts set finished_at = ${now} where id = ${actId} and finished_at is null
        and not exists (select from bulk_act_cases where act_id = ${actId} and state = 'waiting')`
  })
  return turn !== undefined
}

async function takeTurn({ sql }: TxCtx, actId: string): Promise<Turn | undefined> {
  const [turn] = await sql<Turn[]>`
    select b.place, i.case_prefix || '-' || c.number as reference, b.seen_id as "seenId", b.before_id as "beforeId"
    from bulk_act_cases b join cases c on c.organisation_id = b.organisation_id and c.id = b.case_id cross join installation i
    where b.act_id = ${actId} and b.state = 'waiting' order by b.place limit 1 for update of b skip locked`
  return turn
}

async function act(ctx: TxCtx, actId: string, act: BulkAct, { reference, seenId, beforeId }: Turn): Promise<void> {
  switch (act.kind) {
    case 'assign':
      return assignOne(ctx, reference, act.assigneeId)
    case 'put_back':
      return assignOne(ctx, reference, beforeId)
    case 'answer': {
      const { body, outcome } = act
      const seen = seenId ?? undefined
      return answerCase(ctx, { key: `${actId}:${reference}`, reference, body, outcome, seen }, { keepsDraft: true })
    }
    case 'tag':
      await addTag(ctx, { reference, name: act.name })
      return
    case 'untag':
      return removeTagNamed(ctx, { reference, name: act.name })
    case 'hand_over':
      return handOverCase(ctx, { reference, regionCode: act.regionCode, state: '', nextStep: act.nextStep })
  }
}
