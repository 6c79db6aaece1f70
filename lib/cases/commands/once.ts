import 'server-only'
import { createHash } from 'node:crypto'
import type { TxCtx } from '@/db/context'
import { Conflict } from '@/lib/kernel/errors'

/** A form's key is spent by this act, or was spent by an earlier one. */
export type Spent = { readonly first: true } | { readonly first: false; readonly caseId: string }

/**
 * Spends the key of a form in the running transaction (security ME-15). The same key and words again report the case of the
 * first time; other words under the same key are a Conflict. Two at once wait for each other.
 */
export async function spendKey(
  ctx: TxCtx,
  of: { organisationId: string; userId: string; key: string; caseId: string; words: unknown },
): Promise<Spent> {
  const hash = createHash('sha256').update(JSON.stringify(of.words)).digest('base64url')
  const inserted = await ctx.sql`
    insert into idempotency_keys (organisation_id, user_id, key, request_hash, case_id, created_at)
    values (${of.organisationId}, ${of.userId}, ${of.key}, ${hash}, ${of.caseId}, ${ctx.now})
    on conflict (organisation_id, user_id, key) do nothing returning true as first`
  if (inserted.length > 0) return { first: true }
  const [earlier] = await ctx.sql<{ request_hash: string; case_id: string }[]>`
    select request_hash, case_id from idempotency_keys
    where organisation_id = ${of.organisationId} and user_id = ${of.userId} and key = ${of.key}`
  if (!earlier || earlier.request_hash !== hash) {
    throw new Conflict('This form was sent before with other words. Open it again to send something new; your text is kept here.')
  }
  return { first: false, caseId: earlier.case_id }
}
