// Staff as they travel to the browser where a list shows more of them than their names.
import { namedLines, namedOf, type NamedLines } from '@/lib/kernel/named-lines'

/** One of ours as a list to choose from shows them. `answers`: may answer customers. */
export type StaffLine = {
  readonly id: string
  readonly name: string
  readonly regionCode: string
  readonly answers: boolean
}

const ANSWERS = '+'

/** The staff as named lines, in their order, with region and mark before the name. */
export function staffLines(staff: readonly StaffLine[]): NamedLines {
  return namedLines(
    staff.map(({ id, name, regionCode, answers }) => ({ id, name: `${regionCode}|${answers ? ANSWERS : ''}|${name}` })),
  )
}

/** The staff that `staffLines` wrote. */
export function staffOf(staff: NamedLines): readonly StaffLine[] {
  return namedOf(staff).map(({ id, name: line }) => {
    const [regionCode = '', mark, ...name] = line.split('|')
    return { id, regionCode, answers: mark === ANSWERS, name: name.join('|') }
  })
}
