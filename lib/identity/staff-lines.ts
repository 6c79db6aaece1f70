// Staff as they travel to the browser: one text, because a page of the desk carries all of them, and field names and quotes
// would weigh more than the people.

/** One of ours as a list to choose from shows them. `answers`: may answer customers. */
export type StaffLine = {
  readonly id: string
  readonly name: string
  readonly regionCode: string
  readonly answers: boolean
}

/** A line each: id, region, mark, name. An object, so that parts of a page that are given the same carry it once. */
export type StaffLines = { readonly lines: string }

const ANSWERS = '+'

/** The staff as one text, in their order; a list that shows neither region nor rights leaves them out. */
export function staffLines(staff: readonly (Pick<StaffLine, 'id' | 'name'> & Partial<StaffLine>)[]): StaffLines {
  const line = ({ id, name, regionCode = '', answers = false }: (typeof staff)[number]) =>
    `${id}|${regionCode}|${answers ? ANSWERS : ''}|${name}`
  return { lines: staff.map(line).join('\n') }
}

/** The staff that a text holds. */
export function staffOf({ lines }: StaffLines): readonly StaffLine[] {
  if (lines === '') return []
  return lines.split('\n').map((line) => {
    const [id = '', regionCode = '', mark, ...name] = line.split('|')
    return { id, regionCode, answers: mark === ANSWERS, name: name.join('|') }
  })
}
