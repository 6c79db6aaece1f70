import 'server-only'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { fileStorage } from '../gateway/current'
import { canKeepFiles } from '../policy'
import { fileKeyOf, keysOfFile, storageDay } from '../storage'

/** How long an upload waits to be used. */
const UNUSED_MS = DAY_MS
const BATCH = 200
/** How many days back bytes are looked for that no row names: a sweep that did not run for a while catches up. */
const DAYS_BACK = 7

/**
 * Forgets uploads that nobody used for a day, files that were begun and never finished, and stored bytes that no row names.
 * Returns how many of each. For the recurring job only. Throws Forbidden and StorageFailure.
 */
export async function sweepFiles(ctx: Ctx): Promise<{ unused: number; orphans: number }> {
  if (!canKeepFiles(ctx.actor)) throw new Forbidden('files.sweep')
  const storage = fileStorage()
  const before = addMs(ctx.now, -UNUSED_MS)
  let unused = 0
  for (let forgotten = BATCH; forgotten === BATCH; unused += forgotten) {
    const keys = await inTransaction(ctx, async (ctx) => {
      const rows = await ctx.sql<{ storage_key: string }[]>`
        delete from uploads where id in (select id from uploads where created_at < ${before} order by created_at limit ${BATCH})
        returning storage_key`
      return rows.map((row) => row.storage_key)
    })
    forgotten = keys.length
    await storage.remove(keys.flatMap(keysOfFile))
  }
  await storage.forgetUnfinished(before)
  let orphans = 0
  // The youngest day is left alone: its files may be on their way into a row.
  for (let back = 2; back <= DAYS_BACK; back++) orphans += await sweepDay(ctx, storageDay(addMs(ctx.now, -back * DAY_MS)))
  return { unused, orphans }
}

async function sweepDay(ctx: Ctx, day: string): Promise<number> {
  const storage = fileStorage()
  let orphans = 0
  let batch: string[] = []
  const judge = async () => {
    const lost = await unnamed(ctx, batch)
    await storage.remove(lost)
    orphans += lost.length
    batch = []
  }
  for await (const key of storage.keysOf(day)) if (batch.push(key) === BATCH) await judge()
  await judge()
  return orphans
}

async function unnamed(ctx: Ctx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const wanted = [...new Set(keys.map(fileKeyOf))]
  const rows = await read(
    ctx,
    (ctx) => ctx.sql<{ storage_key: string }[]>`
      select storage_key from uploads where storage_key = any(${wanted})
      union all select storage_key from attachments where storage_key = any(${wanted})
      union all select storage_key from article_files where storage_key = any(${wanted})
      union all select storage_key from receipt_files where storage_key = any(${wanted})
      union all select storage_key from order_files where storage_key = any(${wanted})`,
  )
  const named = new Set(rows.map((row) => row.storage_key))
  return keys.filter((key) => !named.has(fileKeyOf(key)))
}

/** What became of the preview of a picture. */
export type PreviewNews = { kind: 'made'; width: number; height: number } | { kind: 'refused' }

/** The file, wherever it is by now, whose preview is still to be made. For the job only. */
export async function findForPreview(ctx: Ctx, id: string): Promise<{ storageKey: string; size: number } | undefined> {
  if (!canKeepFiles(ctx.actor)) throw new Forbidden('files.preview')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<{ storageKey: string; size: number }[]>`
      select storage_key as "storageKey", size from uploads where id = ${id} and preview = 'waiting'
      union all select storage_key, size from attachments where id = ${id} and preview = 'waiting'
      union all select storage_key, size from article_files where id = ${id} and preview = 'waiting'
      union all select storage_key, size from receipt_files where id = ${id} and preview = 'waiting'
      union all select storage_key, size from order_files where id = ${id} and preview = 'waiting'`,
  )
  return row
}

const SERVED = ['attachments', 'article_files', 'receipt_files', 'order_files'] as const
const PREVIEWED = ['uploads', ...SERVED] as const

/** Notes what became of a preview; false when the file is gone by now. An upload may have become a file of something meanwhile. */
export async function notePreview(ctx: Ctx, id: string, news: PreviewNews): Promise<boolean> {
  if (!canKeepFiles(ctx.actor)) throw new Forbidden('files.preview')
  const [width, height] = news.kind === 'made' ? [news.width, news.height] : [null, null]
  return inTransaction(ctx, async (ctx) => {
    const note = (table: (typeof PREVIEWED)[number]) =>
      ctx.sql`update ${ctx.sql(table)} set preview = ${news.kind}, width = ${width}, height = ${height} where id = ${id} and preview = 'waiting'`
    for (const table of PREVIEWED) if ((await note(table)).count > 0) return true
    return false
  })
}

/** Notes that the storage has lost, or has again, a file of a case or an article, a receipt or an order. Returns whether that is news. */
export async function noteMissing(ctx: Ctx, id: string, isMissing: boolean): Promise<boolean> {
  if (!canKeepFiles(ctx.actor)) throw new Forbidden('files.missing')
  return inTransaction(ctx, async (ctx: TxCtx) => {
    const note = (table: (typeof SERVED)[number]) =>
      ctx.sql`update ${ctx.sql(table)} set is_missing = ${isMissing} where id = ${id} and is_missing <> ${isMissing}`
    for (const table of SERVED) if ((await note(table)).count > 0) return true
    return false
  })
}
