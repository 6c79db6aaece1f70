import 'server-only'
import { DatabaseUnavailable, defaultClient } from '@/db/client'
import { smallPage } from './small-page'

/** A database that answered this recently is not asked again: what breaks in between is told by the page's own error. */
const FRESH_MS = 1_000
const RETRY_SECONDS = 5

let answeredAt = -Infinity

/** Whether the database answers. Waits through a short outage as a transaction does, and says no within its bound. */
export async function isDatabaseThere(): Promise<boolean> {
  const client = defaultClient()
  if (client.healthy() && performance.now() - answeredAt < FRESH_MS) return true
  try {
    await client.begin(async () => undefined, { readOnly: true })
    answeredAt = performance.now()
    return true
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return false
    throw error
  }
}

/**
 * 503 for somebody who opened a page or posted a form without scripts while the database is away. A page comes back by
 * itself; a form is not sent again behind anybody's back, and the browser keeps what was typed in it.
 */
export function outagePage({ url, method }: Request): Response {
  const { pathname, search } = new URL(url)
  const here = pathname + search
  const headers = new Headers({ 'cache-control': 'private, no-store', 'retry-after': String(RETRY_SECONDS) })
  const calm = 'Our database does not answer just now. Nothing is lost, and it usually takes less than a minute.'
  if (method === 'GET' || method === 'HEAD') {
    return smallPage({
      status: 503,
      title: 'We will be back in a moment',
      sentence: `${calm} This page tries again every ${RETRY_SECONDS} seconds; you can leave it open.`,
      link: { href: here, label: 'Try again now' },
      refresh: { to: here, afterSeconds: RETRY_SECONDS },
      headers,
    })
  }
  return smallPage({
    status: 503,
    title: 'This was not sent',
    sentence: `${calm} Go back in your browser, where what you typed still stands, and send it again in a minute.`,
    headers,
  })
}
