import type { Metadata } from 'next'
import { CurrencyNumbers, MonthNumbers, NumberRows, PeopleNumbers, PersonRows } from '@/components/billing/numbers'
import { DeskBar } from '@/components/layout/desk-bar'
import { TextLink } from '@/components/ui/text-link'
import { NumbersQuery } from '@/lib/billing/input'
import { getServiceNumbers } from '@/lib/billing/queries/numbers'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

export const metadata: Metadata = { title: 'Numbers of services' }

/** What was approved, delivered, billed and paid, what is still to come, and how much of people's time is paid for. */
export default async function NumbersPage({ searchParams }: PageProps<'/desk/billing/numbers'>) {
  const ctx = await deskContext()
  const { currency: asked, of, month, person } = await searchInput(NumbersQuery, searchParams)
  const numbers = await guarded(getServiceNumbers(ctx))
  const currency = asked !== undefined && numbers.currencies.includes(asked) ? asked : numbers.currencies[0]
  const somebody = numbers.people.find(({ userId }) => userId === person)
  return (
    <>
      <DeskBar title="Numbers of services" />
      <p className="shift">
        <span>
          <TextLink href="/desk/billing">Billing</TextLink> · Each number opens into the rows that it is the sum of.
        </span>
      </p>
      <div className="desk-page grid gap-4">
        <CurrencyNumbers numbers={numbers} />
        {currency !== undefined && <MonthNumbers numbers={numbers} currency={currency} />}
        {currency !== undefined && of !== undefined && (
          <NumberRows
            rows={numbers.rows}
            cell={{ kind: of, currency, ...(month !== undefined && { month: month === 'none' ? null : month }) }}
          />
        )}
        <PeopleNumbers people={numbers.people} />
        {somebody && <PersonRows person={somebody} />}
      </div>
    </>
  )
}
