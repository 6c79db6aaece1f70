import 'server-only'
import type { Ctx } from '@/db/context'
import { indexUnread } from './commands/index-article'
import { publishScheduled } from './commands/schedule'

/** `knowledge.index`: articles from before the search, and all of them after it learnt to read otherwise. */
export async function indexJob(ctx: Ctx): Promise<void> {
  while ((await indexUnread(ctx)) > 0);
}

/** `knowledge.publish`: drafts whose time has come. */
export async function publishScheduledJob(ctx: Ctx): Promise<void> {
  await publishScheduled(ctx)
}
