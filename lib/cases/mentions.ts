// Who is named in a note: an @ and the name of somebody on our side, in any case of letters. The whole name, or the first name
// where only one of us bears it. Two people of one whole name are both meant; a name inside a mail address or a longer word is
// nobody's.

export type Mentionable = { readonly id: string; readonly name: string }

/** The ids of everybody whom the note names, each once. */
export function findMentions(body: string, people: readonly Mentionable[]): string[] {
  const names = namesOf(people)
  return [...new Set(places(body).flatMap((at) => names.find(({ name }) => startsWord(body, at, name))?.ids ?? []))]
}

/** Where the text names somebody, from the @ to the end of the name, in order. */
export function mentionPlaces(text: string, people: readonly Mentionable[]): { from: number; to: number }[] {
  const names = namesOf(people)
  return places(text).flatMap((at) => {
    const named = names.find(({ name }) => startsWord(text, at, name))
    return named === undefined ? [] : [{ from: at - 1, to: at + named.name.length }]
  })
}

/** The words after an @ that name none of us: "@Maja" where nobody is called so. Each once, as written. */
export function unknownMentions(body: string, people: readonly Mentionable[]): string[] {
  const names = namesOf(people)
  const unknown = places(body)
    .filter((at) => !names.some(({ name }) => startsWord(body, at, name)))
    .flatMap((at) => body.slice(at).match(/^[\p{L}][\p{L}\p{M}\p{N}'’_-]*/u)?.[0] ?? [])
  return [...new Set(unknown)].map((word) => `@${word}`)
}

/** Where a name may begin: after each @ that no word or mail address runs into. */
function places(body: string): number[] {
  return [...body.matchAll(/(?<![\p{L}\p{M}\p{N}_.+-])@/gu)].map(({ index }) => index + 1)
}

function startsWord(body: string, at: number, name: string): boolean {
  return body.slice(at, at + name.length).toLowerCase() === name && !/^[\p{L}\p{M}\p{N}_]/u.test(body.slice(at + name.length))
}

/** Names in small letters, the longest first: "Ann Leeson" is not "Ann Lee". */
function namesOf(people: readonly Mentionable[]): { name: string; ids: string[] }[] {
  const whole = new Map<string, string[]>()
  const first = new Map<string, string[]>()
  for (const { id, name } of people) {
    const small = name.toLowerCase()
    add(whole, small, id)
    add(first, small.split(/\s+/)[0] ?? small, id)
  }
  for (const [name, ids] of first) if (ids.length === 1 && !whole.has(name)) whole.set(name, ids)
  return [...whole].map(([name, ids]) => ({ name, ids })).sort((a, b) => b.name.length - a.name.length)
}

function add(to: Map<string, string[]>, name: string, id: string): void {
  to.set(name, [...(to.get(name) ?? []), id])
}
