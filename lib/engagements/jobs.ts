import 'server-only'
import type { Ctx } from '@/db/context'
import { expireQuotes } from './commands/quote-end'

/** `engagements.expire_quotes`: what nobody accepted by its last day, batch after batch. */
export async function expireQuotesJob(ctx: Ctx): Promise<void> {
  while ((await expireQuotes(ctx)) > 0);
}
