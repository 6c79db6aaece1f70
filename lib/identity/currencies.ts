// The currencies that quotes and invoices may be made out in.

/** ISO 4217 codes that this machine knows, by code. */
export function currencies(): readonly string[] {
  return codes
}

/** Whether it is one of them. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}

const codes = Intl.supportedValuesOf('currency')
const known: ReadonlySet<string> = new Set(codes)
