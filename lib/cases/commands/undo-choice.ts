import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden } from '@/lib/kernel/errors'
import type { UndoChoiceInput } from '../input'
import { canAnswer } from '../policy'

/** Chooses how long the actor's own replies can be called back, in seconds; 0 sends at once. Throws Forbidden. */
export async function chooseUndo(ctx: Ctx, { seconds }: UndoChoiceInput): Promise<void> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('cases.undo_choice')
  await inTransaction(ctx, async (ctx) => {
    const [was] = await ctx.sql<{ seconds: number }[]>`
      select undo_seconds as seconds from staff_members where user_id = ${actor.userId} for update`
    if (was?.seconds === seconds) return
    await ctx.sql`update staff_members set undo_seconds = ${seconds} where user_id = ${actor.userId}`
    await record(ctx, {
      action: 'person.changed',
      audience: 'staff',
      organisationId: null,
      subjectId: actor.userId,
      before: { undoSeconds: was?.seconds },
      after: { undoSeconds: seconds },
    })
  })
}
