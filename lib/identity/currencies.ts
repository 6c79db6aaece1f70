// The currencies that quotes and invoices may be made out in.
import { isCurrency as hasMinorUnits } from '../kernel/money'

const codes = Intl.supportedValuesOf('currency').filter(hasMinorUnits)
const labels = codes.map((code) => `${code} · ${nameOf(code)}`)

/** Those of ISO 4217 that this machine and lib/kernel/money.ts know, by code: "NZD · New Zealand dollar". */
export function currencies(): readonly string[] {
  return labels
}

/** The code that is meant, by itself or by its name: "nzd", "New Zealand dollar". */
export function currencyOf(text: string): string | undefined {
  const wanted = text.toLowerCase()
  return codes.find(
    (code, index) => code.toLowerCase() === wanted || labels[index]!.slice(code.length + 3).toLowerCase() === wanted,
  )
}

function nameOf(code: string): string {
  const parts = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'name',
    maximumFractionDigits: 0,
  }).formatToParts(1)
  return parts.find(({ type }) => type === 'currency')?.value ?? code
}
