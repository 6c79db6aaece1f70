import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import type { RateCardView } from '@/lib/engagements/rate-card-view'
import { formatAmount } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { ROLE_WORDS } from './quote-words'

/** Every published version, by region and currency. `today`: an ISO date; what begins later says so. */
export function RateCards({ cards, today }: { cards: readonly RateCardView[]; today: string }) {
  return (
    <Card aria-labelledby="published">
      <CardHead id="published" title="Published" />
      <Table
        caption="Published rates"
        rows={cards}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No rates are published">A line of time can be quoted once they are.</EmptyState>}
        columns={[
          {
            key: 'card',
            head: 'Card',
            rowHead: true,
            cell: ({ regionCode, organisationName, currency }) => (
              <span className="wrap-anywhere">
                {organisationName ?? regionCode}, {currency}
              </span>
            ),
          },
          {
            key: 'from',
            head: 'From',
            cell: ({ effectiveFrom }) => (
              <span className="num">
                {formatLocalDate(effectiveFrom)}
                {effectiveFrom > today && ', later'}
              </span>
            ),
          },
          {
            key: 'rates',
            head: 'Rates',
            words: true,
            cell: ({ rates }) => (
              <span className="num">
                {rates
                  .map(
                    ({ role, unit, amount }) =>
                      `${ROLE_WORDS[role]} ${formatAmount(amount)} ${unit === 'hour' ? 'an hour' : 'a half-day'}`,
                  )
                  .join('; ')}
              </span>
            ),
          },
          { key: 'by', head: 'By', hideSmall: true, cell: ({ publishedBy }) => publishedBy },
        ]}
      />
    </Card>
  )
}
