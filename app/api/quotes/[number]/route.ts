import { z } from 'zod'
import { RequestReference } from '@/lib/engagements/input'
import { QuoteQuery } from '@/lib/engagements/quote-input'
import { getQuotePdf } from '@/lib/engagements/queries/quote-pdf'
import { route } from '@/lib/web/route'

/** A version of a quote as PDF, for whoever may see it: the newest that was sent unless told. */
export const GET = route(
  'account',
  z.object({ number: RequestReference, ...QuoteQuery.shape }),
  async (ctx, { number, version }) => {
    const { name, bytes } = await getQuotePdf(ctx, number, version)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${name}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  },
)
