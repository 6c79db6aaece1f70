import { z } from 'zod'
import { BillNumber } from '@/lib/billing/input'
import { getInvoicePdf } from '@/lib/billing/queries/paper'
import { route } from '@/lib/web/route'

/** An invoice or a credit note as PDF, for whoever may see it. */
export const GET = route('account', z.object({ number: BillNumber }), async (ctx, { number }) => {
  const { name, bytes } = await getInvoicePdf(ctx, number)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})
