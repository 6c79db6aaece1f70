import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import { formatNumber } from '@/lib/kernel/words'
import type { DeflectionCounts, FailedLine, SearchReport } from '@/lib/knowledge/views'

/** How many searches there were, and how they ended. */
export function SearchTotals({ totals }: { totals: SearchReport['totals'] }) {
  const share = (n: number) => (totals.searches === 0 ? '' : ` (${Math.round((n / totals.searches) * 100)} %)`)
  const told = [
    ['Searches', formatNumber(totals.searches)],
    ['An article was opened', `${formatNumber(totals.opened)}${share(totals.opened)}`],
    ['Found something, nothing opened', `${formatNumber(totals.nothingOpened)}${share(totals.nothingOpened)}`],
    ['Found nothing', `${formatNumber(totals.nothingFound)}${share(totals.nothingFound)}`],
  ] as const
  return (
    <dl className="search-totals num">
      {told.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What became of articles beside the form for a new case, and how each is counted. */
export function DeflectionTable({ counts }: { counts: DeflectionCounts }) {
  const rows = [
    { name: 'Suggested', n: counts.suggested, how: 'Forms for a new case beside which at least one article stood.' },
    { name: 'Opened', n: counts.opened, how: 'Of these, those from which an article was opened.' },
    { name: 'Solved', n: counts.solved, how: 'Of these, those whose writer said “This solved it” and did not take it back.' },
    {
      name: 'Came back within 7 days',
      n: counts.cameBack,
      how: 'Of the solved, those whose writer began another case within seven days with at least half of the same telling words.',
    },
  ]
  return (
    <Table
      caption="Articles beside the form for a new case"
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', head: 'Forms', rowHead: true, cell: ({ name }) => name },
        { key: 'n', head: 'Number', end: true, cell: ({ n }) => formatNumber(n) },
        { key: 'how', head: 'How it is counted', words: true, cell: ({ how }) => how },
      ]}
    />
  )
}

/** Lines that were sought in vain, the most frequent first; each leads to what its search finds now. */
export function FailedLines({
  caption,
  lines,
  now,
  zone,
  empty,
}: {
  caption: string
  lines: readonly FailedLine[]
  now: Instant
  zone: string
  empty: string
}) {
  return (
    <Table
      caption={caption}
      rows={lines}
      rowKey={({ line }) => line}
      empty={<EmptyState title={empty} />}
      columns={[
        {
          key: 'line',
          head: 'Words',
          rowHead: true,
          cell: ({ line }) => (
            <TextLink className="wrap-anywhere" href={`/help/search?${new URLSearchParams({ q: line })}`}>
              {line}
            </TextLink>
          ),
        },
        { key: 'searches', head: 'Searches', end: true, cell: ({ searches }) => formatNumber(searches) },
        { key: 'lastAt', head: 'Last', cell: ({ lastAt }) => <When at={lastAt} zone={zone} now={now} /> },
      ]}
    />
  )
}
