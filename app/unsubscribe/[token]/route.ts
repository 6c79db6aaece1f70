import { stopFollowingByLink } from '@/lib/updates/commands/follow'
import { UnsubscribeInput } from '@/lib/updates/input'
import { getFollowerOfLink } from '@/lib/updates/queries/updates'
import { publicRoute } from '@/lib/web/route'

/**
 * One click of a mail program (RFC 8058 §3.2): posts from anywhere, without a session, and is answered without a redirect. The signed
 * link is all that it takes, and no more mails is all that it can do.
 */
export const POST = publicRoute(
  UnsubscribeInput,
  async (ctx, input) => {
    await stopFollowingByLink(ctx, input)
    return new Response('No more mails about product updates.\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  },
  { body: 'none', fromAnywhere: true },
)

/** A person who opens the address of the header is shown what it is and a button. */
export const GET = publicRoute(UnsubscribeInput, async (ctx, input) => {
  await getFollowerOfLink(ctx, input)
  return new Response(null, { status: 303, headers: { location: `/unsubscribe?token=${input.token}` } })
})
