import * as arrowDownIcon from 'lucide-react/icons/arrow-down'
import * as arrowUpIcon from 'lucide-react/icons/arrow-up'
import * as checkIcon from 'lucide-react/icons/check'
import * as clockIcon from 'lucide-react/icons/clock'
import * as lockIcon from 'lucide-react/icons/lock'
import * as mailIcon from 'lucide-react/icons/mail'
import * as rotateCcwIcon from 'lucide-react/icons/rotate-ccw'
import type { ReactNode } from 'react'
import { FileList } from '@/components/files/file-list'
import { Avatar } from '@/components/ui/avatar'
import { Prose } from '@/components/ui/prose'
import { When } from '@/components/ui/when'
import { renderMarkdown } from '@/lib/kernel/markdown'
import type { HistoryView, MessageView, RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { authorRole, eventWords, type EventIcon, type EventReader } from './event-words'
import { iconOf } from '@/components/ui/icon'

const ArrowDown = iconOf(arrowDownIcon)
const ArrowUp = iconOf(arrowUpIcon)
const Check = iconOf(checkIcon)
const Clock = iconOf(clockIcon)
const Lock = iconOf(lockIcon)
const Mail = iconOf(mailIcon)
const RotateCcw = iconOf(rotateCcwIcon)

const ICONS: Record<EventIcon, typeof Mail> = {
  received: Mail,
  raised: ArrowUp,
  lowered: ArrowDown,
  waiting: Clock,
  resolved: Check,
  reopened: RotateCcw,
  closed: Lock,
}

/** Messages and what happened between them, oldest first, as the customer sees them. */
export function CaseTimeline({ timeline, reader }: { timeline: RequesterCaseView['timeline']; reader: EventReader }) {
  return timeline.map((entry) =>
    entry.kind === 'message' ? (
      <CasePost key={entry.id} message={entry} zone={reader.zone} now={reader.now} role={authorRole(entry.author, reader)} />
    ) : (
      <CaseEvent key={entry.id} entry={entry} reader={reader} />
    ),
  )
}

/** One public message with its author, and who that is for the customer. */
export function CasePost({
  message,
  role = message.author.isStaff ? 'Support' : null,
  zone,
  now,
  children,
}: {
  message: MessageView
  /** What can be done with it. */
  children?: ReactNode
  /** Who the author is for the reader; support unless told. */
  role?: string | null
  zone: string
  now: Instant
}) {
  const { id, author, at, body, files } = message
  return (
    <article className="post" id={`message-${id}`} aria-label={`Message of ${author.name}`}>
      <Avatar name={author.name} />
      <div className="card">
        <div className="post-head">
          <b>{author.name}</b>
          {role !== null && <span>{role}</span>}
          <When at={at} zone={zone} now={now} />
          {children}
        </div>
        <Prose html={renderMarkdown(body)} />
        <FileList files={files} />
      </div>
    </article>
  )
}

function CaseEvent({ entry, reader }: { entry: HistoryView; reader: EventReader }) {
  const said = eventWords(entry, reader)
  if (said === null) return null
  const Icon = ICONS[said.icon]
  return (
    <p className="event">
      <Icon aria-hidden="true" />
      <span>
        <When at={entry.at} zone={reader.zone} now={reader.now} /> · {said.words}
      </span>
    </p>
  )
}
