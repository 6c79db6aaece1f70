// The currencies that quotes and invoices may be made out in.
import { isCurrency as hasMinorUnits } from '../kernel/money'

const codes = Intl.supportedValuesOf('currency').filter(hasMinorUnits)
const known: ReadonlySet<string> = new Set(codes)
const labels = codes.map((code) => `${code} · ${nameOf(code)}`)

/** Those of ISO 4217 that this machine and lib/kernel/money.ts know, by code: "NZD · New Zealand dollar". */
export function currencies(): readonly string[] {
  return labels
}

/** Whether a code is one of them. */
export function isCurrency(code: string): boolean {
  return known.has(code)
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
