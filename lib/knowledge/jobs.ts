import 'server-only'
import type { Ctx } from '@/db/context'
import { indexUnread } from './commands/index-article'

/** `knowledge.index`: articles from before the search, and all of them after it learnt to read otherwise. */
export async function indexJob(ctx: Ctx): Promise<void> {
  while ((await indexUnread(ctx)) > 0);
}
