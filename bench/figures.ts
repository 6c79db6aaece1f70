// Figures of a measurement and the gates they must pass (the section on speed), printed as tables or as JSON.

export type Figure = {
  readonly group: string
  readonly name: string
  /** What was measured, in words: "3.1 ms", "5,210 /s". */
  readonly value: string
  /** How it compares: "1.8 × server component table". */
  readonly ratio?: string
  /** What must hold: "≤ 10 ms". */
  readonly gate?: string
  /** Absent where nothing is demanded. */
  readonly holds?: boolean
}

export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`
export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-GB')} /s`
export const times = (value: number) => `${value.toFixed(2)} ×`

/** The middle value; of an even number the upper one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which `share` of all lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** One line for each figure, under the heading of its group. */
export function tableOf(figures: readonly Figure[]): string {
  const lines: string[] = []
  let group = ''
  const name = Math.max(...figures.map((figure) => figure.name.length), 10)
  const value = Math.max(...figures.map((figure) => figure.value.length), 6)
  const ratio = Math.max(...figures.map((figure) => figure.ratio?.length ?? 0))
  for (const figure of figures) {
    if (figure.group !== group) lines.push('', (group = figure.group))
    const mark = figure.holds === undefined ? ' ' : figure.holds ? '✓' : '✗'
    lines.push(
      `  ${mark} ${figure.name.padEnd(name)}  ${figure.value.padStart(value)}  ${(figure.ratio ?? '').padEnd(ratio)}  ${figure.gate ?? ''}`.trimEnd(),
    )
  }
  return lines.join('\n')
}
