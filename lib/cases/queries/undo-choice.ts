import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canAnswer } from '../policy'

/** How long the actor's own replies can be called back, in seconds. Throws Forbidden for somebody who sends none. */
export async function getUndoChoice(ctx: Ctx): Promise<number> {
  const { actor } = ctx
  if (!canAnswer(actor)) throw new Forbidden('cases.undo_choice')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<{ seconds: number }[]>`
    select undo_seconds as seconds from staff_members where user_id = ${actor.userId}`,
  )
  return row!.seconds
}
