// The Markdown of a folder or a zip, with its front matter, or the JSON of a Zendesk Guide export; and what lies beside it.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { parse } from 'yaml'
import { filesBesideIn, type MovingFile } from '@/lib/knowledge/moving-in'
import { isZendeskPage, readZendesk } from '@/lib/knowledge/zendesk'
import { Unable } from '../console.mjs'

const MARKDOWN = /\.(md|markdown|mdx)$/i
/** A file that is larger was never written by hand. */
const LARGEST = 20 * 1024 * 1024
/** A list of all articles is long. */
const LARGEST_JSON = 200 * 1024 * 1024
const MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/

export type FilesRead = {
  /** What the files are called together. */
  readonly name: string
  readonly files: readonly MovingFile[]
  /** What else lies there, by path: pictures and files that articles may name. */
  readonly beside: ReadonlyMap<string, { readonly size: number; readonly read: () => Uint8Array }>
  /** What is no article, with the reason. */
  readonly left: readonly { readonly path: string; readonly reason: string }[]
}

type Beside = Map<string, { size: number; read: () => Uint8Array }>

/** Reads a folder or a zip, in the order of paths. Throws Unable when it is neither. */
export function readFiles(place: string): FilesRead {
  const entries = entriesOf(place).sort((a, b) => (a.path < b.path ? -1 : 1))
  const name = basename(resolve(place))
  const pages = entries.flatMap(({ path, read, size }) => {
    const json = isJson(path) && size <= LARGEST_JSON ? jsonOf(strFromU8(read())) : undefined
    return isZendeskPage(json) ? [{ path, json }] : []
  })
  return pages.length > 0 ? guideOf(name, pages, entries) : folderOf(name, entries)
}

/** All but the pages of an export are attachments of its articles, also those that are Markdown: for no more people than their article. */
function guideOf(name: string, pages: readonly { path: string; json: unknown }[], entries: readonly Entry[]): FilesRead {
  const ofPages = new Set(pages.map(({ path }) => path))
  const beside: Beside = new Map(entries.flatMap((entry) => (ofPages.has(entry.path) ? [] : [[entry.path, entry]])))
  const { files, left } = readZendesk(pages, beside.keys())
  // Links to an article lead to it and to no file that is called the same.
  for (const { path } of files) beside.delete(path)
  return { name, files, beside, left: [...unnamedOf(files, beside, 'No article of the export names it.'), ...left] }
}

function folderOf(name: string, entries: readonly Entry[]): FilesRead {
  const files: MovingFile[] = []
  const left: { path: string; reason: string }[] = []
  const beside: Beside = new Map()
  for (const { path, read, size } of entries) {
    if (isJson(path)) left.push({ path, reason: 'It is no part of a Zendesk Guide export.' })
    else if (!MARKDOWN.test(path)) beside.set(path, { size, read })
    else if (size > LARGEST) left.push({ path, reason: 'It is larger than 20 MB.' })
    else {
      const file = fileOf(path, strFromU8(read()))
      if (typeof file === 'string') left.push({ path, reason: file })
      else files.push(file)
    }
  }
  return { name, files, beside, left: [...left, ...unnamedOf(files, beside, 'It is no Markdown, and no article names it.')] }
}

function unnamedOf(files: readonly MovingFile[], beside: Beside, reason: string): { path: string; reason: string }[] {
  const places = new Set(beside.keys())
  const named = new Set(files.flatMap((file) => filesBesideIn(file, places)))
  return [...places].filter((path) => !named.has(path)).map((path) => ({ path, reason }))
}

function isJson(path: string): boolean {
  return /\.json$/i.test(path)
}

type Entry = { path: string; size: number; read: () => Uint8Array }

function entriesOf(place: string): Entry[] {
  const there = statSync(place, { throwIfNoEntry: false })
  if (!there) throw new Unable(`There is nothing at ${place}.`, 'Name a folder of Markdown files, or a zip of one.')
  if (there.isDirectory()) return walk(place, place)
  try {
    const unpacked = unzipSync(readFileSync(place), {
      filter: ({ name, originalSize }) => !isHidden(name) && originalSize <= LARGEST_JSON,
    })
    return Object.entries(unpacked)
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, bytes]) => ({ path, size: bytes.length, read: () => bytes }))
  } catch (error) {
    throw new Unable(`${place} is neither a folder nor a zip.`, 'Name a folder of Markdown files, or a zip of one.', {
      cause: error,
    })
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function walk(root: string, folder: string): Entry[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = join(folder, entry.name)
    if (isHidden(entry.name) || entry.isSymbolicLink()) return []
    if (entry.isDirectory()) return walk(root, full)
    const path = relative(root, full).split(sep).join('/')
    return entry.isFile() ? [{ path, size: statSync(full).size, read: () => readFileSync(full) }] : []
  })
}

function isHidden(path: string): boolean {
  return path.split('/').some((step) => step.startsWith('.') || step === '__MACOSX')
}

/** A file with its front matter apart, or why it cannot be read. */
export function fileOf(path: string, text: string): MovingFile | string {
  const source = text.replace(/^\ufeff/, '')
  const matter = MATTER.exec(source)
  if (!matter) return { path, matter: {}, body: source }
  try {
    const read: unknown = parse(matter[1]!, { maxAliasCount: 0 })
    const body = source.slice(matter[0].length)
    if (read === null) return { path, matter: {}, body }
    if (typeof read !== 'object' || Array.isArray(read)) return 'Its front matter is no list of names and values.'
    return { path, matter: read as Record<string, unknown>, body }
  } catch {
    return 'Its front matter cannot be read as YAML.'
  }
}
