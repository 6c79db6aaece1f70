import 'server-only'
import type { Ctx } from '@/db/context'
import type { JobPayload } from '@/lib/jobs/payloads'
import { forgetEnded, sendToken } from './commands/tokens'

/** `identity.send_token`: the mail that somebody asked for at the door. */
export async function sendTokenJob(ctx: Ctx, payload: JobPayload<'identity.send_token'>): Promise<void> {
  await sendToken(ctx, payload)
}

/** This domain's part of `housekeeping.sweep`. */
export async function sweepIdentityJob(ctx: Ctx): Promise<void> {
  await forgetEnded(ctx)
}
