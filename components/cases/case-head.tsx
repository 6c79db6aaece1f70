import { Crumbs } from '@/components/ui/crumbs'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { categoryWords, statusTone, statusWords } from './case-words'
import { LevelTag } from './level-tag'

/** What a case is, at the top of its page. */
export function CaseHead({
  supportCase,
  readerId,
  zone,
  now,
}: {
  supportCase: RequesterCaseView
  readerId: string
  zone: string
  now: Instant
}) {
  const { reference, subject, severity, levelName, status, category, details, openedAt, requester } = supportCase
  return (
    <header>
      <Crumbs trail={[{ label: 'Cases', href: '/cases' }, { label: <span className="mono">{reference}</span> }]} />
      <h1 className="wrap-anywhere">{subject}</h1>
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        <LevelTag level={severity} name={levelName} />
        <Tag tone={statusTone(status)}>{statusWords(status, 'requester')}</Tag>
        <Tag>{categoryWords(category)}</Tag>
        <span className="num text-sm text-ink-2">
          {details.site && `Site ${details.site} · `}opened <When at={openedAt} zone={zone} now={now} /> by{' '}
          {requester.id === readerId ? 'you' : requester.name}
        </span>
        <TextLink href={`/cases/${reference}/print`} className="no-print ml-auto text-sm">
          Print
        </TextLink>
      </div>
    </header>
  )
}
