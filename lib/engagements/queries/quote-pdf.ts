import 'server-only'
import type { Ctx } from '@/db/context'
import { getInstallation } from '@/lib/identity/queries/installation'
import { NotFound } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { getQuote } from './quotes'

/** A version that was sent as PDF, with its certificate once it is signed. Throws NotFound for one that the reader may not see. */
export async function getQuotePdf(ctx: Ctx, reference: string, version?: number): Promise<{ name: string; bytes: Buffer }> {
  const [{ shown, signatures, zone }, { brandName }] = await Promise.all([
    getQuote(ctx, reference, version),
    getInstallation(ctx),
  ])
  if (!shown || shown.sha256 === null || shown.sentAt === null) throw new NotFound('quote')
  const { words, terms, sha256, sentAt } = shown
  // The library is large; pages that show a quote never load it.
  const { renderQuote } = await import('../gateway/quote-pdf')
  const bytes = await renderQuote({ words, terms, sha256, brandName, signatures, sentOn: dayOf(sentAt, zone) })
  return { name: `${words.reference}-v${words.version}.pdf`, bytes }
}
