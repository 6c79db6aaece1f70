import Link from 'next/link'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table, type Column } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { NUMBERS, rowsOfCell, sumOfCell, type NumberCell, type NumberKind, type NumberRow } from '@/lib/billing/numbers'
import type { PersonNumbers, ServiceNumbers } from '@/lib/billing/views'
import { formatWorked } from '@/lib/engagements/time'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import { formatMonth } from '@/lib/kernel/words'

const HEADS: Record<NumberKind, string> = {
  contracted: 'Approved',
  delivered: 'Delivered',
  unbilled: 'To be billed',
  invoiced: 'Invoiced',
  paid: 'Paid, with tax',
  expected: 'Expected',
  quoted: 'Quoted, half',
}

/** Where a number is opened: the rows that it is the sum of stand below. */
function pathOf({ kind, currency, month }: NumberCell): string {
  const at = month === undefined ? '' : `&month=${month ?? 'none'}`
  return `/desk/billing/numbers?currency=${currency}&of=${kind}${at}#rows`
}

const monthWords = (month: string | null) => (month === null ? 'Without a month' : formatMonth(month))

function NumberLink({ rows, cell, named }: { rows: readonly NumberRow[]; cell: NumberCell; named: string }) {
  const sum = sumOfCell(rows, cell)
  if (sum === null) return <span className="none text-ink-3">–</span>
  return (
    <TextLink quiet href={pathOf(cell)} className="num" aria-label={`${HEADS[cell.kind]}, ${named}: ${formatMoney(sum)}`}>
      {formatAmount(sum)}
    </TextLink>
  )
}

function columnsOf<Row>(
  rows: readonly NumberRow[],
  of: (row: Row) => { cell: Omit<NumberCell, 'kind'>; named: string },
): Column<Row>[] {
  return NUMBERS.map((kind) => ({
    key: kind,
    head: HEADS[kind],
    end: true,
    cell: (row) => {
      const { cell, named } = of(row)
      return <NumberLink rows={rows} cell={{ kind, ...cell }} named={named} />
    },
  }))
}

/** What each currency comes to: the months that are looked back on, and what is still to come. */
export function CurrencyNumbers({ numbers: { rows, currencies, months } }: { numbers: ServiceNumbers }) {
  return (
    <Card aria-labelledby="by-currency">
      <CardHead id="by-currency" title="By currency" />
      <Table
        caption="Numbers by currency"
        rows={currencies}
        rowKey={(currency) => currency}
        empty={<EmptyState title="No numbers yet">They begin with the first quote that a customer approves.</EmptyState>}
        columns={[
          {
            key: 'currency',
            head: 'Currency',
            rowHead: true,
            cell: (currency) => (
              <Link href={`/desk/billing/numbers?currency=${currency}`} className="link">
                {currency}
              </Link>
            ),
          },
          ...columnsOf<string>(rows, (currency) => ({ cell: { currency }, named: currency })),
        ]}
      />
      <CardBody>
        <p className="text-sm text-ink-2">
          Approved, delivered, invoiced and paid since {monthWords(months[0]!)}; to be billed as of today. Expected is what of
          approved fees is on no invoice yet, shared out over the working days until the work ends. Of quotes that wait for
          approval half is counted. Before tax, but for what was paid.
        </p>
      </CardBody>
    </Card>
  )
}

/** One currency by month. */
export function MonthNumbers({
  numbers: { rows, months, ahead, thisMonth },
  currency,
}: {
  numbers: ServiceNumbers
  currency: string
}) {
  const all = [...months, ...ahead.filter((month) => !months.includes(month)), null]
  const shown = all.filter((month) => NUMBERS.some((kind) => rowsOfCell(rows, { kind, currency, month }).length > 0))
  return (
    <Card aria-labelledby="by-month">
      <CardHead id="by-month" title={`${currency} by month`} />
      <Table
        caption={`${currency} by month`}
        rows={shown}
        rowKey={(month) => month ?? 'none'}
        columns={[
          {
            key: 'month',
            head: 'Month',
            rowHead: true,
            cell: (month) => (month === thisMonth ? `${monthWords(month)}, this month` : monthWords(month)),
          },
          ...columnsOf<string | null>(rows, (month) => ({ cell: { currency, month }, named: monthWords(month) })),
        ]}
      />
    </Card>
  )
}

/** What one number is made of. */
export function NumberRows({ rows, cell }: { rows: readonly NumberRow[]; cell: NumberCell }) {
  const own = rowsOfCell(rows, cell)
  const sum = sumOfCell(rows, cell)
  const when = cell.month === undefined ? '' : `, ${monthWords(cell.month)}`
  return (
    <Card aria-labelledby="rows">
      <CardHead id="rows" title={`${HEADS[cell.kind]} in ${cell.currency}${when}`}>
        {sum && <b className="num ml-auto">{formatMoney(sum)}</b>}
      </CardHead>
      <Table
        caption="What this number is made of"
        rows={own.map((row, at) => ({ ...row, at }))}
        rowKey={({ at }) => at}
        empty={<EmptyState title="Nothing">This number has no rows.</EmptyState>}
        columns={[
          {
            key: 'reference',
            head: 'What',
            rowHead: true,
            cell: ({ reference, page, what }) => (
              <span>
                <TextLink href={page} className="mono">
                  {reference}
                </TextLink>{' '}
                <span className="font-normal">{what}</span>
              </span>
            ),
          },
          { key: 'organisation', head: 'Customer', cell: ({ organisationName }) => organisationName },
          { key: 'month', head: 'Month', cell: ({ month }) => (month === null ? '–' : formatMonth(month)) },
          { key: 'amount', head: 'Amount', end: true, cell: ({ amount }) => <span className="num">{formatAmount(amount)}</span> },
        ]}
      />
    </Card>
  )
}

/** How much of each person's time of the last four weeks is paid for. */
export function PeopleNumbers({ people }: { people: readonly PersonNumbers[] }) {
  return (
    <Card aria-labelledby="people">
      <CardHead id="people" title="Utilisation, last four weeks" />
      <Table
        caption="Utilisation by person"
        rows={people}
        rowKey={({ userId }) => userId}
        empty={<EmptyState title="Nobody works on an engagement">Time that is written and submitted is counted here.</EmptyState>}
        columns={[
          {
            key: 'name',
            head: 'Person',
            rowHead: true,
            cell: ({ userId, name, works }) =>
              works.length === 0 ? name : <TextLink href={`/desk/billing/numbers?person=${userId}#person`}>{name}</TextLink>,
          },
          { key: 'available', head: 'Could work', end: true, cell: ({ available }) => <Hours minutes={available} /> },
          { key: 'worked', head: 'Worked', end: true, cell: ({ worked }) => <Hours minutes={worked} /> },
          { key: 'charged', head: 'Paid for', end: true, cell: ({ charged }) => <Hours minutes={charged} /> },
          {
            key: 'percent',
            head: 'Utilisation',
            end: true,
            cell: ({ percent }) => <b className="num">{percent === null ? '–' : `${percent} %`}</b>,
          },
        ]}
      />
      <CardBody>
        <p className="text-sm text-ink-2">
          Time on engagements that was submitted. Paid for is what is billed by the hour, drawn from prepaid hours, or done for a
          fixed price. Somebody could work 7 h 30 m on each day from Monday to Friday, less their leave.
        </p>
      </CardBody>
    </Card>
  )
}

/** What somebody's hours are made of. */
export function PersonRows({ person: { name, worked, charged, works } }: { person: PersonNumbers }) {
  return (
    <Card aria-labelledby="person">
      <CardHead id="person" title={`${name}, last four weeks`}>
        <b className="num ml-auto">
          {formatWorked(charged)} of {formatWorked(worked)} paid for
        </b>
      </CardHead>
      <Table
        caption="Time by engagement"
        rows={works}
        rowKey={({ reference }) => reference}
        columns={[
          {
            key: 'work',
            head: 'Engagement',
            rowHead: true,
            cell: ({ reference, page, title }) => (
              <span>
                <TextLink href={page} className="mono">
                  {reference}
                </TextLink>{' '}
                <span className="font-normal">{title}</span>
              </span>
            ),
          },
          { key: 'organisation', head: 'Customer', cell: ({ organisationName }) => organisationName },
          { key: 'worked', head: 'Worked', end: true, cell: (row) => <Hours minutes={row.worked} /> },
          { key: 'charged', head: 'Paid for', end: true, cell: (row) => <Hours minutes={row.charged} /> },
        ]}
      />
    </Card>
  )
}

function Hours({ minutes }: { minutes: number }) {
  return <span className="num">{formatWorked(minutes)}</span>
}
