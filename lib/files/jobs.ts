import 'server-only'
import type { Ctx } from '@/db/context'
import type { JobPayload } from '@/lib/jobs/payloads'
import { findForPreview, notePreview, sweepFiles } from './commands/keeping'
import { fileStorage } from './gateway/current'
import { makePreviews } from './gateway/decoder'
import { FileMissing, renditionKey, RENDITIONS } from './storage'

/** Larger pictures are for downloading. */
const MAX_PICTURE_BYTES = 50_000_000

/** `files.preview`: two small pictures of a picture that was sent, re-encoded, or the note that there will be none. */
export async function previewJob(ctx: Ctx, { fileId }: JobPayload<'files.preview'>): Promise<void> {
  const file = await findForPreview(ctx, fileId)
  if (!file) return
  const storage = fileStorage()
  const made = file.size > MAX_PICTURE_BYTES ? { refused: 'too large' } : await previewsOf(file.storageKey)
  if ('refused' in made) return void (await notePreview(ctx, fileId, { kind: 'refused' }))
  const keys = RENDITIONS.map((rendition) => renditionKey(file.storageKey, rendition))
  for (const [index, rendition] of RENDITIONS.entries())
    await storage.put(keys[index]!, once(made[rendition]), made[rendition].length)
  const noted = await notePreview(ctx, fileId, { kind: 'made', width: made.width, height: made.height })
  if (!noted) await storage.remove(keys)
}

async function previewsOf(key: string) {
  try {
    return await makePreviews(await fileStorage().get(key))
  } catch (error) {
    if (error instanceof FileMissing) return { refused: 'missing' }
    throw error
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** `files.sweep`: see `sweepFiles`. */
export async function sweepFilesJob(ctx: Ctx): Promise<void> {
  await sweepFiles(ctx)
}
