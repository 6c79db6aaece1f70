import 'server-only'
import { hash } from 'node:crypto'
import type { TxCtx } from '@/db/context'
import type { Given, Write } from '@/db/writes'
import { Conflict } from '@/lib/kernel/errors'

export const OTHER_WORDS =
  'This form was sent before with other words. Open it again to send something new; your text is kept here.'

/** The key of a form, by whom it was sent, with its words, and the case it is about. */
export type FormKey = { organisationId: string; userId: string; key: string; caseId: string; words: unknown }

/**
 * Spends the key of a form in the running transaction (security ME-15); returns a row only the first time. Two at once wait for
 * each other. Where it returns none, `earlierCase` says what the first time did.
 */
export function keyWrite(ctx: TxCtx, of: FormKey, given: Given = ctx.sql``): Write {
  return ctx.sql`
    insert into idempotency_keys (organisation_id, user_id, key, request_hash, case_id, created_at)
    select ${of.organisationId}, ${of.userId}, ${of.key}, ${hashOf(of.words)}, ${of.caseId}, ${ctx.now} ${given}
    on conflict (organisation_id, user_id, key) do nothing returning true as first`
}

/** The case of the first sending of a key that was spent before. Throws Conflict when it was sent with other words. */
export async function earlierCase(ctx: TxCtx, of: FormKey): Promise<string> {
  const [earlier] = await ctx.sql<{ request_hash: string; case_id: string }[]>`
    select request_hash, case_id from idempotency_keys
    where organisation_id = ${of.organisationId} and user_id = ${of.userId} and key = ${of.key}`
  if (!earlier || earlier.request_hash !== hashOf(of.words)) {
    throw new Conflict(OTHER_WORDS)
  }
  return earlier.case_id
}

function hashOf(words: unknown): string {
  return hash('sha256', JSON.stringify(words), 'base64url')
}
