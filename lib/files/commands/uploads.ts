import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import type { Given, Write } from '@/db/writes'
import { actorUserId } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { fileStorage } from '../gateway/current'
import { canUpload } from '../policy'
import { keysOfFile } from '../storage'

/** Forgets an upload that its sender does not want any more, with its bytes. Throws NotFound for any but their own, Forbidden. */
export async function discardUpload(ctx: Ctx, id: string): Promise<void> {
  const { actor } = ctx
  if (!canUpload(actor)) throw new Forbidden('files.upload')
  const key = await inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.sql<{ storage_key: string }[]>`
      delete from uploads where id = ${id} and uploader_id = ${actor.userId} returning storage_key`
    if (!gone) throw new NotFound('upload')
    return gone.storage_key
  })
  await fileStorage().remove(keysOfFile(key))
}

/** Where files go: on one public message or one internal note of a case. */
export type FilePlace = { organisationId: string; caseId: string } & ({ messageId: string } | { noteId: string })

type TakenFile = {
  id: string
  storage_key: string
  name: string
  media_type: string
  size: number
  sha256: string
  width: number | null
  height: number | null
  preview: string
  created_at: Instant
}

/**
 * Takes uploads of the actor for a message or note of the same transaction, in the order in which they are named. An upload is
 * used once: one that is not the actor's, was used or was forgotten is NotFound, and nothing of the act remains (AB-004).
 */
export async function takeUploads(ctx: TxCtx, ids: readonly string[] = []): Promise<TakenFile[]> {
  if (ids.length === 0) return []
  const taken = await ctx.sql<TakenFile[]>`
    delete from uploads where id = any(${ids}::uuid[]) and uploader_id = ${actorUserId(ctx.actor)}
    returning id, storage_key, name, media_type, size, sha256, width, height, preview, created_at`
  if (taken.length !== ids.length) throw new NotFound('upload')
  return ids.map((id) => taken.find((file) => file.id === id)!)
}

/** Hangs what was taken on a message or note that is written before or together with it. */
export function attachmentWrites(ctx: TxCtx, taken: readonly TakenFile[], place: FilePlace, given: Given = ctx.sql``): Write[] {
  const messageId = 'messageId' in place ? place.messageId : null
  const noteId = 'noteId' in place ? place.noteId : null
  return taken.map(
    (file, position) => ctx.sql`
      insert into attachments (organisation_id, id, case_id, message_id, note_id, position, uploader_id, storage_key, name, media_type, size, sha256,
        width, height, preview, created_at)
      select ${place.organisationId}, ${file.id}, ${place.caseId}, ${messageId}, ${noteId}, ${position}, ${actorUserId(ctx.actor)}, ${file.storage_key},
        ${file.name}, ${file.media_type}, ${file.size}, ${file.sha256}, ${file.width}, ${file.height}, ${file.preview}, ${file.created_at} ${given}`,
  )
}
