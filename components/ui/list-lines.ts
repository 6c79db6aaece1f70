// What a field that is filled from a long list finds there. A line is "NZD · New Zealand dollar": its name, then what else it is known by.

/** The line of a name; the name itself where no line has it. */
export function lineOf(lines: readonly string[], name: string): string {
  return lines.find((line) => line === name || line.startsWith(`${name} · `)) ?? name
}

/** "Auckland" of "Pacific/Auckland · GMT+13", and what stands beside it; a name without a path is its own title. */
export function titleOf(line: string): { title: string; detail: string } {
  const [name = '', ...rest] = line.split(' · ')
  const title = name.split('/').at(-1)!.replaceAll('_', ' ')
  return { title, detail: [...(title === name ? [] : [name]), ...rest].join(' · ') }
}

/** The lines that have every word that was typed: those whose title begins with it first, then those of which any word does. */
export function linesFor(typed: string, lines: readonly string[]): string[] {
  const wanted = plain(typed)
  if (wanted === '') return [...lines]
  const words = wanted.split(' ')
  const rank = (line: string) => {
    const text = plain(line)
    if (!words.every((word) => text.includes(word))) return 0
    if (plain(titleOf(line).title).startsWith(wanted)) return 3
    return words.every((word) => text.startsWith(word) || text.includes(` ${word}`)) ? 2 : 1
  }
  return lines
    .map((line) => ({ line, at: rank(line) }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => b.at - a.at)
    .map(({ line }) => line)
}

/** The one line that is meant by what somebody left in the field: one of that title, or the only one that was found. */
export function meantBy(typed: string, lines: readonly string[]): string | undefined {
  if (plain(typed) === '') return undefined
  const found = linesFor(typed, lines)
  const same = found.filter((line) => plain(titleOf(line).title) === plain(typed) || plain(line) === plain(typed))
  return same.length === 1 ? same[0] : found.length === 1 ? found[0] : undefined
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s·/_,]+/g, ' ')
    .trim()
}
