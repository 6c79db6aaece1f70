import 'server-only'
import type { TxCtx } from '@/db/context'

/** What editors keep as meaning the same, in groups of lines. Runs inside a query that has decided who may ask. */
export async function listKeptSynonyms(ctx: TxCtx): Promise<string[][]> {
  const rows = await ctx.sql<{ lines: string[] }[]>`select lines from help_synonyms where is_kept order by id`
  return rows.map(({ lines }) => lines)
}
