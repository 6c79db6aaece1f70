import 'server-only'
import type { TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { takeUploads } from './uploads'

/** Takes uploads of the actor as the documents of an order that came outside the portal. Throws NotFound as `takeUploads` does. */
export async function keepAsOrder(
  ctx: TxCtx,
  { organisationId, orderId }: { organisationId: string; orderId: string },
  ids: readonly string[],
): Promise<void> {
  for (const file of await takeUploads(ctx, ids))
    await ctx.sql`
      insert into order_files (id, organisation_id, order_id, uploader_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at)
      values (${file.id}, ${organisationId}, ${orderId}, ${actorUserId(ctx.actor)}, ${file.storage_key}, ${file.name}, ${file.media_type}, ${file.size},
        ${file.sha256}, ${file.width}, ${file.height}, ${file.preview}, ${file.created_at})`
}
