// Which file of a Zendesk Guide export an address in an article means. Exports name them in many ways: as the address does, below the id of
// the attachment, with the id in front, or by their name alone.

/** An attachment as the export lists it. */
export type ZendeskAttachment = { readonly id: string; readonly file_name: string; readonly article_id?: string | null }

/** A path in the export, or what the file is called and why it is not there; one without a name is none. */
export type Found = { readonly place: string } | { readonly name: string; readonly why: string }

/** Looks for files among all paths of an export. */
export function fileFinder(
  places: Iterable<string>,
  attachments: ReadonlyMap<string, ZendeskAttachment>,
): (address: string) => Found {
  const all = new Set(places)
  const byName = groupedBy(all, (place) => [nameOf(place).toLowerCase()])
  const fileNames = new Set([...attachments.values()].map(({ file_name }) => file_name.toLowerCase()))
  const articles = new Set([...attachments.values()].flatMap(({ article_id }) => article_id ?? []))
  const byId = groupedBy(all, (place) =>
    place.split('/').flatMap((step) => (fileNames.has(step.toLowerCase()) ? [] : (numberOf(step) ?? []))),
  )

  return (address) => {
    if (address === '') return { name: '', why: 'stands in the text itself and not in a file.' }
    const steps = stepsOf(address)
    const id = attachmentId(address)
    const listed = id === undefined ? undefined : attachments.get(id)
    const name = listed?.file_name ?? steps.at(-1) ?? address
    const told = listed?.file_name ?? (/^\d+$/.test(name) ? `Attachment ${name}` : name)
    if (all.has(steps.join('/'))) return { place: steps.join('/') }
    const ofId = (id === undefined ? undefined : byId.get(id)) ?? []
    const namesakes = byName.get(name.toLowerCase()) ?? []
    const called = namesakes.filter((place) => isFreeFor(place, id))
    const ofArticle = called.filter((place) => listed?.article_id && place.split('/').includes(listed.article_id))
    const alike = endingAlike(id === undefined ? namesakes : called, steps)
    for (const candidates of [called.filter((place) => ofId.includes(place)), ofId, alike, ofArticle, called])
      if (candidates.length === 1) return { place: candidates[0]! }
    if (called.length > 1) return { name: told, why: `is ${called.length} files of the export: ${called.join(', ')}.` }
    const host = hostOf(address)
    if (host !== undefined && id === undefined) return { name: told, why: `lies at ${host} and not in the export.` }
    return { name: told, why: 'is not in the export.' }
  }

  /**
   * Every second picture is called image.png: one that lies below the id of another attachment, or of another article, is another one, and
   * may be for staff alone. A number that the list does not know is no id where the list knows the attachment that is looked for.
   */
  function isFreeFor(place: string, id: string | undefined): boolean {
    const listed = id === undefined ? undefined : attachments.get(id)
    const folders = place.split('/').slice(0, -1)
    const ofArticles = folders.filter((step) => articles.has(step))
    if (ofArticles.length > 0 && !ofArticles.includes(listed?.article_id ?? '')) return false
    const numbers = folders.flatMap((step) => (articles.has(step) ? [] : (numberOf(step) ?? [])))
    const ids = listed === undefined ? numbers : numbers.filter((number) => attachments.has(number))
    const inName = fileNames.has(nameOf(place).toLowerCase()) ? undefined : numberOf(nameOf(place))
    if (inName !== undefined && attachments.has(inName)) ids.push(inName)
    return ids.length === 0 || (id !== undefined && ids.includes(id))
  }
}

/** What may be the id of an attachment in a step of a path: "360012", "360012-shot.png". */
function numberOf(step: string): string | undefined {
  return /^(\d{3,})(?=$|[-_.])/.exec(step)?.[1]
}

/** ".../article_attachments/360012/shot.png" → "360012". */
export function attachmentId(address: string): string | undefined {
  return /\/article_attachments\/(\d+)/.exec(address)?.[1]
}

/** A path of the export as an address in Markdown. */
export function addressOfPlace(place: string): string {
  const steps = place.split('/').map((step) => encodeURIComponent(step).replaceAll('(', '%28').replaceAll(')', '%29'))
  return `/${steps.join('/')}`
}

/** Those that end with the most steps of the address, where any ends with two. */
function endingAlike(places: readonly string[], steps: readonly string[]): string[] {
  for (let length = steps.length; length > 1; length--) {
    const end = `/${steps.slice(-length).join('/')}`
    const alike = places.filter((place) => `/${place}`.endsWith(end))
    if (alike.length > 0) return alike
  }
  return []
}

function stepsOf(address: string): string[] {
  const path = address.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '').replace(/[?#].*$/s, '')
  return path
    .split('/')
    .map(decoded)
    .filter((step) => step !== '' && step !== '.' && step !== '..')
}

function hostOf(address: string): string | undefined {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]+)/i.exec(address)?.[1]
}

function nameOf(place: string): string {
  return place.split('/').at(-1)!
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

function groupedBy(places: ReadonlySet<string>, keysOf: (place: string) => readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const place of places) for (const key of new Set(keysOf(place))) groups.set(key, [...(groups.get(key) ?? []), place])
  return groups
}
