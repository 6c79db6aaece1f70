import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { CaseListItem } from '@/lib/cases/list-views'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import { statusTone, statusWords } from './case-words'
import { LevelTag } from './level-tag'

/** One case of a list: what it is, where it stands, and what is promised. */
export function CaseRow({
  item,
  zone,
  now,
  withRequester,
}: {
  item: CaseListItem
  zone: string
  now: Instant
  withRequester?: boolean
}) {
  const { reference, subject, severity, requesterName } = item
  return (
    <li className="case-row">
      <LevelTag level={severity} />
      <div className="min-w-0">
        <TextLink quiet href={`/cases/${reference}`} className="font-semibold wrap-anywhere">
          {subject}
        </TextLink>
        <p className="num text-sm text-ink-3">
          <span className="mono">{reference}</span> · {withRequester && `${requesterName}, `}
          {activityWords(item, zone, now)}
        </p>
      </div>
      <CasePromise item={item} zone={zone} now={now} />
    </li>
  )
}

/** The next promise of a case in a few words, or where it stands when none runs. */
export function CasePromise({ item, zone, now }: { item: CaseListItem; zone: string; now: Instant }) {
  const { status, next, mergedInto } = item
  if (mergedInto !== null) return <Tag>Merged into {mergedInto}</Tag>
  if (next === null || status === 'waiting') return <Tag tone={statusTone(status)}>{statusWords(status, 'requester')}</Tag>
  if (now > next.dueAt) {
    return (
      <p className="case-by text-l1">
        We are late
        <b>since {formatInstant(next.dueAt, zone, now)}</b>
      </p>
    )
  }
  return (
    <p className="case-by">
      {next.metric === 'first_response' ? 'We answer by' : 'Next update by'}
      <b>{formatInstant(next.dueAt, zone, now)}</b>
    </p>
  )
}

function activityWords({ openedAt, lastAnswerAt, status }: CaseListItem, zone: string, now: Instant): string {
  if (lastAnswerAt !== null && status !== 'new') return `we answered ${formatInstant(lastAnswerAt, zone, now)}`
  return `opened ${formatInstant(openedAt, zone, now)}`
}
