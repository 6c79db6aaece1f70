import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { formatLocalDate } from '@/lib/kernel/words'
import { countsWords } from '@/lib/updates/update'
import type { UpdateNews } from '@/lib/updates/views'

/** What was published since the reader last looked at the updates; nothing when there is nothing. */
export function UpdateNewsCard({ news, total }: { news: readonly UpdateNews[]; total: number }) {
  if (news.length === 0) return null
  return (
    <Card aria-labelledby="update-news">
      <CardHead title="New since you were last here" id="update-news">
        <TextLink href="/updates" className="text-sm">
          {total > news.length ? `All ${total} updates` : 'All updates'}
        </TextLink>
      </CardHead>
      <ul className="items">
        {news.map(({ slug, version, title, releasedOn, kinds }) => (
          <li key={slug}>
            <div className="min-w-0">
              <TextLink quiet href={`/updates/${slug}`} className="font-semibold wrap-anywhere">
                {title}
              </TextLink>
              <p className="text-sm text-ink-2">
                <span className="mono">{version}</span>, {formatLocalDate(releasedOn)}: {countsWords(kinds)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
