'use client'

import { QuietPage } from './quiet-page'
import { WayBack, type Place } from './way-back'

// Client components: every page carries its refusals along, and a reference weighs less than the words. Their ways back are plain
// links, which need none of the router's code.

/** 404: the thing is missing, or not the reader's to see; both look the same. */
export function NotFoundPage({ homeHref, homeLabel, alone }: Place) {
  return (
    <QuietPage
      code="404"
      title="There is nothing here for you"
      alone={alone}
      actions={<WayBack href={homeHref}>{homeLabel}</WayBack>}
    >
      <p>The address may be mistyped, the page may have moved, or it belongs to people whose pages you cannot see.</p>
    </QuietPage>
  )
}

/** 403: the reader may see the place but not do this. */
export function ForbiddenPage({
  homeHref,
  homeLabel,
  alone,
  who = 'You are signed in, but your role does not include this page. An administrator can change that.',
}: Place & { who?: string }) {
  return (
    <QuietPage code="403" title="This is not open to you" alone={alone} actions={<WayBack href={homeHref}>{homeLabel}</WayBack>}>
      <p>{who}</p>
    </QuietPage>
  )
}

/** 401. Nothing of ours answers it, pages lead to the sign-in instead; without it Next would put its own words into every page. */
export function UnauthorizedPage() {
  return (
    <QuietPage code="401" title="Please sign in" alone actions={<WayBack href="/sign-in">Sign in</WayBack>}>
      <p>Your session has ended, or you have not signed in yet.</p>
    </QuietPage>
  )
}
