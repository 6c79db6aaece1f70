// What a case says on paper, for each side. The customer's view has no place for a note (security AB-084); a note of ours is left
// out unless it was asked for.
import { renderMarkdown } from '@/lib/kernel/markdown'
import type { DeskCaseView, MessageView, NoteView, RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import type { SheetEntry } from './case-sheet'
import { deskEventWords } from './desk-event-words'
import { authorRole, eventWords, type EventReader } from './event-words'

export function requesterEntries({ timeline }: RequesterCaseView, reader: EventReader): SheetEntry[] {
  return timeline.flatMap((entry): SheetEntry[] => {
    if (entry.kind === 'message') return [said(entry, authorRole(entry.author, reader))]
    const happened = eventWords(entry, reader)
    return happened === null ? [] : [{ key: `event-${entry.id}`, at: entry.at, by: '', words: happened.words }]
  })
}

export function deskEntries({ timeline }: DeskCaseView, withNotes: boolean, zone: string, now: Instant): SheetEntry[] {
  return timeline.flatMap((entry): SheetEntry[] => {
    if (entry.kind === 'message') return [said(entry)]
    if (entry.kind === 'note') return withNotes ? [{ ...said(entry), isInternal: true }] : []
    const words = deskEventWords(entry, zone, now)
    return words === null ? [] : [{ key: `event-${entry.id}`, at: entry.at, by: '', words }]
  })
}

function said({ id, at, author, body, files }: MessageView | NoteView, role: string | null = null): SheetEntry {
  return { key: id, at, by: author.name, role, html: renderMarkdown(body), files }
}
