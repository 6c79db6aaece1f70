import 'server-only'
import type { Ctx } from '@/db/context'
import { closeResolvedCases } from './commands/change-case'

/** `cases.close_resolved`: closes what was resolved fourteen days ago, batch after batch until nothing is due. */
export async function closeResolvedJob(ctx: Ctx): Promise<void> {
  while ((await closeResolvedCases(ctx)) > 0);
}
