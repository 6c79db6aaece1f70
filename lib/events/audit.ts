// The audit as an administrator asks for it and reads it.
import { z } from 'zod'
import { line } from '../kernel/text'
import type { Instant } from '../kernel/time'
import { AUDIT_ACTIONS } from './event'

const Day = z.iso.date().optional().catch(undefined)

/** The question, as it stands in the address. Days are those of the reader and count whole; what cannot be read is not asked. */
export const AuditQuery = z.object({
  /** An e-mail address, or a part of the name, of whoever acted or was acted upon. */
  person: line({ max: 200 }).catch('').default(''),
  organisation: line({ max: 200 }).catch('').default(''),
  /** The number of a case. */
  reference: line({ max: 24 }).catch('').default(''),
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  from: Day,
  until: Day,
  cursor: z.string().max(400).optional().catch(undefined),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** One entry, with the names that its ids have now. */
export type AuditRow = {
  readonly id: number
  readonly at: Instant
  readonly actorKind: 'customer' | 'staff' | 'system' | 'anonymous'
  readonly actorName: string | null
  readonly organisationId: string | null
  readonly organisationName: string | null
  readonly reference: string | null
  /** What was acted upon: a person where it has a name. */
  readonly subjectId: string | null
  readonly subjectName: string | null
  readonly action: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly requestId: string
}

/** How an entry fails the chain. `rewritten`: the chain no longer holds what an earlier check found at its end. */
export type ChainFault = 'changed' | 'removed' | 'added' | 'rewritten'

/** What a check of the chain found: it holds up to its last link, or not from this entry on. */
export type Verification = {
  readonly at: Instant
  readonly entries: number
  readonly lastEntryId: number | null
  readonly broken: { readonly entryId: number; readonly fault: ChainFault } | null
}

export type AuditState = {
  /** The last entry that is linked; null before the first. */
  readonly linkedUpTo: number | null
  readonly verification: Verification | null
}

/** "case.status_changed" → "Case status changed". */
export function actionWords(action: string): string {
  const words = action.replace(/[._]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What an entry says of one field; a side is null where it says nothing. */
export type FieldChange = { readonly field: string; readonly before: string | null; readonly after: string | null }

/**
 * Before and after, field by field, in the order in which they were written; a field that holds nothing on either side, and an id beside
 * which its name stands, say nothing. `when` writes an instant.
 */
export function fieldChanges(
  { before, after }: Pick<AuditRow, 'before' | 'after'>,
  when: (at: Instant) => string,
): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const isNamed = (field: string) => field.endsWith('Id') && fields.has(field.replace(/Id$/, 'Name'))
  const isName = (field: string) => field.endsWith('Name') && fields.has(field.replace(/Name$/, 'Id'))
  return [...fields]
    .filter((field) => !isNamed(field))
    .map((field) => ({
      field: fieldWords(isName(field) ? field.replace(/Name$/, '') : field),
      before: valueWords(field, before?.[field], when),
      after: valueWords(field, after?.[field], when),
    }))
    .filter((change) => change.before !== null || change.after !== null)
}

/** Fields whose name is not what people call them. */
const FIELD_WORDS: Record<string, string> = {
  csmId: 'account manager',
  backupCsmId: 'stands in for the account manager',
  severity: 'level',
  undoSeconds: 'seconds to call a reply back',
  leadsRegion: 'leads the region',
}

/** "backOn" → "back on", "regionCode" → "region". */
function fieldWords(field: string): string {
  return (
    FIELD_WORDS[field] ??
    field
      .replace(/(Id|Code|At)$/, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
  )
}

function valueWords(field: string, value: unknown, when: (at: Instant) => string): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' && field.endsWith('At')) return when(value as Instant)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (field === 'severity' && typeof value === 'number') return `L${value}`
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.map(plain).join(', ') || 'none'
  const week = Week.safeParse(value)
  if (week.success) return week.data.map(({ day, from, to }) => `${DAYS[day - 1]} ${from}–${to}`).join(', ')
  return typeof value === 'string' ? plain(value) : JSON.stringify(value)
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
/** The days that somebody works. */
const Week = z.array(z.object({ day: z.int().min(1).max(7), from: z.string(), to: z.string() })).min(1)

/** "with_account_manager" → "with account manager"; what people wrote stays as it is. */
function plain(value: string): string {
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value
}
