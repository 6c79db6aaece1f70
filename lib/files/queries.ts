import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { kindOf, typeWords } from './media'
import { canUpload } from './policy'
import { FILES_PER_MESSAGE, type FileView, type UploadView } from './views'

type UploadRow = { id: string; name: string; size: number; media_type: string }

/** The person's own upload of that id, when it is still there. */
export async function findOwnUpload(ctx: Ctx, id: string): Promise<UploadView | undefined> {
  return (await listOwnUploads(ctx, [id]))[0]
}

/** Those of the uploads that are still there for the person who sent them, in the order of the ids. Throws Forbidden. */
export async function listOwnUploads(ctx: Ctx, ids: readonly string[]): Promise<UploadView[]> {
  const { actor } = ctx
  if (!canUpload(actor)) throw new Forbidden('files.upload')
  const rows = await read(
    ctx,
    (ctx) => ctx.sql<UploadRow[]>`
      select id, name, size, media_type from uploads
      where id = any(${ids.slice(0, FILES_PER_MESSAGE)}::uuid[]) and uploader_id = ${actor.userId}`,
  )
  return ids.flatMap((id) => {
    const row = rows.find((row) => row.id === id)
    return row ? [{ id, name: row.name, size: row.size, kind: kindOf(row.media_type) }] : []
  })
}

type FileRow = UploadRow & {
  message_id: string | null
  note_id: string | null
  width: number | null
  height: number | null
  preview: string
  is_missing: boolean
}

/** The files of a case by the message or note they hang on; a customer's context sees none of a note. */
export async function listCaseFiles(ctx: TxCtx, caseId: string): Promise<(id: string) => readonly FileView[]> {
  const publicOnly = ctx.actor.kind === 'customer' ? ctx.sql`and note_id is null` : ctx.sql``
  const rows = await ctx.sql<FileRow[]>`
    select id, message_id, note_id, name, size, media_type, width, height, preview, is_missing
    from attachments where case_id = ${caseId} ${publicOnly} order by position, id`
  const byOwner = Map.groupBy(rows, (row) => row.message_id ?? row.note_id)
  return (id) => (byOwner.get(id) ?? []).map(viewOf)
}

function viewOf(row: FileRow): FileView {
  const { width, height } = row
  return {
    id: row.id,
    name: row.name,
    size: row.size,
    kind: kindOf(row.media_type),
    type: typeWords(row.media_type, row.name),
    preview: row.preview === 'made' && width !== null && height !== null ? { width, height } : null,
    isMissing: row.is_missing,
  }
}
