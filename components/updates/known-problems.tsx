import Link from 'next/link'
import { Card, CardHead } from '@/components/ui/card'
import { Prose } from '@/components/ui/prose'
import { renderMarkdown } from '@/lib/kernel/markdown'
import { formatLocalDate } from '@/lib/kernel/words'
import type { UpdateProblem } from '@/lib/updates/views'

/** Known problems of updates that a search may be about, above what it found. */
export function KnownProblems({ problems }: { problems: readonly UpdateProblem[] }) {
  if (problems.length === 0) return null
  return (
    <Card className="help-known">
      <CardHead title={problems.length === 1 ? 'A known problem' : 'Known problems'} />
      <ul className="items">
        {problems.map(({ slug, version, releasedOn, text }) => (
          <li key={`${slug} ${text}`} className="grid gap-1 px-4 py-3">
            <Prose html={renderMarkdown(text)} />
            <p className="text-sm text-ink-2">
              <Link href={`/updates/${slug}`} prefetch={false} className="link">
                Version {version}
              </Link>
              , <time dateTime={releasedOn}>{formatLocalDate(releasedOn)}</time>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
