// Views of the queue under a name: how one is kept, opened and told from what the address says now.
import { QueuePageInput, queueHref, wholeHref, type QueueFilter } from './filter'

/** So many views may be shared, and so many each person keeps: a side bar is read at a glance. */
export const SAVED_VIEWS_MAX = 20

/** What says in an address which cases are shown, and how. A view that is opened with any of these shows what they say. */
const SAYS = new Set(['view', 'sort', 'region', 'severity', 'category', 'assignee', 'organisation', 'tag', 'columns', 'q'])

/** Parameters of an address, as Next gives them. */
export type Parameters = Readonly<Record<string, string | string[] | undefined>>

/** A filter as it is kept: its address without the path. Empty for the whole queue. */
export function keptAddress(filter: Partial<QueueFilter>): string {
  return queueHref(filter).replace(/^\/desk\??/, '')
}

/** The parameters of a kept address. */
export function parametersOf(address: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(address))
}

/** The filter of a kept address; what is no longer a word of ours counts as not said and stands in `lost`. */
export function openKept(address: string): { filter: QueueFilter; lost: readonly string[] } {
  const parameters = parametersOf(address)
  const { cursor: _, ...filter } = QueuePageInput.parse(parameters)
  const kept = parametersOf(keptAddress(filter))
  // "view=all" and the like are left out because they are usual, not because they are lost.
  const lost = Object.keys(parameters).filter((key) => !(key in kept) && !(key === 'view' && parameters[key] === 'all'))
  return { filter, lost }
}

/** True when an address says itself what is shown, instead of leaving it to the view that it names. */
export function saysItself(parameters: Parameters): boolean {
  return Object.keys(parameters).some((key) => SAYS.has(key))
}

/** True when what is shown is no longer what the view keeps. */
export function differs(filter: QueueFilter, address: string): boolean {
  return keptAddress(filter) !== keptAddress(openKept(address).filter)
}

/** The address of a kept view; with a filter, of that view changed to it. */
export function savedHref(viewId: string, changedTo?: Partial<QueueFilter>): string {
  if (changedTo === undefined) return `/desk?saved=${viewId}`
  return `${wholeHref(changedTo)}&saved=${viewId}`
}

/**
 * True when an index finds the cases of a filter: one person's, an organisation's, a level's, a region's, or a whole view. A
 * category, words, a tag and *my accounts* are not where an index of the queue begins, so they are not counted.
 */
export function isCountable(filter: QueueFilter): boolean {
  const { view, region, severity, category, assignee, organisation, tag, q } = filter
  if (q !== '' || tag !== undefined || view === 'accounts') return false
  const narrowed = region ?? severity ?? category ?? assignee ?? organisation
  if (narrowed === undefined) return true
  if (view === 'resolved') return false
  const isOnes = view === 'mine' || organisation !== undefined || (assignee !== undefined && assignee !== 'nobody')
  return isOnes || severity !== undefined || region !== undefined || category === undefined
}
