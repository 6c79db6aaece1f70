// What a product update is: a version, a day, and what it brings, each of one kind; and when those who follow are mailed.
import { DAY_MS, dayOf, HOUR_MS, addMs, instant, type Instant } from '../kernel/time'

/** What a version brings, in the order in which readers want it. */
export const UPDATE_KINDS = ['new', 'improved', 'fixed', 'known_problem'] as const
export type UpdateKind = (typeof UPDATE_KINDS)[number]

/** The kinds in words, the same on a page, in a mail and in the feed. */
export const KIND_WORDS: Record<UpdateKind, string> = {
  new: 'New',
  improved: 'Improved',
  fixed: 'Fixed',
  known_problem: 'Known problem',
}

/** How somebody follows updates by mail: each as it is published, or once a week when there is one. */
export const FOLLOWINGS = ['at_once', 'weekly'] as const
export type Following = (typeof FOLLOWINGS)[number]

/** How much an update may hold. */
export const ENTRIES_MAX = 60
export const CASES_MAX = 20

/** A version as an address: "2026.11 LTS" → "2026-11-lts". "update" when nothing is left. */
export function slugOfVersion(version: string): string {
  const words = version
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return words === '' || words === 'feed' ? `update${words && `-${words}`}` : words
}

/** "HS-101, HS-102" or one a line → the references, each once, in capitals. */
export function referencesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
}

/** Weeks of mail begin on Monday at this hour of the reader's zone. */
const WEEK_BEGINS_HOUR = 8

/** The Monday on which the reader's running week of mail began, "2026-11-23". */
export function mailWeek(at: Instant, zone: string): string {
  const day = dayOf(addMs(at, -WEEK_BEGINS_HOUR * HOUR_MS), zone)
  const noon = Date.parse(`${day}T12:00:00Z`)
  const sinceMonday = (new Date(noon).getUTCDay() + 6) % 7
  return new Date(instant(noon - sinceMonday * DAY_MS)).toISOString().slice(0, 10)
}

/** Whether a week of mail has begun since the last one was made: at most one a week, and one that was missed comes late. */
export function isWeeklyDue(mailedUntil: Instant, zone: string, now: Instant): boolean {
  return mailWeek(now, zone) > mailWeek(mailedUntil, zone)
}

/** "3 new, 1 improved, 2 known problems": how much of what an update brings. */
export function countsWords(kinds: readonly UpdateKind[]): string {
  return UPDATE_KINDS.flatMap((kind) => {
    const n = kinds.filter((each) => each === kind).length
    return n === 0 ? [] : [`${n} ${KIND_WORDS[kind].toLowerCase()}${kind === 'known_problem' && n > 1 ? 's' : ''}`]
  }).join(', ')
}

/** The key of the one mail that tells a case's requester of an update, however often it is published. */
export function releasedKey(updateId: string, caseId: string): string {
  return `released:${updateId}:${caseId}`
}
