import 'server-only'
import { read, type Ctx } from '@/db/context'
import type { StoredFile } from '@/lib/files/views'
import { NotFound } from '@/lib/kernel/errors'
import { canSeeNotes } from '../policy'
import { visibleCases } from './visible'

/** A file on a public message of a case that the actor may see; for staff, on a note as well. Throws NotFound, whatever the reason. */
export async function getCaseFile(ctx: Ctx, id: string): Promise<StoredFile> {
  return read(ctx, async (ctx) => {
    const onPublic = canSeeNotes(ctx.actor) ? ctx.sql`` : ctx.sql`and f.note_id is null`
    const [file] = await ctx.sql<StoredFile[]>`
      select f.id, f.name, f.media_type as "mediaType", f.size, f.sha256, f.storage_key as "storageKey", f.preview, f.is_missing as "isMissing"
      from attachments f join cases c on c.organisation_id = f.organisation_id and c.id = f.case_id
      where f.id = ${id} and ${visibleCases(ctx)} ${onPublic}`
    if (!file) throw new NotFound('file')
    return file
  })
}
