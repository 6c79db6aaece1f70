import type { ReactNode } from 'react'
import { Crumbs } from '@/components/ui/crumbs'
import { Tag } from '@/components/ui/tag'
import { When } from '@/components/ui/when'
import type { DeskCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { categoryWords, statusTone, statusWords } from './case-words'
import { LevelTag } from './level-tag'

/** The head of the workspace: which case, whose, what state; its acts as children. */
export function DeskCaseHead({
  supportCase,
  zone,
  now,
  children,
}: {
  supportCase: DeskCaseView
  zone: string
  now: Instant
  children: ReactNode
}) {
  const { reference, subject, severity, levelName, status, category, openedAt, requester, assignee, links } = supportCase
  return (
    <header className="case-desk-head">
      <Crumbs trail={[{ label: 'Queue', href: '/desk' }, { label: reference }]} />
      <h1>{subject}</h1>
      <div className="flex flex-wrap items-center gap-2">
        <LevelTag level={severity} name={levelName} />
        <Tag tone={statusTone(status)}>{statusWords(status, 'desk')}</Tag>
        <Tag>{categoryWords(category)}</Tag>
        {links.isProblem && <Tag tone="warn">Known problem</Tag>}
        <span className="text-sm text-ink-2">
          opened <When at={openedAt} zone={zone} now={now} /> by {requester.name} ·{' '}
          {assignee === null ? 'nobody has it' : `${assignee.name} has it`}
        </span>
        <div className="ml-auto flex flex-wrap items-center gap-2" data-palette="On this case">
          {children}
        </div>
      </div>
    </header>
  )
}
