import 'server-only'
import { createHash } from 'node:crypto'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { givePointsBack, takePoints, type Counter } from '@/lib/identity/commands/limits'
import { enqueue } from '@/lib/jobs/commands'
import { environment } from '@/lib/kernel/env'
import { DomainError, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { fileStorage } from '../gateway/current'
import { measured } from '../gateway/measured'
import { HEAD_BYTES, kindOf, mediaTypeOf } from '../media'
import { normaliseFileName } from '../name'
import { canUpload } from '../policy'
import { findOwnUpload } from '../queries'
import { storageKey, type FileStorage } from '../storage'
import { PACE, REFUSALS, type Pace } from '../upload'
import type { UploadView } from '../views'

/** A file as somebody sends it. `id` is made by the sender, so that sending it again is the same upload. */
export type SentFile = {
  readonly id: string
  readonly name: string
  /** As told before the first byte; exactly so many must come. */
  readonly size: number
  /** SHA-256 in hexadecimal digits, where the sender knows it. */
  readonly sha256?: string
  readonly body: ReadableStream<Uint8Array>
}

/**
 * Streams a file into the storage and then notes it as an upload of the person who sends it: the row is written after the last
 * byte is safe, so that an upload is there whole or not at all (ME-10). The same id again answers as the first time. Throws
 * Forbidden, TooMany, UploadRefused, StorageFailure, and NotFound for an id that somebody else has used or that names
 * a file of a case or an article, or a receipt.
 */
export async function receiveUpload(ctx: Ctx, sent: SentFile, storage = fileStorage(), pace = PACE): Promise<UploadView> {
  const { actor } = ctx
  if (!canUpload(actor)) throw new Forbidden('files.upload')
  const earlier = await findOwnUpload(ctx, sent.id)
  if (earlier) return earlier
  const { uploads } = environment()
  if (sent.size > uploads.maxBytes) throw REFUSALS.tooLarge(uploads.maxBytes)

  const counters: Counter[] = [
    { limit: 'upload:person', subject: actor.userId, most: uploads.perMinute },
    {
      limit: 'upload-kilobytes:person',
      subject: actor.userId,
      cost: Math.ceil(sent.size / 1_000),
      most: Math.floor(uploads.bytesPerDay / 1_000),
    },
  ]
  // What was not kept does not count against the day; how often somebody tries does.
  const counting = asActor(ctx, { kind: 'system', job: 'limits' })
  const giveBack = () => inTransaction(counting, (ctx) => givePointsBack(ctx, counters.slice(1)))
  const tooMany = await inTransaction(counting, (ctx) => takePoints(ctx, counters))
  if (tooMany) {
    await giveBack()
    throw tooMany
  }

  return store(ctx, sent, { userId: actor.userId, storage, pace, giveBack })
}

/**
 * The same without a look at how much the person has sent: for what a command line of ours moves in, in the name of somebody. Throws
 * Forbidden, UploadRefused, StorageFailure, and NotFound for an id that was used.
 */
export async function storeUpload(ctx: Ctx, sent: SentFile): Promise<UploadView> {
  const { actor } = ctx
  if (!canUpload(actor)) throw new Forbidden('files.upload')
  const { maxBytes } = environment().uploads
  if (sent.size > maxBytes) throw REFUSALS.tooLarge(maxBytes)
  return store(ctx, sent, { userId: actor.userId, storage: fileStorage(), pace: PACE, giveBack: async () => {} })
}

type Storing = { userId: string; storage: FileStorage; pace: Pace; giveBack: () => Promise<void> }

async function store(ctx: Ctx, sent: SentFile, { userId, storage, pace, giveBack }: Storing): Promise<UploadView> {
  const key = storageKey(ctx.now, newId(ctx.now))
  const hash = createHash('sha256')
  const head = Buffer.alloc(HEAD_BYTES)
  let read = 0
  const body = measured(sent.body, sent.size, pace, (chunk) => {
    hash.update(chunk)
    if (read < HEAD_BYTES) read += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).copy(head, read)
  })
  try {
    await storage.put(key, body, sent.size)
  } catch (error) {
    await giveBack()
    throw error
  }
  try {
    const sha256 = hash.digest('hex')
    if (sent.sha256 !== undefined && sent.sha256 !== sha256) throw REFUSALS.damaged()
    return await keepUpload(ctx, { ...sent, userId, key, sha256, head: head.subarray(0, read) })
  } catch (error) {
    // After an unknown outcome the row may stand: then the bytes stay, and the sweep finds them if it does not.
    if (error instanceof DomainError && error.code !== 'unavailable') await Promise.all([storage.remove([key]), giveBack()])
    throw error
  }
}

type Kept = { id: string; name: string; size: number; userId: string; key: string; sha256: string; head: Uint8Array }

async function keepUpload(ctx: Ctx, { id, name: sentName, size, userId, key, sha256, head }: Kept): Promise<UploadView> {
  const name = normaliseFileName(sentName)
  const mediaType = mediaTypeOf(head)
  const kind = kindOf(mediaType)
  return inTransaction(ctx, async (ctx) => {
    const kept = await ctx.sql`
      insert into uploads (id, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
      select ${id}::uuid, ${userId}::uuid, ${key}, ${name}, ${mediaType}, ${size}::bigint, ${sha256}, ${kind === 'image' ? 'waiting' : 'none'}, ${ctx.now}::timestamptz
      where not exists (select from attachments where id = ${id}) and not exists (select from article_files where id = ${id})
        and not exists (select from receipt_files where id = ${id}) and not exists (select from order_files where id = ${id})
      on conflict (id) do nothing`
    if (kept.count === 0) throw new NotFound('upload')
    if (kind === 'image') await enqueue(ctx, 'files.preview', { fileId: id }, { key: `preview:${id}` })
    return { id, name, size, kind }
  })
}
