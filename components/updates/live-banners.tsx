'use client'

import { usePathname } from 'next/navigation'
import { useState, type ReactNode } from 'react'

export type Banner = { readonly id: string; readonly node: ReactNode }

/**
 * Announcements above the page. What is announced, or over, while somebody reads moves nothing of what they read: it comes at the
 * lower edge, and what was above stays until they go to another page.
 */
export function LiveBanners({ banners }: { banners: readonly Banner[] }) {
  const pathname = usePathname()
  const [stand, setStand] = useState({ pathname, above: banners, hidden: [] as readonly string[] })
  // Another page is laid out anew, so everything may take its place.
  if (stand.pathname !== pathname) setStand({ pathname, above: banners, hidden: [] })

  const now = new Map(banners.map(({ id, node }) => [id, node]))
  const above = stand.above.filter(({ id }) => now.has(id) || !stand.hidden.includes(id))
  const late = banners.filter(({ id }) => !stand.above.some((each) => each.id === id))
  return (
    <>
      {above.length > 0 && (
        <section aria-label="Announcements" className="no-print">
          {above.map(({ id, node }) => (
            <div
              key={id}
              className={now.has(id) ? undefined : 'announcement-over'}
              // Whoever hides one means the place that it takes, too.
              onSubmitCapture={() => setStand((before) => ({ ...before, hidden: [...before.hidden, id] }))}
            >
              {!now.has(id) && <span className="sr-only">This is over.</span>}
              {now.get(id) ?? node}
            </div>
          ))}
        </section>
      )}
      <div role="status" className="announcements-late no-print">
        {late.map(({ id, node }) => (
          <div key={id}>{node}</div>
        ))}
      </div>
    </>
  )
}
