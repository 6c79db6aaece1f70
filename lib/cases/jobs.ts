import 'server-only'
import type { Ctx } from '@/db/context'
import type { JobPayload } from '@/lib/jobs/payloads'
import { bringHome, giveBackCases, shareOut } from './commands/assign-by-rule'
import { closeResolvedCases } from './commands/change-case'
import { indexWords } from './commands/words'
import { indexSearch } from './commands/index-search'

/** `cases.close_resolved`: closes what was resolved fourteen days ago, batch after batch until nothing is due. */
export async function closeResolvedJob(ctx: Ctx): Promise<void> {
  while ((await closeResolvedCases(ctx)) > 0);
}

/** `cases.share_out`: one region's cases by its rule; by the clock every region's, after those of people who are away came back. */
export async function shareOutJob(ctx: Ctx, { regionCode }: JobPayload<'cases.share_out'>): Promise<void> {
  if (regionCode === undefined) await bringHome(ctx)
  await shareOut(ctx, regionCode)
}

/** `cases.give_back`: a leave has begun; batch after batch until nothing goes back to a region. */
export async function giveBackJob(ctx: Ctx, { absenceId }: JobPayload<'cases.give_back'>): Promise<void> {
  for (let regions: string[]; (regions = await giveBackCases(ctx, absenceId)).length > 0;)
    for (const regionCode of regions) await shareOut(ctx, regionCode)
}

/** `cases.index_words`: the words of what was written since last time, batch after batch. */
export async function indexWordsJob(ctx: Ctx): Promise<void> {
  while ((await indexWords(ctx)).more);
}

/** `cases.index_search`: what happened on cases, and cases from before the search, can be found. */
export async function indexSearchJob(ctx: Ctx): Promise<void> {
  while ((await indexSearch(ctx)).more);
}
