// What the queue shows, as it stands in its address. Every part is one of a few words or an identifier (security AB-014); a
// page ignores what it does not know, a program is told.
import { z } from 'zod'
import { CASE_CATEGORIES } from '../cases/case'
import { Id } from '../kernel/ids'
import { line } from '../kernel/text'
import { LEVELS, type Level } from '../sla/support-policy'

export const QUEUE_VIEWS = ['all', 'mine', 'unassigned', 'waiting', 'resolved', 'accounts'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

export const QUEUE_SORTS = ['risk', 'newest', 'oldest', 'activity'] as const
export type QueueSort = (typeof QUEUE_SORTS)[number]

/** What a row may show beside its case, in the order in which it stands there; those of `USUAL_COLUMNS` unless told. */
export const COLUMNS = ['risk', 'promise', 'level', 'assignee', 'activity', 'status', 'category', 'opened'] as const
export type Column = (typeof COLUMNS)[number]
export const USUAL_COLUMNS = ['risk', 'promise', 'level', 'assignee', 'activity'] as const satisfies readonly Column[]
/** Stands in a row only when it is asked for. */
export type MoreColumn = Exclude<Column, (typeof USUAL_COLUMNS)[number]>

/** Those of the columns that a row has only when they are asked for. */
export function moreColumns(columns: readonly Column[] = USUAL_COLUMNS): readonly MoreColumn[] {
  return columns.filter((column): column is MoreColumn => !USUAL_COLUMNS.some((usual) => usual === column))
}

/** Rows of one page. */
export const PAGE_SIZE = 50

const view = z.enum(QUEUE_VIEWS)
const sort = z.enum(QUEUE_SORTS)
const region = z.string().regex(/^[A-Z][A-Z0-9_]{0,11}$/)
const severity = z.coerce.number().pipe(z.literal(LEVELS))
const category = z.enum(CASE_CATEGORIES)
/** A person, or `nobody`. */
const assignee = z.union([z.literal('nobody'), Id])
const cursor = z.string().min(1).max(400)
/** "risk,level" in an address, or one by one from a form; always in their order, and undefined when it is the usual choice. */
const columns = z
  .union([z.string().max(200), z.array(z.string().max(40)).max(40)])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .pipe(z.array(z.enum(COLUMNS)).min(1))
  .transform((chosen): readonly Column[] | undefined => {
    const ordered = COLUMNS.filter((column) => chosen.includes(column))
    return ordered.join() === USUAL_COLUMNS.join() ? undefined : ordered
  })

/** An empty field of a form is a filter that is not set. */
const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** Strict: an unknown view, sort, filter or cursor is Invalid. For route handlers. */
export const QueueInput = z.object({
  view: view.default('all'),
  sort: sort.default('risk'),
  region: unlessEmpty(region),
  severity: unlessEmpty(severity),
  category: unlessEmpty(category),
  assignee: unlessEmpty(assignee),
  organisation: unlessEmpty(Id),
  tag: unlessEmpty(Id),
  columns: unlessEmpty(columns),
  q: line({ max: 200 }).default(''),
  cursor: cursor.optional(),
})
export type QueueInput = z.infer<typeof QueueInput>
/** What is looked at, without the place in it. */
export type QueueFilter = Omit<QueueInput, 'cursor'>

/** Lenient: what an address says wrongly counts as not said. For pages. */
export const QueuePageInput = z.object({
  view: view.catch('all'),
  sort: sort.catch('risk'),
  region: unlessEmpty(region).catch(undefined),
  severity: unlessEmpty(severity).catch(undefined),
  category: unlessEmpty(category).catch(undefined),
  assignee: unlessEmpty(assignee).catch(undefined),
  organisation: unlessEmpty(Id).catch(undefined),
  tag: unlessEmpty(Id).catch(undefined),
  columns: unlessEmpty(columns).catch(undefined),
  q: line({ max: 200 }).catch(''),
  cursor: cursor.optional().catch(undefined),
})

/** The address of the queue with this filter; what is usual is left out. */
export function queueHref(filter: Partial<QueueInput>, path = '/desk'): string {
  const search = new URLSearchParams()
  if (filter.view && filter.view !== 'all') search.set('view', filter.view)
  if (filter.sort && filter.sort !== 'risk') search.set('sort', filter.sort)
  for (const key of ['region', 'severity', 'category', 'assignee', 'organisation', 'tag', 'columns', 'q', 'cursor'] as const) {
    const value = filter[key]
    if (value !== undefined && value !== '') search.set(key, String(value))
  }
  // Commas of a list stay readable: they mean nothing in a query.
  return search.size > 0 ? `${path}?${search.toString().replaceAll('%2C', ',')}` : path
}

/** The address of a filter for a link that says all of it: plain `/desk` opens the view that somebody has made theirs. */
export function wholeHref(filter: Partial<QueueInput>): string {
  const href = queueHref(filter)
  return href === '/desk' ? '/desk?view=all' : href
}

/** True when the list is cut down further than its view. */
export function isFiltered(filter: QueueFilter): boolean {
  return (
    filter.region !== undefined ||
    filter.severity !== undefined ||
    filter.category !== undefined ||
    filter.assignee !== undefined ||
    filter.organisation !== undefined ||
    filter.tag !== undefined ||
    filter.q !== ''
  )
}

/** Bands exist where the order is that of breach risk; everything else is one flat list. */
export function isByRisk(filter: QueueFilter): boolean {
  return filter.sort === 'risk' && filter.view !== 'resolved' && filter.q === ''
}

/**
 * The words somebody typed, for to_tsquery: all of them, the last one perhaps unfinished. Letters and digits only, so no
 * operator can be among them; empty when there is no word.
 */
export function prefixQuery(q: string): string {
  const words = q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 12)
    .map((word, at) => (at === Math.min(words.length, 12) - 1 ? `${word}:*` : word))
    .join(' & ')
}

/** Whether nothing but words was typed: no quotes, no sign that leaves a word out, no choice between words. */
export function areWords(q: string): boolean {
  return /^[\p{L}\p{N}\s]+$/u.test(q) && !/(^|\s)or(\s|$)/i.test(q)
}

/** The number in "HS-10432", "#10432" or "10432"; null when it is words. */
export function typedNumber(q: string): number | null {
  const match = /^(?:[a-z][a-z0-9]{0,7}-|#)?([1-9][0-9]{2,14})$/i.exec(q.trim())
  return match === null ? null : Number(match[1])
}

/** Whether a filter leaves out parts of what the indexes keep apart: levels, and what nobody has. */
export function isOfParts(filter: QueueFilter): boolean {
  return nobodysOf(filter).length === 1 || levelsOf(filter).length < LEVELS.length
}

/** What a filter leaves open of "nobody has it": 1 for yes, 0 for no. */
export function nobodysOf({ view, assignee }: QueueFilter): number[] {
  return view === 'unassigned' || assignee === 'nobody' ? [1] : [1, 0]
}

/** The levels that a filter leaves open. */
export function levelsOf({ severity }: QueueFilter): Level[] {
  return LEVELS.filter((level) => severity === undefined || level === severity)
}
