import { FileList } from '@/components/files/file-list'
import { Avatar } from '@/components/ui/avatar'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { When } from '@/components/ui/when'
import { renderMarkdown } from '@/lib/kernel/markdown'
import type { DeskCaseView, HistoryView, NoteView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { deskEventWords } from './desk-event-words'
import { CasePost } from './timeline'

type Reader = { zone: string; now: Instant }

/** Messages, internal notes and what happened, oldest first; a note is unmistakably apart. */
export function DeskTimeline({ timeline, zone, now }: Reader & { timeline: DeskCaseView['timeline'] }) {
  return timeline.map((entry) => {
    switch (entry.kind) {
      case 'message':
        return <CasePost key={entry.id} message={entry} zone={zone} now={now} />
      case 'note':
        return <Note key={entry.id} note={entry} zone={zone} now={now} />
      case 'history':
        return <Event key={entry.id} entry={entry} zone={zone} now={now} />
    }
  })
}

function Note({ note, zone, now }: Reader & { note: NoteView }) {
  return (
    <article className="post post-note" id={`note-${note.id}`} aria-label={`Internal note of ${note.author.name}`}>
      <Avatar name={note.author.name} />
      <div className="card">
        <div className="post-head">
          <b>{note.author.name}</b>
          <Tag tone="warn">Internal note</Tag>
          <When at={note.at} zone={zone} now={now} />
        </div>
        <Prose html={renderMarkdown(note.body)} />
        <FileList files={note.files} />
      </div>
    </article>
  )
}

function Event({ entry, zone, now }: Reader & { entry: HistoryView }) {
  const words = deskEventWords(entry, zone, now)
  if (words === null) return null
  return (
    <p className="event">
      <span />
      <span>
        <When at={entry.at} zone={zone} now={now} /> · {words}
      </span>
    </p>
  )
}
