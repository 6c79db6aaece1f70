import 'server-only'
import type { Ctx } from '@/db/context'
import { tendHours } from './commands/hours-end'
import { acceptSilently } from './commands/milestones'
import { expireQuotes } from './commands/quote-end'
import { tendUndecided } from './commands/undecided-tend'

/** `engagements.expire_quotes`: what nobody accepted by its last day, batch after batch. */
export async function expireQuotesJob(ctx: Ctx): Promise<void> {
  while ((await expireQuotes(ctx)) > 0);
}

/** `engagements.tend_hours`: hours that expire, and notices of an end that comes near. */
export async function tendHoursJob(ctx: Ctx): Promise<void> {
  await tendHours(ctx)
}

/** `engagements.accept_silently`: milestones that nobody returned in time, and notices before. */
export async function acceptSilentlyJob(ctx: Ctx): Promise<void> {
  await acceptSilently(ctx)
}

/** `engagements.tend_undecided`: customers who were asked for a decision, and what needs none any more; batch after batch. */
export async function tendUndecidedJob(ctx: Ctx): Promise<void> {
  while ((await tendUndecided(ctx)) > 0);
}
