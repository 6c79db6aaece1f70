import { Card, CardBody, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ArticleCases } from '@/lib/cases/article-views'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'

/** The case that an article came from, and those that were solved with it. */
export function ArticleCasesCard({ cases, zone, now }: { cases: ArticleCases; zone: string; now: Instant }) {
  const { source, closed, counts } = cases
  return (
    <Card aria-labelledby="article-cases">
      <CardHead title="Cases" id="article-cases" />
      <CardBody className="grid gap-3">
        {source && (
          <p>
            Made of an answer in{' '}
            <TextLink href={`/desk/cases/${source.reference}`}>
              <span className="mono">{source.reference}</span>
            </TextLink>{' '}
            by {source.madeByName}, <When at={source.madeAt} zone={zone} now={now} as="date" />.
          </p>
        )}
        <p className="text-ink-2">
          {counts.linked === 0
            ? 'No answer has linked to it yet.'
            : `Answers in ${count(counts.linked, 'case')} linked to it; ${count(counts.closed, 'case')} of them ${counts.closed === 1 ? 'is' : 'are'} solved.`}
        </p>
        {closed.length > 0 && (
          <ul className="grid gap-2 text-sm">
            {closed.map(({ reference, subject, organisationName, linkedAt }) => (
              <li key={reference} className="min-w-0">
                <TextLink quiet href={`/desk/cases/${reference}`}>
                  <span className="mono">{reference}</span> {subject}
                </TextLink>
                <span className="block text-ink-2">
                  {organisationName}, <When at={linkedAt} zone={zone} now={now} as="date" />
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  )
}
