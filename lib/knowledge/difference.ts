// What changed between two texts, line by line.

/** `same` lines stand in both; a changed line comes as what was removed and what was added. */
export type LineChange = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** Beyond this many pairs of lines the middle is told as removed and added as a whole. */
const PAIRS_MAX = 4_000_000

/** The lines of both texts in reading order. The longest common part stays; what is removed stands before what is added. */
export function differenceOf(before: string, after: string): LineChange[] {
  const [old, young] = [linesOf(before), linesOf(after)]
  let head = 0
  while (head < old.length && head < young.length && old[head] === young[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < young.length - head && old.at(-1 - tail) === young.at(-1 - tail)) tail++
  return [
    ...old.slice(0, head).map(same),
    ...middle(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ]
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))
const same = (text: string): LineChange => ({ kind: 'same', text })
const removed = (text: string): LineChange => ({ kind: 'removed', text })
const added = (text: string): LineChange => ({ kind: 'added', text })

/** By the longest common subsequence, counted from the end. */
function middle(old: readonly string[], young: readonly string[]): LineChange[] {
  if (old.length * young.length > PAIRS_MAX) return [...old.map(removed), ...young.map(added)]
  const width = young.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      common[i * width + j] =
        old[i] === young[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const changes: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      changes.push(same(old[i++]!))
      j++
    } else if (j === young.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      changes.push(removed(old[i++]!))
    } else {
      changes.push(added(young[j++]!))
    }
  }
  return changes
}

/** How many lines were added and removed. */
export function sizeOf(changes: readonly LineChange[]): { added: number; removed: number } {
  const of = (kind: LineChange['kind']) => changes.filter((change) => change.kind === kind).length
  return { added: of('added'), removed: of('removed') }
}

/** Long stretches of what stayed, told by their length: three lines are shown on either side of a change. */
export function folded(
  changes: readonly LineChange[],
  around = 3,
): (LineChange | { readonly kind: 'folded'; readonly lines: number })[] {
  const near = new Set<number>()
  changes.forEach(({ kind }, at) => {
    if (kind !== 'same') for (let step = -around; step <= around; step++) near.add(at + step)
  })
  const shown: (LineChange | { kind: 'folded'; lines: number })[] = []
  changes.forEach((change, at) => {
    const last = shown.at(-1)
    if (near.has(at)) shown.push(change)
    else if (last?.kind === 'folded') shown[shown.length - 1] = { kind: 'folded', lines: last.lines + 1 }
    else shown.push({ kind: 'folded', lines: 1 })
  })
  return shown
}
