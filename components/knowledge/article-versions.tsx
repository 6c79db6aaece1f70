import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import type { DeskArticle } from '@/lib/knowledge/views'
import { REASON_WORDS } from './knowledge-words'

type Reader = { zone: string; now: Instant }

/** Every version with who published it and why, and the way to what it changed. */
export function ArticleVersions({ article, zone, now }: { article: DeskArticle } & Reader) {
  const { id, versions, words } = article
  const path = `/desk/knowledge/${id}/versions`
  const last = versions[0]?.number
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      {last === undefined ? (
        <p className="text-sm text-ink-2">It was never published.</p>
      ) : (
        <>
          {words.version > 0 && (
            <p className="text-sm">
              <TextLink href={`${path}?from=${last}`}>Draft against version {last}</TextLink>
            </p>
          )}
          <ol className="article-versions text-sm">
            {versions.map(({ number, reason, publishedByName, approvedByName, publishedAt }) => (
              <li key={number}>
                <TextLink href={`${path}?from=${Math.max(1, number - 1)}&to=${number}`}>Version {number}</TextLink>: {reason}
                <span className="num block text-ink-2">
                  {publishedByName}, <When at={publishedAt} zone={zone} now={now} />
                  {approvedByName && `, read by ${approvedByName}`}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** What readers said last, and why it did not help. */
export function ReaderWords({ feedback, zone, now }: { feedback: DeskArticle['feedback'] } & Reader) {
  const helped = feedback.filter(({ isHelpful }) => isHelpful).length
  return (
    <section aria-labelledby="readers">
      <h2 id="readers">What readers say</h2>
      <p className="num text-sm text-ink-2">
        {feedback.length === 0 ? 'No word yet.' : `It helped ${helped} of the last ${feedback.length}.`}
      </p>
      <ul className="article-versions text-sm">
        {feedback
          .filter(({ isHelpful }) => !isHelpful)
          .map(({ reason, comment, byName, saidAt }, at) => (
            <li key={at}>
              {reason ? REASON_WORDS[reason] : 'It did not help'}
              {comment && <span className="block whitespace-pre-wrap wrap-anywhere">“{comment}”</span>}
              <span className="num block text-ink-2">
                {byName ?? 'A visitor'}, <When at={saidAt} zone={zone} now={now} />
              </span>
            </li>
          ))}
      </ul>
    </section>
  )
}
