import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { announce, historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { stillToSign, type Signature } from '../approval'
import { canScope } from '../policy'
import type { RemindOfQuoteInput } from '../quote-input'
import { totalsOf } from '../quote-price'
import { isRemindable, remindableFrom } from '../quote-reminder'
import { approversOf } from '../queries/approvers'
import { grantsOf, rulesOf, signaturesOf, versionsOf } from '../queries/quote-rows'
import { lockQuoted, quoteMailWrites } from './quote-writes'

/**
 * Brings the quote that waits for approval to the mind of everybody whose signature would count now: by mail and on their page of
 * notifications, once in 24 hours, with its place in the history. Throws Forbidden for who does not scope, NotFound, and Conflict for a
 * quote that waits for nobody, that nobody else may approve, or of which somebody was reminded within the day.
 */
export async function remindOfQuote(ctx: Ctx, { reference }: RemindOfQuoteInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, reference)
    // A next version that is being written does not wait for anybody.
    const version = (await versionsOf(ctx, request.id)).findLast(({ sentAt }) => sentAt !== null)
    if (!version) throw new NotFound('quote')
    const quote = { ...version, remindedAt: await remindedAt(ctx, version.id) }
    if (remindableFrom(quote, ctx.now) === null)
      throw new Conflict(
        `${version.words.reference} waits for nobody's approval any more. Reload the page and see where it stands.`,
      )
    if (!isRemindable(quote, ctx.now))
      throw new Conflict('They were reminded within the last 24 hours. Try again tomorrow, or write to them on the request.')
    const { organisationId, id, words } = version
    const signatures = await signaturesOf(ctx, id, words.currency)
    const chosen = signatures[0]?.chosen ?? null
    const { total } = totalsOf(words.lines, { ...words, chosen: chosen ?? [] })
    const to = await whoMaySign(ctx, { organisationId, total, signatures })
    if (to.length === 0)
      throw new Conflict(
        'Nobody else of this customer may approve this total. Ask their administrator to name an approver whose limit covers it.',
      )
    await writeTogether(ctx, [
      ctx.sql`insert into quote_reminders (organisation_id, version_id, at, reminded_by) values (${organisationId}, ${id}, ${ctx.now}, ${actor.userId})`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'quote.reminded', audience: 'customer', organisationId, subjectId: id },
          after: { quote: words.reference, version: words.version, people: to.length },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...quoteMailWrites(ctx, version, {
        ...{ news: 'reminder', to, by: actor.name, reason: '', total },
        key: String(ctx.now),
        options: { offered: words.lines.filter(({ isOptional }) => isOptional).length, chosen: chosen && chosen.length },
      }),
    ])
    for (const userId of to) await announce(ctx, { type: 'request.changed', audience: 'person', userId })
  })
}

/**
 * Everybody whose limit covers this total: what the first signature says, else what the page shows before anybody chose options, which
 * is the least that can be signed.
 */
async function whoMaySign(
  ctx: TxCtx,
  { organisationId, total, signatures }: { organisationId: string; total: Money; signatures: readonly Signature[] },
): Promise<string[]> {
  const [approvers, grants, { anyTwo }] = await Promise.all([
    approversOf(ctx, organisationId),
    grantsOf(ctx, organisationId),
    rulesOf(ctx, organisationId),
  ])
  const { minor: totalMinor, currency } = total
  const may = new Set(stillToSign(grants, { organisationId, totalMinor, currency, at: ctx.now, signatures, anyTwo }))
  return approvers.map(({ userId }) => userId).filter((userId) => may.has(userId))
}

async function remindedAt(ctx: TxCtx, versionId: string): Promise<Instant | null> {
  const [last] = await ctx.sql<{ at: Instant }[]>`
    select at from quote_reminders where version_id = ${versionId} order by at desc limit 1`
  return last?.at ?? null
}
