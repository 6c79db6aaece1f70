'use client'

import { useEffect, useRef } from 'react'
import { isShortcut } from '@/components/palette/keys'
import { Card, CardHead } from '@/components/ui/card'
import type { Instant } from '@/lib/kernel/time'
import type { NewsView } from '@/lib/notifications/views'
import { NewsRow, type MarkRead } from './news-row'

/**
 * Promises that still need somebody, worst first, and below them what is new. j and k move, Enter opens, m marks as read:
 * moving moves the focus, so that one sees and hears where one stands.
 */
export function NewsList({
  promises,
  news,
  ...row
}: {
  promises: readonly NewsView[]
  news: readonly NewsView[]
  base: '' | '/desk'
  zone: string
  now: Instant
  markRead: MarkRead
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const links = () => [...(list.current?.querySelectorAll<HTMLElement>('.news-link') ?? [])]
    const onKey = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return
      const all = links()
      const at = all.findIndex((link) => link.closest('li')?.contains(document.activeElement))
      if (event.key === 'j' || event.key === 'k') {
        const to = Math.max(0, Math.min(all.length - 1, at + (event.key === 'j' ? 1 : at < 0 ? 1 : -1)))
        all[to]?.focus()
        all[to]?.closest('li')?.scrollIntoView({ block: 'nearest' })
      } else if (event.key === 'm' && at >= 0) {
        all[at]!.closest('li')!.querySelector('form')?.requestSubmit()
        // In the list of what is unread the row goes, and its neighbour takes the focus.
        ;(all[at + 1] ?? all[at - 1])?.focus()
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div ref={list} className="grid gap-4">
      {promises.length > 0 && (
        <Card aria-labelledby="promises-title">
          <CardHead title="Promises, the worst first" id="promises-title" />
          <ul className="news">
            {promises.map((item) => (
              <NewsRow key={item.id} item={item} {...row} />
            ))}
          </ul>
        </Card>
      )}
      {news.length > 0 && (
        <Card aria-labelledby="news-title">
          <CardHead title="What happened" id="news-title" />
          <ul className="news">
            {news.map((item) => (
              <NewsRow key={item.id} item={item} {...row} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
