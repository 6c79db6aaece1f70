// How updates look: the colour of each kind repeats its word.
import type { TagTone } from '@/components/ui/tag'
import type { Following, UpdateKind } from '@/lib/updates/update'

export const KIND_TONES: Record<UpdateKind, TagTone> = { new: 'accent', improved: 'l3', fixed: 'ok', known_problem: 'warn' }

/** The kinds as a filter names them. */
export const KIND_FILTERS: Record<UpdateKind, string> = {
  new: 'New',
  improved: 'Improved',
  fixed: 'Fixed',
  known_problem: 'Known problems',
}

export const FOLLOWING_WORDS: Record<Following | 'no', { label: string; hint: string }> = {
  at_once: { label: 'At once', hint: 'A mail for each update' },
  weekly: { label: 'Once a week', hint: 'On Mondays, when there is one' },
  no: { label: 'Not by mail', hint: 'They stand here and in the feed' },
}
