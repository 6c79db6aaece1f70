import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { formatLocalDate } from '@/lib/kernel/words'
import { canApproveQuotes } from '../policy'
import type { AskToRenewInput } from '../quote-input'
import { versionsOf } from '../queries/quote-rows'
import { lockQuoted } from './quote-writes'
import { writeOnRequest } from './write'

/**
 * Asks the account manager for the next version of a quote that has expired, in the words of the thread; the same person again asks
 * nothing more. For whoever of the customer has a part in the request. Throws Forbidden for our people, NotFound, Conflict for a quote
 * that has not expired or goes on already.
 */
export async function askToRenew(ctx: Ctx, { reference, version: number }: AskToRenewInput): Promise<void> {
  if (!canApproveQuotes(ctx.actor)) throw new Forbidden('services.approve')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, reference)
    const version = (await versionsOf(ctx, request.id)).at(-1)
    if (!version) throw new NotFound('quote')
    const { words, id } = version
    if (version.state !== 'expired' || words.version !== number || request.state !== 'scoping')
      throw new Conflict(`${words.reference} has moved on since you opened this page. Reload it and see where it stands now.`)
    const body = `Please renew ${words.reference}. Version ${words.version} stood until ${formatLocalDate(words.validUntil)}.`
    await writeOnRequest(ctx, { key: id, reference, body })
  })
}
