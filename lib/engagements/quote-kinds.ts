// Kinds and units of the lines of a quote.

/** `time` is priced by a rate card; `expense` is at cost up to its amount; `included` costs nothing and says so. */
export const LINE_KINDS = ['time', 'fixed', 'expense', 'included'] as const
export type LineKind = (typeof LINE_KINDS)[number]
export const LINE_UNITS = ['hour', 'half_day', 'piece'] as const
export type LineUnit = (typeof LINE_UNITS)[number]

/** "6 h", "2 half-days", "1"; of expenses and pieces the number alone. */
export function quantityWords({ qtyMilli, unit, kind }: { qtyMilli: number; unit: LineUnit; kind: LineKind }): string {
  const number = formatQuantity(qtyMilli)
  if (kind === 'expense' || unit === 'piece') return number
  return unit === 'hour' ? `${number} h` : `${number} ${qtyMilli === 1000 ? 'half-day' : 'half-days'}`
}

/** "1.5", "6": a quantity in thousandths as people write it. */
export function formatQuantity(qtyMilli: number): string {
  return String(qtyMilli / 1000)
}
