import 'server-only'
import { after } from 'next/server'
import { markCaseRead } from '@/lib/notifications/commands/mark'
import type { PersonCtx } from './context'
import { log } from './log'

/** Whoever looks at a case has read its news; written after the page was answered, and only if there were any. */
export function readNewsAfter(ctx: PersonCtx, reference: string): void {
  after(async () => {
    try {
      await markCaseRead(ctx, { reference })
    } catch (error) {
      log.warn(
        { requestId: ctx.requestId, reason: error instanceof Error ? error.name : 'unknown' },
        'could not mark news as read',
      )
    }
  })
}
