import 'server-only'
import { after } from 'next/server'
import { markCaseRead, markRequestRead } from '@/lib/notifications/commands/mark'
import { hasUnreadOfCase } from '@/lib/notifications/queries/centre'
import type { PersonCtx } from './context'
import { log } from './log'

/** Whoever looks at a case has read its news: asked for with the page, written after it was answered, and only if there are any. */
export function readNewsAfter(ctx: PersonCtx, reference: string, has: Promise<boolean>): void {
  markAfter(ctx, async () => {
    if (await has) await markCaseRead(ctx, { reference })
  })
}

/** Whether there are any, asked for in one breath with the case. */
export const unreadNews = (ctx: PersonCtx, reference: string): Promise<boolean> =>
  hasUnreadOfCase(ctx, reference).catch(() => false)

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
