import { FileList } from '@/components/files/file-list'
import { Avatar } from '@/components/ui/avatar'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { mentionPlaces, type Mentionable } from '@/lib/cases/mentions'
import { renderMarkdown } from '@/lib/kernel/markdown'
import type { DeskCaseView, HistoryView, NoteView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import { deskEventWords } from './desk-event-words'
import { CasePost } from './timeline'

type Reader = { zone: string; now: Instant }

/** Messages, internal notes and what happened, oldest first; a note is unmistakably apart. */
export function DeskTimeline({
  timeline,
  people,
  splitAt,
  articleHref,
  zone,
  now,
}: Reader & {
  timeline: DeskCaseView['timeline']
  /** Whose names stand out in a note, after an @. */
  people: readonly Mentionable[]
  /** Where a customer's message becomes a case of its own; null for whoever may not. */
  splitAt: string | null
  /** Where an answer of ours is made into an article, by the id of its message; absent for who may not. */
  articleHref?: (messageId: string) => string
}) {
  return timeline.map((entry) => {
    switch (entry.kind) {
      case 'message':
        return (
          <CasePost key={entry.id} message={entry} zone={zone} now={now}>
            {splitAt !== null && !entry.author.isStaff && (
              <TextLink
                quiet
                href={`${splitAt}?message=${entry.id}`}
                className="ml-auto text-sm no-print"
                aria-label={`Split off the message of ${entry.author.name}, ${formatInstant(entry.at, zone, now)}`}
              >
                Split off…
              </TextLink>
            )}
            {articleHref && entry.author.isStaff && (
              <TextLink
                quiet
                href={articleHref(entry.id)}
                className="ml-auto text-sm no-print"
                aria-label={`Make an article of the answer of ${entry.author.name}, ${formatInstant(entry.at, zone, now)}`}
              >
                Make an article
              </TextLink>
            )}
          </CasePost>
        )
      case 'note':
        return <Note key={entry.id} note={entry} people={people} zone={zone} now={now} />
      case 'history':
        return <Event key={entry.id} entry={entry} zone={zone} now={now} />
    }
  })
}

function Note({ note, people, zone, now }: Reader & { note: NoteView; people: readonly Mentionable[] }) {
  return (
    <article className="post post-note" id={`note-${note.id}`} aria-label={`Internal note of ${note.author.name}`}>
      <Avatar name={note.author.name} />
      <div className="card">
        <div className="post-head">
          <b>{note.author.name}</b>
          <Tag tone="warn">Internal note</Tag>
          <When at={note.at} zone={zone} now={now} />
        </div>
        <Prose html={renderMarkdown(note.body, (text) => mentionPlaces(text, people))} />
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
