/** One table of several; what stands in two of them is a mistake. */
export function joined<Row>(tables: readonly Record<string, Row>[]): Record<string, Row> {
  const entries = tables.flatMap((table) => Object.entries(table))
  const all = Object.fromEntries(entries)
  if (Object.keys(all).length === entries.length) return all
  const keys = entries.map(([key]) => key)
  throw new Error(`These have two rows: ${keys.filter((key, index) => keys.indexOf(key) !== index).join(', ')}`)
}
