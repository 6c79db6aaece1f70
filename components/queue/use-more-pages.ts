'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueLines } from '@/lib/queue/lines'

type More = { pages: readonly QueueLines[]; next: string | null; loading: boolean; failed: boolean; load: () => Promise<void> }

async function fetchPage(source: string, cursor: string): Promise<QueueLines> {
  const address = new URL(source, location.origin)
  address.searchParams.set('cursor', cursor)
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`the queue answered ${answer.status}`)
  return (await answer.json()) as QueueLines
}

/**
 * The pages after the first one that somebody asked for. Whenever the first page is new, they are read again from its end, so
 * that the whole list stays current.
 */
export function useMorePages(first: QueueLines, source: string): More {
  const [pages, setPages] = useState<readonly QueueLines[]>([])
  const [loading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)
  const wanted = useRef(0)
  const reading = useRef(0)

  const read = useCallback(async () => {
    const turn = ++reading.current
    setLoading(true)
    try {
      const found: QueueLines[] = []
      for (let next = first.next; next !== null && found.length < wanted.current; next = found.at(-1)!.next) {
        found.push(await fetchPage(source, next))
        if (turn !== reading.current) return
      }
      setPages(found)
      setFailed(false)
    } catch {
      setFailed(true)
    } finally {
      if (turn === reading.current) setLoading(false)
    }
  }, [first, source])

  useEffect(() => {
    if (wanted.current > 0) void read()
  }, [read])

  const load = useCallback(async () => {
    wanted.current = pages.length + 1
    await read()
  }, [pages.length, read])

  const last = pages.at(-1)
  return { pages, next: last ? last.next : first.next, loading, failed, load }
}
