'use client'

import { useEffect, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { SimilarCase } from '@/lib/cases/list-views'
import type { Instant } from '@/lib/kernel/time'

type Found = { cases: readonly SimilarCase[] } | 'loading' | 'failed'

/** How cases about the same were solved, beside a case. Asked for once the case itself is there, which does not wait for them. */
export function SimilarCases({ reference, zone, now }: { reference: string; zone: string; now: Instant }) {
  const [found, setFound] = useState<Found>('loading')
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const left = new AbortController()
    fetch(`/api/similar?reference=${reference}`, { signal: left.signal, headers: { accept: 'application/json' } })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`similar cases answered ${answer.status}`)
        setFound({ cases: (await answer.json()) as SimilarCase[] })
      })
      .catch(() => {
        if (!left.signal.aborted) setFound('failed')
      })
    return () => left.abort()
  }, [reference, turn])
  return (
    <section aria-labelledby="similar-title" className="flex flex-col gap-2.5" aria-busy={found === 'loading' || undefined}>
      <h2 id="similar-title">Similar resolved cases</h2>
      {found === 'loading' ? (
        <Skeleton label="Looking for cases about the same" lines={[90, 64]} />
      ) : found === 'failed' ? (
        <p className="text-sm text-ink-2">
          They could not be loaded.{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              setFound('loading')
              setTurn(turn + 1)
            }}
          >
            Try again
          </button>
        </p>
      ) : found.cases.length === 0 ? (
        <p className="text-sm text-ink-2">None was about the same yet.</p>
      ) : (
        <ul className="grid gap-3">
          {found.cases.map((each) => (
            <li key={each.reference} className="grid gap-0.5">
              <TextLink quiet href={`/desk/cases/${each.reference}`}>
                {each.subject}
              </TextLink>
              <p className="text-sm text-ink-2">
                {each.reference} · {each.isSameOrganisation ? <Tag tone="accent">Same organisation</Tag> : each.organisationName}{' '}
                · <When at={each.resolvedAt} zone={zone} now={now} />
              </p>
              {each.answer && <p className="line-clamp-2 text-sm text-ink-2">“{each.answer}”</p>}
            </li>
          ))}
        </ul>
      )}
      <noscript>
        <TextLink href="/desk/search">Search all cases</TextLink>
      </noscript>
    </section>
  )
}
