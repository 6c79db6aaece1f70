import 'server-only'
import type { Ctx } from '@/db/context'
import type { JobPayload } from '@/lib/jobs/payloads'
import { mailUpdate, mailWeekly } from './commands/mail'

/** `updates.mail`: an update goes to those who follow at once. */
export async function mailUpdateJob(ctx: Ctx, { updateId }: JobPayload<'updates.mail'>): Promise<void> {
  await mailUpdate(ctx, updateId)
}

/** `updates.weekly`: the week's updates go to those whose week of mail has begun. */
export async function mailWeeklyJob(ctx: Ctx): Promise<void> {
  await mailWeekly(ctx)
}
