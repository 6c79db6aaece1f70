import { Disclosure } from '@/components/ui/disclosure'
import { Meter } from '@/components/ui/meter'
import { RelativeTime } from '@/components/ui/relative-time'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatAbsolute, formatDuration, formatInstant, formatZone } from '@/lib/kernel/words'
import { AT_RISK_FROM } from '@/lib/sla/clock'
import type { Ledger } from '@/lib/sla/ledger'
import type { Level, SupportPolicy } from '@/lib/sla/support-policy'
import { LedgerTable } from '../sla/ledger-table'
import { metricWords, outcomeWords } from '../sla/ledger-words'
import { targetWords, updateWords } from '../sla/target-words'
import { answeredLedger, promiseState, type PromiseState } from './promise'
import { ledgerFacts } from './ledger-facts'

type Props = {
  supportCase: RequesterCaseView
  policy: SupportPolicy
  levelName: (level: Level) => string
  zone: string
  now: Instant
}

/** What the customer may expect now and by when, and behind it how every time of this case is counted. */
export function PromiseCard(props: Props) {
  const { supportCase, levelName, zone, now } = props
  const state = promiseState(supportCase, now)
  const current = 'ledger' in state ? state.ledger : state.kind === 'waiting' ? state.next : null
  const earlier = supportCase.ledgers.filter((ledger) => ledger !== current)
  return (
    <section className="card promise" aria-labelledby="promise">
      <div className="card-pad">
        <h2 id="promise" className="text-sm font-medium text-ink-2">
          Our promise
        </h2>
        <PromiseWords state={state} {...props} />
      </div>
      {current && (
        <Disclosure summary="How this time is counted" className="border-t border-line px-[18px] py-3">
          <div className="mt-2 grid gap-3">
            <LedgerTable ledger={current} levelName={levelName(current.summary.level)} zone={zone} now={now} />
            <Facts ledger={current} {...props} />
          </div>
        </Disclosure>
      )}
      {earlier.map((ledger) => (
        <Disclosure
          key={`${ledger.summary.metric} ${ledger.summary.startedAt} ${ledger.summary.level}`}
          summary={earlierWords(ledger, zone, now)}
          className="border-t border-line px-[18px] py-3 text-sm"
        >
          <div className="mt-2 grid gap-2">
            <LedgerTable ledger={ledger} levelName={levelName(ledger.summary.level)} zone={zone} now={now} />
            <p className="text-ink-2">{outcomeWords(ledger, zone, now)}</p>
          </div>
        </Disclosure>
      ))}
    </section>
  )
}

function earlierWords({ summary }: Ledger, zone: string, now: Instant): string {
  if (summary.endedAt === null && summary.dueAt !== null) {
    return `${summary.metric === 'update' ? 'Next update' : 'First answer'} by ${formatInstant(summary.dueAt, zone, now)}`
  }
  const name = summary.metric === 'first_response' ? 'The first answer' : 'The update'
  return summary.dueAt === null ? `${name}, earlier` : `${name} promised by ${formatInstant(summary.dueAt, zone, now)}`
}

function Facts({ ledger, supportCase, policy, levelName, zone, now }: Props & { ledger: Ledger }) {
  return (
    <>
      <ul className="facts">
        {ledgerFacts({ ledger, supportCase, policy, levelName, zone, now }).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <TextLink href="/policy" className="justify-self-start text-sm">
        {supportCase.policy.name} policy, version {supportCase.policy.version}
      </TextLink>
    </>
  )
}

function PromiseWords({ state, ...props }: Props & { state: PromiseState }) {
  const { supportCase, zone, now } = props
  switch (state.kind) {
    case 'first_answer':
      return <DueWords state={state} {...props} />
    case 'update':
      return (
        <>
          <Answered {...props} />
          <DueWords state={state} {...props} />
        </>
      )
    case 'answered':
      return (
        <>
          <Answered {...props} />
          <p className="mt-2 text-sm text-ink-2">You hear from us {updateWords(props.policy, supportCase.severity)}.</p>
        </>
      )
    case 'waiting':
      return (
        <>
          <p className="promise-by mt-0.5">We wait for your answer</p>
          <p className="mt-1 text-sm text-ink-2">
            {state.next?.summary.dueAt
              ? `Until then you still hear from us by ${formatInstant(state.next.summary.dueAt, zone, now)}.`
              : 'Write below, and it is with us again.'}
          </p>
        </>
      )
    case 'solved':
      return (
        <>
          <p className="promise-by mt-0.5">
            Solved {supportCase.resolvedAt !== null && <When at={supportCase.resolvedAt} zone={zone} now={now} />}
          </p>
          <p className="mt-1 text-sm text-ink-2">
            Not solved? Write until <When at={state.reopenableUntil} zone={zone} now={now} /> and it is reopened.
          </p>
        </>
      )
    case 'closed':
      return (
        <>
          <p className="promise-by mt-0.5">Closed</p>
          <p className="mt-1 text-sm text-ink-2">If it comes back, open a follow-up: it is linked to this case.</p>
        </>
      )
  }
}

function DueWords({ state, supportCase, zone, now }: Props & { state: Extract<PromiseState, { ledger: Ledger }> }) {
  const { ledger, dueAt, late, kind } = state
  const { summary } = ledger
  if (dueAt === null) return <p className="promise-by mt-0.5">This time is paused</p>
  const what =
    kind === 'update'
      ? 'Next update by'
      : withManager(supportCase)
        ? `${supportCase.accountManager.name} answers by`
        : 'We answer by'
  const regional = `${formatAbsolute(dueAt, zone)}; ${formatAbsolute(dueAt, supportCase.region.zone)} where support is counted`
  const used = `${formatDuration(summary.usedSeconds * 1_000)} of ${targetWords({ minutes: summary.targetSeconds / 60, unit: summary.unit })} used`
  if (late) {
    return (
      <>
        <p className="promise-by mt-0.5 text-l1">We are late</p>
        <p className="mt-1 text-sm text-ink-2">
          {summary.breachCause === 'reclassified'
            ? `By level ${summary.level} the ${metricWords(summary.metric)} was due`
            : `We said the ${metricWords(summary.metric)} would come by`}{' '}
          <When at={dueAt} zone={zone} now={now} />. A person answers next.
        </p>
        <p className="num mt-1 text-sm text-ink-2">{outcomeWords(ledger, zone, now)}</p>
      </>
    )
  }
  return (
    <>
      <p className="promise-by mt-0.5" title={regional}>
        {what} {formatInstant(dueAt, zone, now)}
      </p>
      <p className="num mb-2.5 mt-0.5 text-sm text-ink-2">
        <RelativeTime at={dueAt} now={now} title={regional} />
        {/* The hours that are promised are fewer than those until then: said, so that nobody takes one for the other. */}
        {dueAt - now > (summary.leftSeconds + 60) * 1_000 && ', closed hours included'} · your time, {formatZone(zone, dueAt)}
      </p>
      <Meter
        value={summary.usedSeconds / summary.targetSeconds}
        tone={summary.usedSeconds / summary.targetSeconds < AT_RISK_FROM ? 'ok' : 'warn'}
      />
      <p className="num mt-1.5 text-sm text-ink-2">{used}</p>
    </>
  )
}

function Answered({ supportCase, zone, now }: Props) {
  const met = answeredLedger(supportCase.ledgers)
  const last = supportCase.timeline.findLast((entry) => entry.kind === 'message' && entry.author.isStaff)
  if (last?.kind !== 'message') return null
  return (
    <div className="mb-3">
      <p className="mt-1 font-semibold">
        {last.author.name} answered <When at={last.at} zone={zone} now={now} />
      </p>
      {met && met.summary.endedAt === last.at && (
        <p className="num text-sm text-ink-2">
          in {formatDuration(met.summary.usedSeconds * 1_000)} of business hours, promised within{' '}
          {targetWords({ minutes: met.summary.targetSeconds / 60, unit: met.summary.unit })}
        </p>
      )}
    </div>
  )
}

function withManager({ status }: RequesterCaseView): boolean {
  return status === 'with_account_manager'
}
