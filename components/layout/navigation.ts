import type { ReactNode } from 'react'
import type { NavEntry } from '@/components/ui/nav-links'

export type NavSection = { title?: string; entries: readonly NavEntry[] }

/** The customer's pages; the profile stands in the menu of the person. */
export const PORTAL_NAV: readonly NavEntry[] = [
  { href: '/', label: 'Home', icon: 'house', exact: true },
  { href: '/cases', label: 'Cases', icon: 'inbox' },
  { href: '/policy', label: 'Support policy', icon: 'scroll' },
]

/** The same under the thumb, with the profile. */
export const PORTAL_PHONE_NAV: readonly NavEntry[] = [
  ...PORTAL_NAV.slice(0, 2),
  { href: '/policy', label: 'Policy', icon: 'scroll' },
  { href: '/profile', label: 'Profile', icon: 'profile' },
]

/** The administrator's pages. */
export const ADMIN_NAV: readonly NavEntry[] = [
  { href: '/desk/admin/organisations', label: 'Organisations', icon: 'building' },
  { href: '/desk/admin/people', label: 'People', icon: 'users' },
  { href: '/desk/admin/policy', label: 'Policy', icon: 'scroll' },
]

export type QueueViewKey = 'all' | 'mine' | 'unassigned' | 'waiting' | 'resolved' | 'accounts'
/** What stands beside each view: a number, or a component that keeps one current. */
export type QueueCounts = Partial<Record<QueueViewKey, ReactNode>>

const QUEUE_VIEWS: readonly (NavEntry & { key: QueueViewKey })[] = [
  { key: 'all', href: '/desk', label: 'Queue', icon: 'inbox' },
  { key: 'mine', href: '/desk?view=mine', label: 'Mine', icon: 'user' },
  { key: 'unassigned', href: '/desk?view=unassigned', label: 'Unassigned', icon: 'nobody' },
  { key: 'waiting', href: '/desk?view=waiting', label: 'Waiting on customer', icon: 'clock' },
  { key: 'resolved', href: '/desk?view=resolved', label: 'Resolved', icon: 'check' },
  { key: 'accounts', href: '/desk?view=accounts', label: 'My accounts', icon: 'briefcase' },
]

function views(counts: QueueCounts, accounts: boolean): NavEntry[] {
  return QUEUE_VIEWS.filter(({ key }) => key !== 'accounts' || accounts).map(({ key, ...entry }) => ({
    ...entry,
    exact: true,
    count: counts[key],
  }))
}

/** The desk's side bar: the queue's views with counts, *My accounts* for a CSM, administration for an administrator. */
export function deskSections({
  counts,
  isCsm,
  isAdministrator,
}: {
  counts: QueueCounts
  isCsm: boolean
  isAdministrator: boolean
}): NavSection[] {
  return [{ entries: views(counts, isCsm) }, ...(isAdministrator ? [{ title: 'Administration', entries: ADMIN_NAV }] : [])]
}

/** The first views, for the phone's bar. */
export function deskPhoneNav(): NavEntry[] {
  return views({}, false).slice(0, 3)
}
