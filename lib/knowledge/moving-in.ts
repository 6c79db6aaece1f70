// What a Markdown file of another help centre becomes here: which article, in which section, and what cannot come along.
import { fileOfAddress } from './files'
import { ARTICLE_AUDIENCES, BODY_MAX, slugOf, SUMMARY_MAX, TITLE_MAX, type ArticleAudience } from './article'

/**
 * A file as it was read. `matter`: its front matter, or nothing where it has none; `body`: all below it; `notes`: what of it stays behind and
 * why, where whoever read it knows.
 */
export type MovingFile = {
  readonly path: string
  readonly matter: Readonly<Record<string, unknown>>
  readonly body: string
  readonly notes?: readonly string[]
}

/** An article as it is moved in. `section`: from the first level down, one or two names. */
export type MovingArticle = {
  readonly path: string
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly language: string
  readonly section: readonly string[]
  readonly body: string
  readonly isDraft: boolean
  /** Whom the file says it is for; null where it says nothing. A word that nobody knows is for staff. */
  readonly audience: ArticleAudience | null
  /** Names of the organisations that it is for, of `organisations`. */
  readonly organisations: readonly string[]
  /** Names of the plans that it is for, of `plans`. */
  readonly plans: readonly string[]
  /** What stays behind, in words. */
  readonly notes: readonly string[]
}

export type Moving = { readonly article: MovingArticle } | { readonly path: string; readonly skipped: string }

const HEADING = /^#[ \t]+(.+?)[ \t]*#*[ \t]*$/m
const IMAGE = /!\[[^\]]*\]\((?!https?:)([^)\s]+)[^)]*\)|\[image:[^\]]*\]\([^)]*\)/g
const FILE = /((?<!\\)\]\()(?![a-z][a-z0-9+.-]*:|#)([^)\s]+)((?:\s+"[^"]*")?\))/gi
/** Also around a picture: "[![words](picture)](target)". */
const LINK = /(?<!!)\[((?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\(([^)\s#]+)(#[^)\s]*)?\)/g
const INDEX = /^(index|readme)$/i
const LANGUAGE = /^[a-z]{2,3}(-[A-Z]{2})?$/

/** Reads a file as an article, or says in words why it is left out. `beside`: the pictures and files that lie beside it. */
export function movingOf({ path, matter, body, notes = [] }: MovingFile, beside: ReadonlySet<string> = new Set()): Moving {
  const words = body.replace(/\r\n?/g, '\n').trim()
  if (words.includes('\0')) return { path, skipped: 'It is no text.' }
  if (words === '') return { path, skipped: 'Nothing stands in it.' }
  if (words.length > BODY_MAX) return { path, skipped: `It is longer than ${BODY_MAX.toLocaleString('en-GB')} characters.` }
  const folders = path.split('/')
  const name = folders.pop()!.replace(/\.(md|markdown|mdx)$/i, '')
  const title = lineOf(matter.title) || lineOf(HEADING.exec(words)?.[1]) || nameOf(name)
  const summary = lineOf(matter.summary) || lineOf(matter.description)
  if (title.length > TITLE_MAX) return { path, skipped: `Its title is longer than ${TITLE_MAX} characters.` }
  if (summary.length > SUMMARY_MAX) return { path, skipped: `Its summary is longer than ${SUMMARY_MAX} characters.` }
  const address = lineOf(matter.slug) || (INDEX.test(name) ? title : name)
  const missing = [...words.matchAll(IMAGE)].flatMap(([whole, target]) =>
    target !== undefined && beside.has(placeOf(target, path))
      ? []
      : [target ?? /^\[image:\s*([^\]]*)/.exec(whole)?.[1] ?? 'one without a name'],
  )
  const language = lineOf(matter.language) || lineOf(matter.lang)
  return {
    article: {
      path,
      slug: slugOf(address.split('/').at(-1)!),
      title,
      summary,
      language: LANGUAGE.test(language) ? language : 'en',
      section: sectionOf(matter.section ?? matter.category, folders),
      body: words,
      isDraft: matter.draft === true || matter.published === false,
      audience: audienceOf(lineOf(matter.audience)),
      organisations: listOf(matter.organisations),
      plans: listOf(matter.plans),
      notes: [...notes, ...missingWords(missing)],
    },
  }
}

/** So many pictures that are missing are named. */
const NAMED = 5

function missingWords(missing: readonly string[]): string[] {
  if (missing.length === 0) return []
  const names = missing.slice(0, NAMED).join(', ') + (missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '')
  return [`${missing.length === 1 ? 'One picture is' : `${missing.length} pictures are`} not among the files: ${names}.`]
}

/** Addresses for the articles, each its own: the second of one name gets a number. `taken`: what already leads elsewhere. */
export function addressesFor(
  articles: readonly { readonly path: string; readonly slug: string }[],
  known: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): Map<string, string> {
  const used = new Set([...taken, ...known.values()])
  const addresses = new Map<string, string>()
  for (const { path, slug } of articles) {
    let address = known.get(path)
    for (let n = 1; address === undefined; n++) {
      const wanted = n === 1 ? slug : `${slug.slice(0, 74)}-${n}`
      if (!used.has(wanted)) address = wanted
    }
    used.add(address)
    addresses.set(path, address)
  }
  return addresses
}

/** Which of the files beside it a text shows or links to, each once, in their order. */
export function filesBesideIn({ path, body }: Pick<MovingFile, 'path' | 'body'>, beside: ReadonlySet<string>): string[] {
  const places = [...body.matchAll(FILE)].map(([, , target]) => placeOf(target!, path))
  return [...new Set(places.filter((place) => beside.has(place)))]
}

/** The text with the files beside it under the addresses that they have here. */
export function withFilesHere({ path, body }: Pick<MovingFile, 'path' | 'body'>, addresses: ReadonlyMap<string, string>): string {
  return body.replace(FILE, (whole, before: string, target: string, after: string) => {
    const address = addresses.get(placeOf(target, path))
    return address === undefined ? whole : `${before}${address}${after}`
  })
}

/** The text with links to other files of the same folder leading to their articles, and how many links lead nowhere here. */
export function linkWithin(
  { path, body }: { readonly path: string; readonly body: string },
  addresses: ReadonlyMap<string, string>,
): { readonly body: string; readonly dead: number } {
  let dead = 0
  const linked = body.replace(LINK, (whole: string, text: string, target: string, anchor?: string) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target) || /^image:/.test(text) || fileOfAddress(target) !== undefined) return whole
    const address = addressOf(target, path, addresses)
    if (address === undefined) {
      dead++
      return whole
    }
    // Only anchors of our own kind mean a heading here.
    return `[${text}](/help/${address}${anchor?.startsWith('#h-') ? anchor : ''})`
  })
  return { body: linked, dead }
}

function addressOf(target: string, from: string, addresses: ReadonlyMap<string, string>): string | undefined {
  const file = placeOf(target, from).replace(/\.(md|markdown|mdx)$/i, '')
  for (const ending of ['.md', '.markdown', '.mdx', '/index.md', '/README.md']) {
    const address = addresses.get(`${file}${ending}`)
    if (address !== undefined) return address
  }
  return undefined
}

/** What a target means in a file: a path from the top of the folder. */
function placeOf(target: string, from: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of decoded(target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

/** Two levels at most: what the file says, or the folders in which it lies. */
function sectionOf(said: unknown, folders: readonly string[]): string[] {
  const names = listOf(typeof said === 'string' ? said.split('/') : said)
  const section = (names.length > 0 ? names : folders).slice(0, 2).map((name) => nameOf(name).slice(0, 80))
  return section.length > 0 ? section : ['General']
}

function audienceOf(said: string): ArticleAudience | null {
  return said === '' ? null : (ARTICLE_AUDIENCES.find((audience) => audience === said.toLowerCase()) ?? 'staff')
}

function listOf(said: unknown): string[] {
  return (Array.isArray(said) ? said : []).map(lineOf).filter((name) => name !== '')
}

/** "feature-flags" → "Feature flags". */
function nameOf(file: string): string {
  const words = /\s/.test(file) ? file : file.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function lineOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).replace(/\s+/g, ' ').trim() : ''
}
