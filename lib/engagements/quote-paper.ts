// What is signed: a version as canonical JSON, whose SHA-256 binds a signature to what was shown, and the sentence above the name.
import { formatMoney, type Money } from '../kernel/money'
import { MODEL_WORDS } from './engagement'
import type { QuoteModel } from './quote'
import { amountOf, totalsOf, type QuoteLine } from './quote-price'

/** Everything that a version says to a customer. Dates are ISO dates; `zone` is where its last day ends. */
export type QuoteWords = {
  readonly reference: string
  readonly version: number
  readonly requestReference: string
  readonly title: string
  readonly organisationName: string
  readonly currency: string
  readonly model: QuoteModel
  readonly isCapped: boolean
  readonly lines: readonly QuoteLine[]
  readonly taxCode: string
  readonly taxBp: number
  readonly validUntil: string
  readonly zone: string
  readonly paymentDays: number
  readonly termsVersion: number
  readonly termsSha256: string
  readonly scope: string
  readonly assumptions: string
  readonly exclusions: string
  readonly startsOn: string | null
  /** What a change says of its engagement; only where it is one, and was sent. */
  readonly changeWords?: string
}

/** One text for one version, whatever order its facts came in: keys sorted, amounts as whole minor units in text. */
export function canonicalQuote(words: QuoteWords): string {
  const { lines, currency, taxBp } = words
  const totals = totalsOf(lines, { currency, taxBp })
  return stable({
    ...words,
    lines: [...lines]
      .sort((a, b) => a.position - b.position)
      .map(({ cardRateMinor: _, ...line }) => ({ ...line, amountMinor: amountOf(line, currency).minor })),
    totals: Object.fromEntries(Object.entries(totals).map(([name, { minor }]) => [name, minor])),
  })
}

function stable(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${stable(each)}`).join(',')}}`
}

export type StatementFacts = {
  readonly reference: string
  readonly version: number
  readonly organisationName: string
  readonly total: Money
  /** Names of the optional lines that were chosen. */
  readonly options: readonly string[]
  readonly termsVersion: number
}

export type OrderStatementFacts = Omit<StatementFacts, 'termsVersion'> & {
  readonly orderNumber: string
  readonly recordedByName: string
  readonly countersignedByName: string
  readonly documents: readonly { readonly name: string; readonly sha256: string }[]
}

/** What the evidence says of an order that came outside the portal: the hash of its document binds it. */
export function orderStatementOf(facts: OrderStatementFacts): string {
  const { reference, version, organisationName, total, options, orderNumber, recordedByName, countersignedByName, documents } =
    facts
  const papers =
    documents.length === 0 ? '' : ` (${documents.map(({ name, sha256 }) => `${name}, SHA-256 ${sha256}`).join('; ')})`
  return `${organisationName} has ordered ${reference}, version ${version}${withOptions(options)}, of ${formatMoney(total)} with tax by order ${orderNumber}${papers}. ${recordedByName} recorded it, ${countersignedByName} countersigned.`
}

const withOptions = (options: readonly string[]): string =>
  options.length === 0 ? '' : `, with the options ${options.map((name) => `“${name}”`).join(', ')}`

/** The sentence that stands above the name, and is kept with it as it was shown. */
export function statementOf({ reference, version, organisationName, total, options, termsVersion }: StatementFacts): string {
  return `I approve ${reference}, version ${version}${withOptions(options)}, of ${formatMoney(total)} with tax, and its terms (version ${termsVersion}), for ${organisationName}.`
}

/** What the price of a version is: fixed, or by the time that it takes with or without an end. `fees`: before tax. */
export function priceWords({ model, isCapped }: Pick<QuoteWords, 'model' | 'isCapped'>, fees: Money): string {
  const kind = MODEL_WORDS[model]
  if (model !== 'time_and_materials') return kind
  return isCapped
    ? `${kind}: the time it takes, and never more than ${formatMoney(fees)} before tax`
    : `${kind}: the time it takes; the total is an estimate, and more needs your approval first`
}
