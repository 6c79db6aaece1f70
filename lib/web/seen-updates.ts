import 'server-only'
import { after } from 'next/server'
import type { Ctx } from '@/db/context'
import { markUpdatesSeen } from '@/lib/updates/commands/follow'
import { log } from './log'

/** Whoever looks at the updates has seen them; written after the page was answered. */
export function seenUpdatesAfter(ctx: Ctx): void {
  if (ctx.actor.kind === 'anonymous') return
  after(async () => {
    try {
      await markUpdatesSeen(ctx)
    } catch (error) {
      log.warn(
        { requestId: ctx.requestId, reason: error instanceof Error ? error.name : 'unknown' },
        'could not mark updates as seen',
      )
    }
  })
}
