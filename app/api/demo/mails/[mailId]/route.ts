import { z } from 'zod'
import { MailId } from '@/lib/email/caught'
import { getCaughtMail } from '@/lib/email/queries'
import { publicRoute } from '@/lib/web/route'

/** May run nothing and load nothing; a link in it opens a window of its own. */
const ALONE =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The HTML of a caught mail, for the frame of its page; there only in a demo or test installation. */
export const GET = publicRoute(z.object({ mailId: MailId }), async (ctx, { mailId }) => {
  const mail = await getCaughtMail(ctx, mailId)
  return new Response(mail.html ?? '', {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': ALONE,
      'cache-control': 'private, no-store',
    },
  })
})
