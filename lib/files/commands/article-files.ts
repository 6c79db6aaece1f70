import 'server-only'
import type { TxCtx } from '@/db/context'
import { actorUserId } from '@/lib/kernel/actor'
import { takeUploads } from './uploads'

/** Takes uploads of the actor for an article, in the order in which they are named. Throws NotFound as `takeUploads` does. */
export async function keepForArticle(ctx: TxCtx, articleId: string, ids: readonly string[]): Promise<void> {
  for (const file of await takeUploads(ctx, ids))
    await ctx.sql`
      insert into article_files (id, article_id, uploader_id, storage_key, name, media_type, size, sha256, width, height, preview, created_at)
      values (${file.id}, ${articleId}, ${actorUserId(ctx.actor)}, ${file.storage_key}, ${file.name}, ${file.media_type}, ${file.size}, ${file.sha256},
        ${file.width}, ${file.height}, ${file.preview}, ${file.created_at})`
}

/** Forgets the rows of article files; answers with the keys whose bytes may go once that is committed. */
export async function dropArticleFiles(ctx: TxCtx, ids: readonly string[]): Promise<string[]> {
  const gone = await ctx.sql<
    { key: string }[]
  >`delete from article_files where id = any (${[...ids]}::uuid[]) returning storage_key as key`
  return gone.map(({ key }) => key)
}
