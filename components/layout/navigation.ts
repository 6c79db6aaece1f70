import type { ReactNode } from 'react'
import type { NavEntry } from '@/components/ui/nav-links'

export type NavSection = { title?: string; entries: readonly NavEntry[] }

/** The customer's pages; the profile stands in the menu of the person. */
export const PORTAL_NAV: readonly NavEntry[] = [
  { href: '/', label: 'Home', icon: 'house', exact: true },
  { href: '/cases', label: 'Cases', icon: 'inbox' },
  { href: '/help', label: 'Help', icon: 'book' },
  { href: '/services', label: 'Services', icon: 'briefcase' },
  { href: '/updates', label: 'Updates' },
  { href: '/policy', label: 'Support policy', icon: 'scroll' },
]

/** The same under the thumb, with the profile. */
export const PORTAL_PHONE_NAV: readonly NavEntry[] = [
  ...PORTAL_NAV.slice(0, 4),
  { href: '/policy', label: 'Policy', icon: 'scroll' },
  { href: '/profile', label: 'Profile', icon: 'user' },
]

/** The administrator's pages. */
export const ADMIN_NAV: readonly NavEntry[] = [
  { href: '/desk/admin/organisations', label: 'Organisations' },
  { href: '/desk/admin/people', label: 'People' },
  { href: '/desk/admin/policy', label: 'Policy', icon: 'scroll' },
  { href: '/desk/admin/audit', label: 'Audit log' },
]

export type QueueViewKey = 'all' | 'mine' | 'unassigned' | 'waiting' | 'resolved' | 'accounts'
/** What stands beside each view: a number, or a component that keeps one current. */
export type QueueCounts = Partial<Record<QueueViewKey, ReactNode>>
/** What of the desk is somebody's, and the counts of their views. */
export type DeskScope = {
  counts: QueueCounts
  saved: readonly SavedEntry[]
  /** The desk opens with one of the saved views. */
  opensSaved: boolean
  isCsm: boolean
  isAdministrator: boolean
}
/** A saved view, with its count where there is one. */
export type SavedEntry = readonly [id: string, name: string, count?: string]

const QUEUE_VIEWS: readonly (NavEntry & { key: QueueViewKey })[] = [
  { key: 'all', href: '/desk', label: 'Queue', icon: 'inbox' },
  { key: 'mine', href: '/desk?view=mine', label: 'Mine', icon: 'user' },
  { key: 'unassigned', href: '/desk?view=unassigned', label: 'Unassigned', icon: 'nobody' },
  { key: 'waiting', href: '/desk?view=waiting', label: 'Waiting on customer' },
  { key: 'resolved', href: '/desk?view=resolved', label: 'Resolved' },
  { key: 'accounts', href: '/desk?view=accounts', label: 'My accounts', icon: 'briefcase' },
]

function views(counts: QueueCounts, accounts: boolean, opensSaved: boolean): NavEntry[] {
  return QUEUE_VIEWS.filter(({ key }) => key !== 'accounts' || accounts).map(({ key, ...entry }) => ({
    ...entry,
    exact: true,
    unless: 'saved',
    leads: opensSaved && key === 'all' ? '/desk?view=all' : undefined,
    count: counts[key],
  }))
}

/** Everything that was written, on every case. */
const SEARCH: NavEntry = { href: '/desk/search', label: 'Search' }

/** What is done for customers beyond support. */
export const CUSTOMERS_NAV: readonly NavEntry[] = [
  { href: '/desk/services', label: 'Services', icon: 'briefcase' },
  { href: '/desk/time', label: 'Time' },
]

/** Who works when, what the end of a shift leaves, and what all write often. */
export const TEAM_NAV: readonly NavEntry[] = [
  { href: '/desk/shift-end', label: 'End of shift' },
  { href: '/desk/shifts', label: 'Shifts' },
  { href: '/desk/macros', label: 'Macros' },
  { href: '/desk/tags', label: 'Tags' },
  { href: '/desk/bulk', label: 'Bulk actions' },
]

/** What is written once for many. */
export const KNOWLEDGE_NAV: readonly NavEntry[] = [
  { href: '/desk/knowledge', label: 'Articles', icon: 'book' },
  { href: '/desk/knowledge/sections', label: 'Sections' },
  { href: '/desk/knowledge/searches', label: 'Searches' },
  { href: '/desk/knowledge/gaps', label: 'Without an article' },
  { href: '/desk/updates', label: 'Product updates' },
  { href: '/desk/announcements', label: 'Announcements' },
]

/** Views under a name, and where they are kept. */
function savedViews(saved: readonly SavedEntry[]): NavEntry[] {
  return [
    ...saved.map(([id, label, count]) => ({ href: `/desk?saved=${id}`, label, count, exact: true })),
    { href: '/desk/views', label: saved.length > 0 ? 'All saved views' : 'Saved views' },
  ]
}

/** The desk's side bar: the queue's views with counts, those under a name, services, the team, what is written for customers, *My accounts* for a CSM, administration for an administrator. */
export function deskSections({ counts, saved, opensSaved, isCsm, isAdministrator }: DeskScope): NavSection[] {
  return [
    { entries: [...views(counts, isCsm, opensSaved), SEARCH] },
    { title: 'Saved views', entries: savedViews(saved) },
    { title: 'Customers', entries: CUSTOMERS_NAV },
    { title: 'Team', entries: TEAM_NAV },
    { title: 'Knowledge', entries: KNOWLEDGE_NAV },
    ...(isAdministrator ? [{ title: 'Administration', entries: ADMIN_NAV }] : []),
  ]
}

/** The first views and the notifications, for the phone's bar. */
export function deskPhoneNav({ opensSaved }: Pick<DeskScope, 'opensSaved'>, unread?: ReactNode): NavEntry[] {
  return [
    ...views({}, false, opensSaved).slice(0, 3),
    { href: '/desk/notifications', label: 'News', icon: 'bell', count: unread },
  ]
}
