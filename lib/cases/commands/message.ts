import 'server-only'
import type { TxCtx } from '@/db/context'
import type { Given, Write } from '@/db/writes'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'

/** Public words on a case, of the actor unless another author is named. */
export function messageWrite(
  ctx: TxCtx,
  supportCase: { organisationId: string; id: string },
  {
    id = newId(ctx.now),
    by,
    authorId = actorUserId(ctx.actor),
    body,
  }: { id?: string; by: 'customer' | 'staff'; authorId?: string | null; body: string },
  given: Given = ctx.sql``,
): Write {
  return ctx.sql`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    select ${supportCase.organisationId}, ${id}, ${supportCase.id}, ${authorId}, ${by}, ${body}, ${ctx.now} ${given}`
}
