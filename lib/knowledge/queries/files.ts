import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { kindOf, typeWords } from '@/lib/files/media'
import type { StoredFile } from '@/lib/files/views'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { ArticleFile } from '../files'
import { canReadDesk } from '../policy'
import { readableArticles } from './readable'

/**
 * Which files `f` of articles the actor has: our people all of them; readers those that the published words of an article of theirs name.
 * Row-level security says the same once more for customers and visitors.
 */
function readableFiles(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor, sql } = ctx
  if (actor.kind === 'staff' || actor.kind === 'system') return sql`true`
  return sql`exists (
    select from articles a where a.id = f.article_id and strpos(a.body, f.id::text) > 0 and ${readableArticles(ctx)})`
}

/** A file of an article that the actor may read. Throws NotFound, whatever the reason. */
export async function getArticleFile(ctx: Ctx, id: string): Promise<StoredFile> {
  return read(ctx, async (ctx) => {
    const [file] = await ctx.sql<StoredFile[]>`
      select f.id, f.name, f.media_type as "mediaType", f.size, f.sha256, f.storage_key as "storageKey", f.preview, f.is_missing as "isMissing"
      from article_files f where f.id = ${id} and ${readableFiles(ctx)}`
    if (!file) throw new NotFound('file')
    return file
  })
}

/** All files of an article, for whoever writes it. Throws Forbidden. */
export async function getDeskFiles(ctx: Ctx, articleId: string): Promise<ArticleFile[]> {
  if (!canReadDesk(ctx.actor)) throw new Forbidden('articles.desk')
  return read(ctx, (ctx) => listArticleFiles(ctx, articleId))
}

type FileRow = {
  id: string
  name: string
  size: number
  mediaType: string
  width: number | null
  height: number | null
  preview: string
}

/** The files of an article that the actor may read, for its words to be shown with. */
export async function listArticleFiles(ctx: TxCtx, articleId: string): Promise<ArticleFile[]> {
  const rows = await ctx.sql<FileRow[]>`
    select f.id, f.name, f.size, f.media_type as "mediaType", f.width, f.height, f.preview
    from article_files f where f.article_id = ${articleId} and ${readableFiles(ctx)} order by f.created_at, f.name, f.id`
  return rows.map(({ id, name, size, mediaType, width, height, preview }) => ({
    ...{ id, name, size, kind: kindOf(mediaType), type: typeWords(mediaType, name) },
    preview: width !== null && height !== null ? { width, height } : null,
    isRefused: preview === 'refused',
  }))
}
