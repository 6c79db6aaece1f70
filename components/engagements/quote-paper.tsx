import { Card, CardHead } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Tag } from '@/components/ui/tag'
import { amountOf, formatPercent } from '@/lib/engagements/quote-price'
import { priceWords } from '@/lib/engagements/quote-paper'
import type { QuoteVersionView } from '@/lib/engagements/quote-views'
import { TAXES, type TaxCode } from '@/lib/engagements/tax'
import { formatAmount, money } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import type { ReactNode } from 'react'
import { quantityWords, quoteStateTone, quoteStateWords } from './quote-words'

/** A version as it is read: its lines and sums, then what is done, by whom paid and under which terms. `acts` stand in its head. */
export function QuotePaper({ view, side, acts }: { view: QuoteVersionView; side: 'customer' | 'desk'; acts?: ReactNode }) {
  const { words, totals, state, terms } = view
  const { currency, lines } = words
  const texts = [
    ['Change', words.changeWords ?? ''],
    ['Scope', words.scope],
    ['Assumptions', words.assumptions],
    ['Not included', words.exclusions],
  ] as const
  return (
    <div className="grid gap-4">
      <Card aria-labelledby="quote" className="quote-card">
        <CardHead
          id="quote"
          title={
            <>
              <span className="whitespace-nowrap">Quote {words.reference},</span>{' '}
              <span className="whitespace-nowrap">version {words.version}</span>
            </>
          }
        >
          <Tag tone={quoteStateTone(state)}>{quoteStateWords(state, side)}</Tag>
          {acts && <div className="ml-auto flex gap-2">{acts}</div>}
        </CardHead>
        <table className="quote-table num">
          <caption className="sr-only">What it costs</caption>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col" className="end max-md:hidden">
                Quantity
              </th>
              <th scope="col" className="end max-md:hidden">
                Rate
              </th>
              <th scope="col" className="end">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.position}>
                <th scope="row">
                  <b className="wrap-anywhere">{line.name}</b> {line.isOptional && <Tag>Optional</Tag>}
                  <p className="wrap-anywhere">{line.detail}</p>
                  {line.kind === 'expense' && <p>at cost, up to this amount</p>}
                  {line.discountBp > 0 && <p>{formatPercent(line.discountBp)} % discount</p>}
                  {line.kind !== 'included' && (
                    <p className="md:hidden">
                      {quantityWords(line)} × {formatAmount(money(line.unitRateMinor, currency))}
                    </p>
                  )}
                </th>
                <td className="end max-md:hidden">{quantityWords(line)}</td>
                <td className="end max-md:hidden">
                  {line.kind === 'included' ? '' : formatAmount(money(line.unitRateMinor, currency))}
                </td>
                <td className="end">{line.kind === 'included' ? 'Included' : formatAmount(amountOf(line, currency))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <Sum label={`Total, ${currency}, before tax`} amount={formatAmount(totals.net)} strong />
            <Sum label={taxWords(words.taxCode)} amount={formatAmount(totals.tax)} />
            <Sum label={`Total with tax, ${currency}`} amount={formatAmount(totals.total)} strong />
          </tfoot>
        </table>
        {lines.some(({ isOptional }) => isOptional) && (
          <p className="card-pad text-sm text-ink-2">Optional lines are in no sum until an approver chooses them.</p>
        )}
      </Card>
      <Card pad aria-labelledby="words">
        <h2 id="words">What is agreed</h2>
        <dl className="quote-texts">
          {texts.map(
            ([name, text]) =>
              text !== '' && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="whitespace-pre-line wrap-anywhere">{text}</dd>
                </div>
              ),
          )}
          <div>
            <dt>Price</dt>
            <dd>{priceWords(words, totals.fees)}</dd>
          </div>
          <div>
            <dt>Start</dt>
            <dd>{words.startsOn === null ? 'As agreed after the approval' : formatLocalDate(words.startsOn)}</dd>
          </div>
          <div>
            <dt>Valid until</dt>
            <dd>
              The end of {formatLocalDate(words.validUntil)}, where {side === 'customer' ? 'you are' : 'the customer is'}
            </dd>
          </div>
          <div>
            <dt>Payment</dt>
            <dd className="num">Within {words.paymentDays} days of an invoice</dd>
          </div>
        </dl>
        <Disclosure className="mt-4" summary={`Terms, version ${words.termsVersion}`}>
          <p className="mt-2 text-sm whitespace-pre-line">{terms}</p>
        </Disclosure>
      </Card>
    </div>
  )
}

function Sum({ label, amount, strong }: { label: string; amount: string; strong?: boolean }) {
  return (
    <tr>
      <th scope="row" className={strong ? 'font-semibold' : undefined}>
        {label}
      </th>
      <td className="max-md:hidden" colSpan={2} />
      <td className={strong ? 'end font-semibold' : 'end'}>{amount}</td>
    </tr>
  )
}

/** "GST 15 %". */
export function taxWords(code: string): string {
  return TAXES[code as TaxCode].words
}
