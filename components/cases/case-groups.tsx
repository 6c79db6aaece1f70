import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { CaseGroup } from '@/lib/cases/article-views'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'

/** Questions that come again and again and have no article, each with its cases. */
export function CaseGroups({
  groups,
  mayWrite,
  zone,
  now,
}: {
  groups: readonly CaseGroup[]
  mayWrite: boolean
  zone: string
  now: Instant
}) {
  if (groups.length === 0)
    return (
      <Card>
        <EmptyState title="Nothing comes again and again">
          Cases about the same stand here from the third on, unless an answer to them linked to an article.
        </EmptyState>
      </Card>
    )
  return groups.map(({ subject, organisations, cases }) => (
    <Card key={cases[0]!.reference}>
      <CardHead title={subject}>
        <span className="flex flex-wrap items-center gap-3">
          <span className="num text-sm text-ink-2">
            {count(cases.length, 'case')} of {count(organisations, 'organisation')}
          </span>
          {mayWrite && (
            <ButtonLink small href={`/desk/knowledge/new?title=${encodeURIComponent(subject.slice(0, 160))}`}>
              Write an article
            </ButtonLink>
          )}
        </span>
      </CardHead>
      <ul className="items">
        {cases.map(({ reference, subject, openedAt }) => (
          <li key={reference} className="flex-wrap !gap-x-3 !py-2">
            <TextLink quiet href={`/desk/cases/${reference}`} className="min-w-0 basis-60 grow">
              <span className="mono">{reference}</span> {subject}
            </TextLink>
            <When at={openedAt} zone={zone} now={now} as="date" className="text-sm text-ink-2" />
          </li>
        ))}
      </ul>
    </Card>
  ))
}
