import * as arrowRightIcon from 'lucide-react/icons/arrow-right'
import * as inboxIcon from 'lucide-react/icons/inbox'
import { Avatar } from '@/components/ui/avatar'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import type { AccountManagerView } from '@/lib/cases/views'
import type { CaseListItem } from '@/lib/cases/list-views'
import type { Instant } from '@/lib/kernel/time'
import { formatZone } from '@/lib/kernel/words'
import type { OpenState } from '@/lib/sla/calendar'
import type { Closure, HoursLine } from '../sla/hours'
import { ClosureList, HoursTable } from '../sla/hours-table'
import { OpenTag } from '../sla/open-tag'
import { awayWords } from './away-words'
import { CaseRow } from './case-row'
import { iconOf } from '@/components/ui/icon'

const ArrowRight = iconOf(arrowRightIcon)
const Inbox = iconOf(inboxIcon)

/** The reader's unresolved cases with what is promised for each. */
export function OpenCasesCard({
  cases,
  more,
  zone,
  now,
}: {
  cases: readonly CaseListItem[]
  more: boolean
  zone: string
  now: Instant
}) {
  return (
    <Card aria-labelledby="open-cases">
      <CardHead title="Your open cases" id="open-cases">
        <TextLink href={more ? '/cases?state=open' : '/cases'} className="inline-flex items-center gap-1 text-sm">
          {more ? 'All open cases' : 'All cases'}
          <ArrowRight aria-hidden="true" />
        </TextLink>
      </CardHead>
      {cases.length === 0 ? (
        <EmptyState
          level={3}
          icon={<Inbox aria-hidden="true" />}
          title="Nothing is open"
          actions={<ButtonLink href="/cases/new">Open a case</ButtonLink>}
        >
          When you open a case, it stands here with the time by which a person answers.
        </EmptyState>
      ) : (
        <ul className="items">
          {cases.map((item) => (
            <CaseRow key={item.reference} item={item} zone={zone} now={now} />
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Who looks after the reader's organisation, one click away. */
export function AccountManagerCard({ manager, now }: { manager: AccountManagerView; now: Instant }) {
  return (
    <Card pad aria-labelledby="manager">
      <h2 id="manager">Your account manager</h2>
      <div className="mt-2.5 flex items-center gap-3">
        <Avatar name={manager.name} size="lg" />
        <div>
          <b>{manager.name}</b>
          <p className="text-sm text-ink-2">For your projects, your data and your plans</p>
        </div>
      </div>
      {manager.covers && <p className="mt-2.5 text-sm">{awayWords(manager, now)}</p>}
      <ButtonLink small href="/cases/new?category=project_or_data" className="mt-3">
        Write to {manager.name.split(' ')[0]}
      </ButtonLink>
    </Card>
  )
}

/** The hours of the reader's region in their own time, and what closes it soon. */
export function HoursCard({
  region,
  state,
  week,
  change,
  closures,
  zone,
  now,
}: {
  region: string
  state: OpenState
  week: readonly HoursLine[]
  change: { day: string } | null
  closures: readonly Closure[]
  zone: string
  now: Instant
}) {
  return (
    <Card pad aria-labelledby="hours">
      <h2 id="hours">Business hours, in your time</h2>
      <p className="mb-3 mt-2">
        <OpenTag state={state} zone={zone} now={now} />
      </p>
      <div className="text-sm">
        <HoursTable lines={week} />
        <p className="mt-1.5 text-ink-2">
          {region}, shown in {formatZone(zone, now)}.{change && ` Daylight saving moves the hours on ${change.day}.`}
        </p>
        {closures.length > 0 && (
          <>
            <h3 className="mb-1 mt-3 text-sm">Days closed soon</h3>
            <ClosureList closures={closures} />
          </>
        )}
      </div>
      <TextLink href="/policy" className="mt-3 inline-flex items-center gap-1 text-sm">
        What we promise, level by level
        <ArrowRight aria-hidden="true" />
      </TextLink>
    </Card>
  )
}
