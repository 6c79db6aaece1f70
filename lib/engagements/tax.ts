// How a quote is taxed. Set by finance: codes, rates and words are theirs, and no screen gives advice (services.md §1.11).

export const TAX_CODES = ['nz_gst_15', 'uk_vat_20', 'reverse_charge', 'zero_rated_export', 'no_tax_collected'] as const
export type TaxCode = (typeof TAX_CODES)[number]

/** `bp`: the rate in basis points. `words` stand beside the amount. */
export const TAXES: Record<TaxCode, { readonly bp: number; readonly words: string }> = {
  nz_gst_15: { bp: 1_500, words: 'GST 15 %' },
  uk_vat_20: { bp: 2_000, words: 'VAT 20 %' },
  reverse_charge: { bp: 0, words: 'VAT, reverse charge' },
  zero_rated_export: { bp: 0, words: 'Tax, zero-rated export' },
  no_tax_collected: { bp: 0, words: 'Tax, none collected' },
}

/** What a new quote begins with, by its currency. */
export function usualTax(currency: string): TaxCode {
  if (currency === 'NZD') return 'nz_gst_15'
  if (currency === 'GBP') return 'uk_vat_20'
  return currency === 'EUR' ? 'reverse_charge' : 'zero_rated_export'
}
