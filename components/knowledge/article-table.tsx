import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { formatLocalDate } from '@/lib/kernel/words'
import type { ArticleList } from '@/lib/knowledge/article'
import type { DeskArticleRow } from '@/lib/knowledge/views'
import { AUDIENCE_WORDS } from './knowledge-words'

const NOTHING: Record<ArticleList, [title: string, words: string]> = {
  all: ['Nothing written yet', 'The best case is the one that nobody needs to open.'],
  drafts: ['Nobody is writing', 'What is being written stands here until it is published.'],
  review: ['Nothing waits for you', 'Articles that a second person should read stand here.'],
  due: ['Everything was looked at', 'Articles come here on the day on which somebody should check them again.'],
}

function draftWords({ scheduledAt, isApproved, reviewAskedAt }: NonNullable<DeskArticleRow['draft']>): string {
  if (scheduledAt !== null) return 'Draft, published later'
  if (isApproved) return 'Draft, approved'
  return reviewAskedAt === null ? 'Draft' : 'Draft, in review'
}

/** Articles with where they stand, who reads them, and what is to be done. */
export function ArticleTable({ articles, list }: { articles: readonly DeskArticleRow[]; list: ArticleList }) {
  const [title, words] = NOTHING[list]
  return (
    <Table
      caption="Articles"
      rows={articles}
      rowKey={({ id }) => id}
      empty={<EmptyState title={title}>{words}</EmptyState>}
      columns={[
        {
          key: 'title',
          head: 'Article',
          rowHead: true,
          cell: ({ id, title, sectionName }) => (
            <div className="min-w-0">
              <TextLink quiet href={`/desk/knowledge/${id}`}>
                {title}
              </TextLink>
              <span className="block text-sm font-normal text-ink-2">{sectionName}</span>
            </div>
          ),
        },
        {
          key: 'state',
          head: 'State',
          cell: ({ publishedNumber, draft }) => (
            <span className="flex flex-wrap gap-1.5">
              {publishedNumber === null ? <Tag>Not published</Tag> : <Tag tone="ok">Version {publishedNumber}</Tag>}
              {draft && <Tag tone="warn">{draftWords(draft)}</Tag>}
            </span>
          ),
        },
        { key: 'audience', head: 'Read by', cell: ({ audience }) => AUDIENCE_WORDS[audience] },
        {
          key: 'owner',
          head: 'Owner',
          cell: ({ ownerName }) => <span className="whitespace-nowrap">{ownerName}</span>,
          hideSmall: true,
        },
        {
          key: 'check',
          head: 'Check by',
          cell: ({ checkBy, isDue }) => (
            <span className="num whitespace-nowrap">
              {formatLocalDate(checkBy)} {isDue && <Tag tone="warn">Due</Tag>}
            </span>
          ),
        },
        {
          key: 'helped',
          head: 'Helped',
          end: true,
          cell: ({ helpful, unhelpful }) => (
            <span className="num whitespace-nowrap">
              {helpful + unhelpful === 0 ? 'No word yet' : `${helpful} of ${helpful + unhelpful}`}
            </span>
          ),
        },
      ]}
    />
  )
}
