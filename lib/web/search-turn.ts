import 'server-only'
import { takeTurn } from '@/lib/identity/commands/limits'
import { TooMany } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { MINUTE_MS } from '@/lib/kernel/time'
import type { PersonCtx } from './context'
import { guarded } from './context'

/** The same words again within this time are the same search: a page that keeps itself current asks for them too. */
const SAME_MS = MINUTE_MS
const REMEMBERED_MAX = 10_000

const last = new Map<string, { words: string; at: Instant }>()

/** Counts a search of the person who asks; no words are no search. Throws TooMany beyond the limit (ME-20). */
export async function takeSearchTurn(ctx: PersonCtx, words: string): Promise<void> {
  const { userId } = ctx.actor
  const before = last.get(userId)
  if (words === '' || (before?.words === words && ctx.now - before.at < SAME_MS)) return
  await takeTurn(ctx, 'search:person')
  last.delete(userId)
  last.set(userId, { words, at: ctx.now })
  if (last.size > REMEMBERED_MAX) last.delete(last.keys().next().value!)
}

/** The same for a page: how many seconds to wait before this search may be done, undefined when it may be done now. */
export async function searchPause(ctx: PersonCtx, words: string): Promise<number | undefined> {
  try {
    await guarded(takeSearchTurn(ctx, words))
  } catch (error) {
    if (error instanceof TooMany) return error.retryAfterSeconds
    throw error
  }
}
