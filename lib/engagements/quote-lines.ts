// From a draft as it was typed to the lines of a version, with what is wrong beside each field.
import { parseMoney, formatAmount, formatMoney, money } from '../kernel/money'
import type { FieldErrors } from '../kernel/errors'
import type { DraftLine } from './quote-input'
import { formatQuantity } from './quote-kinds'
import { amountOf, cardUnit, formatPercent, OPTIONS_MAX, parseDiscount, parseQuantity, type QuoteLine } from './quote-price'
import { resolveRate, type RateCard, type RateQuestion } from './rate-card'

export type PricedLine = QuoteLine & { readonly amountMinor: bigint; readonly cardVersionId: string | null }

/** What the cards are asked for every line. `on`: the date of the quote. */
export type LineGround = Pick<RateQuestion, 'organisationId' | 'regionCode' | 'currency' | 'on'> & {
  readonly cards: readonly RateCard[]
}

/**
 * Reads lines as they were typed. A line of time has the rate of its card unless another one is typed; where no card has the rate,
 * there is none. `errors` by "lines.2.rate"; the lines count only where it is empty.
 */
export function readLines(typed: readonly DraftLine[], ground: LineGround): { lines: PricedLine[]; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const lines = typed.map((line, at) => {
    const wrong = (field: string, sentence: string) => {
      errors[`lines.${at}.${field}`] = [sentence]
    }
    const { currency } = ground
    const isTime = line.kind === 'time'
    if (line.name === '') wrong('name', 'Please say what this line is.')
    const qtyMilli = parseQuantity(line.qty)
    if (qtyMilli === null) wrong('qty', 'Please give a quantity such as 6 or 1.5.')
    const discountBp = parseDiscount(line.discount)
    if (discountBp === null) wrong('discount', 'Please give a discount from 0 to 100 %.')
    const unit = isTime ? cardUnit(line.unit) : null
    if (isTime && (line.role === undefined || unit === null))
      wrong('role', 'Please choose who works, by the hour or the half-day.')
    const card = isTime && line.role && unit ? resolveRate(ground.cards, { ...ground, role: line.role, unit }) : undefined
    if (card && 'missing' in card)
      wrong('rate', `No rate card has this rate in ${currency}. The services lead has to publish one first.`)
    const known = card && 'rate' in card ? card : undefined
    const rate = line.rate === '' ? undefined : parseMoney(line.rate, currency)
    if (rate === null) wrong('rate', `Please give an amount in ${currency} such as 1,400.00.`)
    if (rate === undefined && !isTime && line.kind !== 'included') wrong('rate', `Please give the price of one in ${currency}.`)
    const priced = {
      kind: line.kind,
      qtyMilli: qtyMilli ?? 1,
      unitRateMinor: rate?.minor ?? known?.rate.minor ?? 0n,
      discountBp: discountBp ?? 0,
    }
    return {
      ...priced,
      ...{ position: at + 1, itemCode: line.itemCode ?? null, role: isTime ? (line.role ?? null) : null, unit: line.unit },
      ...{ name: line.name, detail: line.detail, isOptional: line.isOptional },
      amountMinor: safeAmount(priced, currency, () => wrong('rate', 'This amount is too large.')),
      cardRateMinor: known?.rate.minor ?? null,
      cardVersionId: known?.versionId ?? null,
    }
  })
  if (lines.filter(({ isOptional }) => isOptional).length > OPTIONS_MAX)
    errors[''] = [`A quote has at most ${OPTIONS_MAX} optional lines.`]
  return { lines, errors }
}

function safeAmount(line: Parameters<typeof amountOf>[0], currency: string, tooLarge: () => void): bigint {
  try {
    return amountOf(line, currency).minor
  } catch {
    tooLarge()
    return 0n
  }
}

/** The optional lines of a version, with what each costs in words. */
export function optionsOf({ lines, currency }: { readonly lines: readonly QuoteLine[]; readonly currency: string }) {
  return lines
    .filter(({ isOptional }) => isOptional)
    .map((line) => ({ position: line.position, name: line.name, amount: formatMoney(amountOf(line, currency)) }))
}

/** A line as it stands in the form of the editor. */
export function typedLine(line: QuoteLine, currency: string): DraftLine {
  return {
    kind: line.kind,
    itemCode: line.itemCode ?? undefined,
    role: line.role ?? undefined,
    unit: line.unit,
    name: line.name,
    detail: line.detail,
    qty: formatQuantity(line.qtyMilli),
    rate: line.kind === 'included' ? '' : formatAmount(money(line.unitRateMinor, currency)),
    discount: line.discountBp === 0 ? '' : formatPercent(line.discountBp),
    isOptional: line.isOptional,
  }
}
