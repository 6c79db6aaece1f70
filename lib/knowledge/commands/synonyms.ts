import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { DecideProposalInput, KeepSynonymsInput, RemoveSynonymsInput } from '../input'
import { canWriteArticles } from '../policy'
import { wordsOf } from '../search/words'

/** So many groups are read with every search. */
const KEPT_MAX = 1_000

/** Says that lines mean the same: who searches for one of them also finds the others, at once. Throws Forbidden, Invalid, Conflict. */
export async function keepSynonyms(ctx: Ctx, { lines }: KeepSynonymsInput): Promise<void> {
  await decide(ctx, lines, true)
}

/** Takes a group back; the search finds as it did before. Throws Forbidden, NotFound. */
export async function removeSynonyms(ctx: Ctx, { synonymsId }: RemoveSynonymsInput): Promise<void> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('synonyms.keep')
  await inTransaction(ctx, async (ctx) => {
    const [removed] = await ctx.sql<{ lines: string[] }[]>`
      delete from help_synonyms where id = ${synonymsId} and is_kept returning lines`
    if (!removed) throw new NotFound('synonyms')
    await record(ctx, {
      action: 'synonyms.removed',
      audience: 'staff',
      organisationId: null,
      subjectId: synonymsId,
      before: { lines: removed.lines },
    })
  })
}

/** What becomes of a proposal: the two lines mean the same, or are not proposed again. Throws Forbidden, Invalid, Conflict. */
export async function decideProposal(ctx: Ctx, { failed, meant, decision }: DecideProposalInput): Promise<void> {
  await decide(ctx, [failed, meant], decision === 'accept')
}

async function decide(ctx: Ctx, lines: readonly string[], isKept: boolean): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('synonyms.keep')
  const empty = lines.find((line) => wordsOf(line).length === 0)
  if (empty !== undefined) throw new Invalid({ lines: [`“${empty}” holds no word that can be searched for.`] })
  await inTransaction(ctx, async (ctx) => {
    const [there] = await ctx.sql<{ count: number; same: boolean }[]>`
      select count(*)::int as count, coalesce(bool_or(lines @> ${[...lines]} and lines <@ ${[...lines]}), false) as same
      from help_synonyms where is_kept`
    if (there!.same) throw new Conflict('These are kept as meaning the same already.')
    if (isKept && there!.count >= KEPT_MAX)
      throw new Conflict(`There are ${KEPT_MAX} groups already. Remove some that are not needed any more.`)
    const id = newId(ctx.now)
    await ctx.sql`
      insert into help_synonyms (id, lines, is_kept, decided_by, decided_at) values (${id}, ${[...lines]}, ${isKept}, ${actor.userId}, ${ctx.now})`
    await record(ctx, {
      action: isKept ? 'synonyms.kept' : 'synonyms.refused',
      audience: 'staff',
      organisationId: null,
      subjectId: id,
      after: { lines },
    })
  })
}
