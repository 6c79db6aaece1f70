import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { Card, CardHead } from '@/components/ui/card'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { MODEL_WORDS } from '@/lib/engagements/engagement'
import type { EngagementView, TimeView } from '@/lib/engagements/work-views'
import { WORK_ANSWER_WORDS } from '@/lib/engagements/satisfaction'
import { formatWorked } from '@/lib/engagements/time'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatLocalDate } from '@/lib/kernel/words'
import { ROLE_WORDS } from './quote-words'
import { holdWords, roundingWords, timeStateWords, workStepWords } from './work-words'

type At = { zone: string; now: Instant }
type Side = 'customer' | 'desk'

/** "Time and materials · 19 Oct to 18 Dec · purchase order PO-88412". */
export function workSubtitle({ model, startsOn, endsOn, orderNumber }: EngagementView): string {
  const from = startsOn && formatLocalDate(startsOn)
  const to = endsOn && formatLocalDate(endsOn)
  const dates = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `until ${to}` : ''
  return [MODEL_WORDS[model], dates, orderNumber && `purchase order ${orderNumber}`].filter(Boolean).join(' · ')
}

/** The days as a file for a calendar, once somebody has said one. */
export function ScheduleLink({ engagement: { startsOn, endsOn, milestones, requestReference } }: { engagement: EngagementView }) {
  if (startsOn === null && endsOn === null && milestones.every(({ dueOn }) => dueOn === null)) return null
  return (
    <TextLink href={`/api/schedules/${requestReference}`} className="text-sm">
      Add to a calendar
    </TextLink>
  )
}

/** That all of the budget is used, above everything else: the customer decides what happens then. */
export function UsedUp({ engagement: { burn, state } }: { engagement: EngagementView }) {
  if (burn.percent === null || burn.percent < 100 || state === 'closed' || state === 'cancelled') return null
  return (
    <Callout tone="warn" title="The approved budget is used up">
      <p>Nothing beyond it is billed without a change that somebody of your organisation approves.</p>
    </Callout>
  )
}

/** What members said of the work, for our side. */
export function SaidCard({ engagement: { words }, zone, now }: { engagement: EngagementView } & At) {
  if (words.length === 0) return null
  return (
    <Card pad aria-labelledby="said">
      <h2 id="said">What they said</h2>
      <ul className="mt-2.5 grid gap-2.5 text-sm">
        {words.map(({ byName, answer, comment, at }) => (
          <li key={byName}>
            <b>{WORK_ANSWER_WORDS[answer]}</b>, {byName}{' '}
            <span className="num text-ink-2">
              <When at={at} zone={zone} now={now} />
            </span>
            {comment !== '' && <p className="whitespace-pre-line wrap-anywhere">{comment}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Why the work rests. */
export function HoldNotice({ hold, side, zone, now }: { hold: EngagementView['hold']; side: Side } & At) {
  if (!hold) return null
  return (
    <Callout tone="warn" title={`On hold since ${formatDate(hold.at, zone, now)}, ${holdWords(hold.side, side)}`}>
      <p className="whitespace-pre-line wrap-anywhere">{hold.reason}</p>
    </Callout>
  )
}

/** Time as its customer reads it: worked and billed, and what is not billed with why. */
export function TimeCard({ engagement }: { engagement: EngagementView }) {
  const { time, rounding, model } = engagement
  return (
    <Card aria-labelledby="time">
      <CardHead id="time" title="Time" />
      {time.length === 0 ? (
        <p className="card-pad text-ink-2">
          {model === 'fixed'
            ? 'The price is fixed, whatever time it takes.'
            : 'None so far. What is worked stands here once it is submitted.'}
        </p>
      ) : (
        <TimeTables time={time} words={(entry) => <TimeWords entry={entry} />} />
      )}
      {time.length > 0 && <p className="card-pad text-sm text-ink-2">{roundingWords(rounding)}</p>}
    </Card>
  )
}

/** More than this opens in place: a page of an engagement is about where it stands. */
const SHOWN = 10

type TimeRows<Entry extends TimeView> = {
  time: readonly Entry[]
  /** What was done, as this reader has it. */
  words: (entry: Entry) => ReactNode
  /** What may be done with an entry; without, nothing. */
  acts?: (entry: Entry) => ReactNode
}

/** Time, the newest first; what is older opens in place. */
export function TimeTables<Entry extends TimeView>({ time, ...rows }: TimeRows<Entry>) {
  return (
    <>
      <TimeTable time={time.slice(0, SHOWN)} caption="Time, the newest first" {...rows} />
      {time.length > SHOWN && (
        <Disclosure className="card-pad num" summary={`Older entries (${time.length - SHOWN})`}>
          <div className="-mx-4 mt-2 md:-mx-4.5">
            <TimeTable time={time.slice(SHOWN)} caption="Older time, the newest first" {...rows} />
          </div>
        </Disclosure>
      )}
    </>
  )
}

function TimeTable<Entry extends TimeView>({ time, caption, words, acts }: TimeRows<Entry> & { caption: string }) {
  return (
    <table className="tbl tbl-stack time-rows num">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What was done</th>
          <th scope="col" className="end">
            Worked
          </th>
          <th scope="col" className="end">
            Billed
          </th>
          <th scope="col" className="end">
            State
          </th>
        </tr>
      </thead>
      <tbody>
        {time.map((entry) => (
          <tr key={entry.id}>
            <td className="day">{formatLocalDate(entry.workedOn)}</td>
            <th scope="row">{words(entry)}</th>
            <td data-label="Worked" className="hours end">
              {entry.splitFrom === null ? formatWorked(entry.workedMinutes) : '–'}
            </td>
            <td data-label="Billed" className="hours end">
              <BilledTime entry={entry} />
            </td>
            <td className="end">
              <span className="text-sm text-ink-2">{timeStateWords(entry)}</span>
              {acts?.(entry)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What was done, by whom. */
export function TimeWords({ entry }: { entry: TimeView }) {
  const { customerNote, consultantName, role, classReason, splitFrom } = entry
  return (
    <span className="block">
      <span className="font-normal whitespace-pre-line wrap-anywhere">{customerNote === '' ? 'No note yet' : customerNote}</span>
      <span className="block text-sm font-normal text-ink-2">
        {consultantName}, {ROLE_WORDS[role].toLowerCase()}
        {splitFrom !== null && ', past the budget'}
        {classReason !== '' && `. ${classReason}`}
      </span>
    </span>
  )
}

/** The time that is billed, or would be were it not past the budget or given. */
export function BilledTime({ entry: { timeClass, billedMinutes, state, amount } }: { entry: TimeView }) {
  const isFree = timeClass === 'goodwill' || timeClass === 'internal' || state === 'written_off'
  if (isFree || timeClass === 'overrun')
    return timeClass === 'overrun' && state !== 'written_off' ? (
      <span>
        0:00 <span className="block text-sm text-ink-2">of {formatWorked(billedMinutes)}</span>
      </span>
    ) : (
      '0:00'
    )
  return (
    <span>
      <b>{formatWorked(billedMinutes)}</b> <span className="block text-sm text-ink-2">{formatAmount(amount)}</span>
    </span>
  )
}

/** Who works on it, and who looks after it. */
export function PeopleCard({
  engagement,
  acts,
  children,
}: {
  engagement: EngagementView
  /** What may be done about somebody who is assigned. */
  acts?: (assignment: EngagementView['assignments'][number]) => ReactNode
  children?: ReactNode
}) {
  const { assignments, managerName } = engagement
  return (
    <Card pad aria-labelledby="people">
      <h2 id="people">People</h2>
      <ul className="mt-2.5 grid gap-2.5">
        {assignments.map((assignment) => {
          const { id, name, role, leads } = assignment
          return (
            <Person key={id} name={name} does={`${ROLE_WORDS[role]}${leads ? ', leads the work' : ''}`}>
              {acts?.(assignment)}
            </Person>
          )
        })}
        <Person name={managerName} does="Account manager" />
      </ul>
      {assignments.length === 0 && <p className="mt-2 text-sm text-ink-2">Nobody is assigned yet.</p>}
      {children}
    </Card>
  )
}

function Person({ name, does, children }: { name: string; does: string; children?: ReactNode }) {
  return (
    <li className="flex items-center gap-2.5">
      <Avatar name={name} />
      <p className="min-w-0 grow">
        {name}
        <span className="block text-sm text-ink-2">{does}</span>
      </p>
      <span className="flex-none whitespace-nowrap empty:hidden">{children}</span>
    </li>
  )
}

/** What was approved, each with the quote that says so. */
export function RevisionsCard({ engagement, quote }: { engagement: EngagementView; quote: string }) {
  return (
    <Card pad aria-labelledby="revisions">
      <h2 id="revisions">Approved</h2>
      <Pairs
        className="num mt-2.5 text-sm"
        pairs={engagement.revisions.map(({ quoteReference, version, fees }) => [
          `${quoteReference}, version ${version}`,
          formatMoney(fees),
        ])}
      />
      <p className="mt-3 text-sm">
        <TextLink href={quote}>Open the quote</TextLink>
      </p>
    </Card>
  )
}

/** What happened, the newest first. */
export function WorkHistory({ engagement, side, zone, now }: { engagement: EngagementView; side: Side } & At) {
  return (
    <Card pad aria-labelledby="work-history">
      <h2 id="work-history">History</h2>
      <ol className="mt-2.5 grid gap-2.5 text-sm">
        {[...engagement.steps].reverse().map((step) => (
          <li key={step.id} className="num">
            {step.byName && <b>{step.byName}</b>} {workStepWords(step, side)}{' '}
            <span className="text-ink-2">
              <When at={step.at} zone={zone} now={now} />
            </span>
            {step.reason !== '' && <p className="whitespace-pre-line wrap-anywhere text-ink-2">{step.reason}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
