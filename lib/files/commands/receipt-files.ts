import 'server-only'
import type { TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { takeUploads } from './uploads'

/** Takes uploads of the actor as the receipts of an expense. Throws NotFound as `takeUploads` does. */
export async function keepAsReceipts(
  ctx: TxCtx,
  { organisationId, expenseId }: { organisationId: string; expenseId: string },
  ids: readonly string[],
): Promise<void> {
  for (const file of await takeUploads(ctx, ids))
    await ctx.sql`
      insert into receipt_files (id, organisation_id, expense_id, uploader_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at)
      values (${file.id}, ${organisationId}, ${expenseId}, ${actorUserId(ctx.actor)}, ${file.storage_key}, ${file.name}, ${file.media_type}, ${file.size},
        ${file.sha256}, ${file.width}, ${file.height}, ${file.preview}, ${file.created_at})`
}
