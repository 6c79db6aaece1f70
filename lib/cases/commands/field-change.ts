import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Crossed, crossedWords, isCrossed, type CaseField, type FieldChange } from '../field-change'
import type { LockedCase } from './lock'

/** What leaves who changed a field in the audit. */
const ACTIONS: Record<CaseField, readonly string[]> = {
  assignee: ['case.assigned', 'case.handed_over', 'case.category_changed'],
  level: ['case.reclassified', 'case.merged', 'case.unmerged'],
  category: ['case.category_changed'],
  region: ['case.handed_over'],
}

/** Refuses to overwrite what somebody else has put into a field since its author looked. `words` says what stands there. Throws Conflict. */
export async function refuseCrossed<Value extends string | number | null>(
  ctx: TxCtx,
  supportCase: LockedCase,
  field: CaseField,
  change: FieldChange<Value>,
  words: (now: Value) => string | Promise<string>,
): Promise<void> {
  if (!isCrossed(change)) return
  const [last] = await ctx.sql<{ by: string | null }[]>`
    select u.name as by from audit_entries e left join users u on u.id = e.actor_id
    where e.case_id = ${supportCase.id} and e.action = any(${[...ACTIONS[field]]}) order by e.id desc limit 1`
  const message = crossedWords(field, last?.by ?? null, await words(change.now))
  throw new Crossed(message, supportCase, { field, wanted: change.wanted, stands: change.now })
}

/** Runs a change in a transaction of its own; one that was refused because it crossed another is remembered all the same (AB-091). */
export async function changing<Result>(ctx: Ctx, run: (ctx: TxCtx) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(ctx, run)
  } catch (error) {
    if (error instanceof Crossed) {
      const { supportCase, facts } = error
      await inTransaction(ctx, (ctx) =>
        record(
          ctx,
          {
            action: 'case.change_held_back',
            audience: 'staff',
            organisationId: supportCase.organisationId,
            caseId: supportCase.id,
            before: { [facts.field]: facts.stands },
            after: { [facts.field]: facts.wanted },
          },
          { type: 'case.noted', audience: 'staff', facts: { number: supportCase.number } },
        ),
      )
    }
    throw error
  }
}
