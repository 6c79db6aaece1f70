import { z } from 'zod'
import { RequestReference } from '@/lib/engagements/input'
import { getSchedule } from '@/lib/engagements/queries/schedule'
import { route } from '@/lib/web/route'

/** The schedule of the engagement that a request was ordered as, for a calendar. */
export const GET = route('account', z.object({ number: RequestReference }), async (ctx, { number }) => {
  const { name, text } = await getSchedule(ctx, number)
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})
