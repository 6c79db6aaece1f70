// What a version says otherwise than the one before it, as a list that people read (services.md §1.4).
import { formatMoney, money } from '../kernel/money'
import { formatLocalDate } from '../kernel/words'
import { MODEL_WORDS } from './engagement'
import { formatQuantity } from './quote-kinds'
import { amountOf, formatPercent, totalsOf, type QuoteLine } from './quote-price'
import type { QuoteWords } from './quote-paper'
import { TAXES, type TaxCode } from './tax'

export type Difference = { readonly what: string; readonly before: string | null; readonly after: string | null }

/** The differences in the order in which the paper says things; nothing when both say the same. */
export function differenceOfQuotes(before: QuoteWords, after: QuoteWords): Difference[] {
  const lines = linesOf(before, after)
  const total = (words: QuoteWords) => formatMoney(totalsOf(words.lines, words).total)
  const pairs: [string, string, string][] = [
    ['Total with tax', total(before), total(after)],
    ['Kind', MODEL_WORDS[before.model], MODEL_WORDS[after.model]],
    ['Cap', before.isCapped ? 'capped' : 'not capped', after.isCapped ? 'capped' : 'not capped'],
    ['Tax', taxOf(before), taxOf(after)],
    // A draft does not say yet what it changes: that is written when it is sent.
    ['Change', before.changeWords ?? '', after.changeWords ?? before.changeWords ?? ''],
    ['Scope', before.scope, after.scope],
    ['Assumptions', before.assumptions, after.assumptions],
    ['Not included', before.exclusions, after.exclusions],
    ['Start', dayOf(before.startsOn), dayOf(after.startsOn)],
    ['Valid until', dayOf(before.validUntil), dayOf(after.validUntil)],
    ['Payment within', `${before.paymentDays} days`, `${after.paymentDays} days`],
    ['Terms', `version ${before.termsVersion}`, `version ${after.termsVersion}`],
  ]
  return [...lines, ...pairs.flatMap(([what, was, is]) => (was === is ? [] : [{ what, before: was || null, after: is || null }]))]
}

const dayOf = (day: string | null): string => (day === null ? '' : formatLocalDate(day))
const taxOf = ({ taxCode }: QuoteWords): string => TAXES[taxCode as TaxCode].words

function linesOf(before: QuoteWords, after: QuoteWords): Difference[] {
  const left = [...before.lines]
  const found = after.lines.map((line) => {
    const at = left.findIndex(({ name }) => name === line.name)
    return { line, was: at === -1 ? undefined : left.splice(at, 1)[0] }
  })
  const words = (line: QuoteLine, { currency }: QuoteWords) => lineWords(line, currency)
  return [
    ...found.flatMap(({ line, was }): Difference[] => {
      const is = words(line, after)
      if (was === undefined) return [{ what: line.name, before: null, after: is }]
      const old = words(was, before)
      return old === is ? [] : [{ what: line.name, before: old, after: is }]
    }),
    ...left.map((line) => ({ what: line.name, before: words(line, before), after: null })),
  ]
}

function lineWords(line: QuoteLine, currency: string): string {
  const parts = [
    line.kind === 'included'
      ? 'included'
      : `${formatQuantity(line.qtyMilli)} × ${formatMoney(money(line.unitRateMinor, currency))} = ${formatMoney(amountOf(line, currency))}`,
    ...(line.discountBp > 0 ? [`${formatPercent(line.discountBp)} % off`] : []),
    ...(line.isOptional ? ['optional'] : []),
    ...(line.detail === '' ? [] : [line.detail]),
  ]
  return parts.join(', ')
}
