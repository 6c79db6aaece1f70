import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { dropArticleFiles, keepForArticle } from '@/lib/files/commands/article-files'
import { fileStorage } from '@/lib/files/gateway/current'
import { keysOfFile } from '@/lib/files/storage'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { FILES_PER_ARTICLE, type ArticleFile } from '../files'
import type { AddArticleFilesInput } from '../input'
import { canSweepArticleFiles, canWriteArticles } from '../policy'
import { listArticleFiles } from '../queries/files'
import { lockArticle } from './lock'

const BATCH = 200

/**
 * Makes uploads of the writer files of an article; they are read by whoever reads the words that name them. Answers with them, in the
 * order in which they were named. Throws Forbidden, NotFound for the article and for an upload that is not theirs, Conflict for too many.
 */
export async function addArticleFiles(ctx: Ctx, { articleId, files }: AddArticleFilesInput): Promise<ArticleFile[]> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('articles.write')
  return inTransaction(ctx, async (ctx) => {
    await lockArticle(ctx, articleId)
    await keepForArticle(ctx, articleId, files)
    const all = await listArticleFiles(ctx, articleId)
    if (all.length > FILES_PER_ARTICLE)
      throw new Conflict(
        `An article has at most ${FILES_PER_ARTICLE} files. Take some out of its words; a day later they are gone.`,
      )
    return files.flatMap((id) => all.find((file) => file.id === id) ?? [])
  })
}

/**
 * Forgets files that no words of their article name for a day: not its draft, not what is read, and no version of it. Answers how many.
 * For the recurring job alone; throws Forbidden and StorageFailure.
 */
export async function forgetUnusedArticleFiles(ctx: Ctx): Promise<number> {
  if (!canSweepArticleFiles(ctx.actor)) throw new Forbidden('articles.files')
  const before = addMs(ctx.now, -DAY_MS)
  let forgotten = 0
  for (let last = BATCH; last === BATCH; forgotten += last) {
    const keys = await inTransaction(ctx, async (ctx) => {
      const unused = await ctx.sql<{ id: string }[]>`
        select f.id from article_files f join articles a on a.id = f.article_id
        where f.created_at < ${before} and strpos(a.body, f.id::text) = 0
          and not exists (select from article_drafts d where d.article_id = f.article_id and strpos(d.body, f.id::text) > 0)
          and not exists (select from article_versions v where v.article_id = f.article_id and strpos(v.body, f.id::text) > 0)
        order by f.created_at limit ${BATCH} for update of a`
      return dropArticleFiles(
        ctx,
        unused.map(({ id }) => id),
      )
    })
    await fileStorage().remove(keys.flatMap(keysOfFile))
    last = keys.length
  }
  return forgotten
}
