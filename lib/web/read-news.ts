import 'server-only'
import { after } from 'next/server'
import { markCaseRead, markRequestRead } from '@/lib/notifications/commands/mark'
import type { PersonCtx } from './context'
import { log } from './log'

/** Whoever looks at a case has read its news; written after the page was answered, and only if there were any. */
export function readNewsAfter(ctx: PersonCtx, reference: string): void {
  markAfter(ctx, () => markCaseRead(ctx, { reference }))
}

/** The same of whoever looks at a request for a service, its quote or its engagement. */
export function readRequestNewsAfter(ctx: PersonCtx, reference: string): void {
  markAfter(ctx, () => markRequestRead(ctx, { reference }))
}

function markAfter(ctx: PersonCtx, mark: () => Promise<void>): void {
  after(async () => {
    try {
      await mark()
    } catch (error) {
      log.warn(
        { requestId: ctx.requestId, reason: error instanceof Error ? error.name : 'unknown' },
        'could not mark news as read',
      )
    }
  })
}
