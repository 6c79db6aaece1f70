import { Disclosure } from '@/components/ui/disclosure'
import { Meter } from '@/components/ui/meter'
import { When } from '@/components/ui/when'
import { LedgerTable } from '@/components/sla/ledger-table'
import { metricWords, outcomeWords } from '@/components/sla/ledger-words'
import { targetWords } from '@/components/sla/target-words'
import type { DeskCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatDuration, formatZone } from '@/lib/kernel/words'
import { AT_RISK_FROM } from '@/lib/sla/clock'
import type { Ledger } from '@/lib/sla/ledger'
import { urgencyOf } from '@/lib/sla/risk'
import { runningLedger } from './promise'

type Reader = { zone: string; now: Instant }

/** The promise of a case for staff: the running clock with its ledger, then the clocks that ended. */
export function DeskPromise({ supportCase, zone, now }: Reader & { supportCase: DeskCaseView }) {
  const { ledgers, levelName, policy, region } = supportCase
  const running = runningLedger(ledgers)
  const ended = ledgers.filter((ledger) => ledger !== running).reverse()
  return (
    <section aria-labelledby="promise-title" className="flex flex-col gap-2.5">
      <h2 id="promise-title">Promise</h2>
      {running ? (
        <>
          <Running ledger={running} zone={zone} now={now} />
          <Disclosure summary="How this time is counted">
            <LedgerTable ledger={running} levelName={levelName} zone={zone} now={now} />
          </Disclosure>
        </>
      ) : (
        <p className="text-ink-2">{noneWords(supportCase)}</p>
      )}
      <ul className="facts">
        <li>
          Policy “{policy.name}”, version {policy.version}
        </li>
        <li>
          Counted in {region.name}, {formatZone(region.zone, now)};{' '}
          {region.hours.open ? (
            <>
              open
              {region.hours.nextClosing !== null && (
                <>
                  {' '}
                  until <When at={region.hours.nextClosing} zone={zone} now={now} />
                </>
              )}
            </>
          ) : (
            <>
              closed
              {region.hours.nextOpening !== null && (
                <>
                  , opens <When at={region.hours.nextOpening} zone={zone} now={now} />
                </>
              )}
            </>
          )}
        </li>
        {running && (
          <li>
            {running.summary.metric === 'update'
              ? 'Each public message of ours starts it anew; resolving ends it.'
              : 'Only a person’s public answer meets it.'}
          </li>
        )}
      </ul>
      {ended.length > 0 && (
        <Disclosure summary={`Earlier clocks (${ended.length})`}>
          <ul className="flex flex-col gap-3">
            {ended.map((ledger) => (
              <li key={`${ledger.summary.metric} ${ledger.summary.startedAt}`}>
                <Disclosure
                  summary={`${capital(metricWords(ledger.summary.metric))}: ${outcomeWords(ledger, zone, now) ?? 'resting'}`}
                >
                  <LedgerTable ledger={ledger} levelName={levelName} zone={zone} now={now} />
                </Disclosure>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  )
}

function Running({ ledger, zone, now }: Reader & { ledger: Ledger }) {
  const { metric, dueAt, usedSeconds, leftSeconds, targetSeconds, overdueSeconds, unit } = ledger.summary
  const late = dueAt !== null && now > dueAt
  const used = usedSeconds / targetSeconds
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <b>{capital(metricWords(metric))}</b>
        {dueAt !== null && (
          <span className={late ? 'text-l1' : undefined}>
            {late ? 'was due' : 'due'} <When at={dueAt} zone={zone} now={now} />
          </span>
        )}
      </p>
      <Meter value={used} tone={late ? 'hot' : used >= AT_RISK_FROM ? urgencyOf(leftSeconds) : 'ok'} />
      <p className="text-sm text-ink-2 num">
        {late
          ? `Breached, ${formatDuration(overdueSeconds * 1_000)}${unit === 'business' ? ' of business hours' : ''} over`
          : `${formatDuration(leftSeconds * 1_000)} left of ${targetWords({ minutes: targetSeconds / 60, unit })}`}
      </p>
    </div>
  )
}

function noneWords({ status, severity }: DeskCaseView): string {
  if (status === 'resolved' || status === 'closed') return 'No promise is running: the case is resolved.'
  return `No promise is running. L${severity} promises an update on each change of status.`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
