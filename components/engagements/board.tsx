import type { ReactNode } from 'react'
import { ActButton } from '@/components/identity/act-form'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { BoardRow, QuotedRow, ServicesBoard, UndecidedRow } from '@/lib/engagements/views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { count, formatCapped, formatDate, formatInstant, formatLocalDate } from '@/lib/kernel/words'
import { stateTone, stateWords, WITHIN_WORDS } from './request-words'

type At = { zone: string; now: Instant }

/** What waits for a quote, the next promise first, and what ended last. */
export function ServicesBoardView({
  board,
  whose,
  zone,
  now,
  remind,
  children,
}: {
  board: ServicesBoard
  whose: 'mine' | 'all'
  remind: FormAction
  /** The engagements, between what waits for the customer and what is over. */
  children: ReactNode
} & At) {
  const { undecided, toScope, toScopeCount, quoted, over } = board
  return (
    <div className="services-desk">
      {undecided.length > 0 && (
        <Card aria-labelledby="undecided">
          <CardHead id="undecided" title="From cases, to decide" />
          <ul className="items">
            {undecided.map((row) => (
              <ToDecide key={row.reference} row={row} zone={zone} now={now} />
            ))}
          </ul>
        </Card>
      )}
      <Card aria-labelledby="to-scope">
        <CardHead
          id="to-scope"
          title={
            <>
              Requests to scope <span className="num font-medium text-ink-2">{formatCapped(toScopeCount)}</span>
            </>
          }
        >
          <span className="ml-auto text-sm text-ink-2">A quote {WITHIN_WORDS}</span>
        </CardHead>
        {toScope.length === 0 ? (
          <EmptyState title="Nothing waits for a quote">
            {whose === 'mine' ? 'What your accounts ask for stands here.' : 'What customers ask for stands here.'}
          </EmptyState>
        ) : (
          <ul className="items">
            {toScope.map((row, at) => (
              <ToScope key={row.reference} row={row} isFirst={at === 0} zone={zone} now={now} />
            ))}
          </ul>
        )}
        {toScopeCount > toScope.length && (
          <p className="card-pad num text-sm text-ink-2">
            The first {toScope.length} of {formatCapped(toScopeCount)}.
          </p>
        )}
      </Card>
      {quoted.length > 0 && (
        <Card aria-labelledby="quoted">
          <CardHead id="quoted" title="With the customer" />
          <ul className="items">
            {quoted.map((row) => (
              <Quoted key={row.reference} row={row} remind={remind} zone={zone} now={now} />
            ))}
          </ul>
        </Card>
      )}
      {children}
      {over.length > 0 && (
        <Card aria-labelledby="over">
          <CardHead id="over" title="Ordered or ended last" />
          <ul className="items">
            {over.map((row) => (
              <Over key={row.reference} row={row} zone={zone} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

function Named({ reference, title, organisationName }: BoardRow) {
  return (
    <div className="min-w-0">
      <TextLink quiet href={`/desk/services/${reference}`} className="font-semibold wrap-anywhere">
        {title}
      </TextLink>
      <p className="text-sm text-ink-2">
        <span className="mono">{reference}</span> · {organisationName}
      </p>
    </div>
  )
}

function ToDecide({ row, zone, now }: { row: UndecidedRow } & At) {
  const { reference, state, quoteDueAt, caseReference, agentName, customerAskedAt, lapsesAt, managerName } = row
  const isOurs = state === 'referred'
  const isLate = isOurs && quoteDueAt < now
  return (
    <li className="service-row">
      <Named {...row} />
      <div className="num min-w-0">
        <p className={isLate ? 'font-semibold text-l1' : undefined}>
          {isOurs
            ? `${isLate ? 'Was to be decided' : 'Decide'} by ${formatInstant(quoteDueAt, zone, now)}`
            : `Customer asked ${formatInstant(customerAskedAt ?? now, zone, now)}`}
        </p>
        <p className="text-sm text-ink-2">
          {isOurs
            ? `Passed on by ${agentName}, ${managerName} decides, `
            : `Lapses ${lapsesAt === null ? '' : formatDate(lapsesAt, zone, now)}, `}
          <TextLink quiet href={`/desk/cases/${caseReference}`} className="mono">
            {caseReference}
          </TextLink>
        </p>
      </div>
      <ButtonLink
        href={`/desk/services/${reference}`}
        small
        variant={isOurs ? 'primary' : 'default'}
        aria-label={`${isOurs ? 'Decide' : 'Open'} ${reference}`}
      >
        {isOurs ? 'Decide' : 'Open'}
      </ButtonLink>
    </li>
  )
}

function ToScope({ row, isFirst, zone, now }: { row: BoardRow; isFirst: boolean } & At) {
  const { reference, state, quoteDueAt, askedAt, itemName, managerName } = row
  const isLate = quoteDueAt < now
  return (
    <li className="service-row">
      <Named {...row} />
      <div className="num min-w-0">
        <p className={isLate ? 'font-semibold text-l1' : undefined}>
          {isLate ? 'Quote was due' : 'Quote due'} {formatDate(quoteDueAt, zone, now)} {state === 'scoping' && <Tag>Scoping</Tag>}
        </p>
        <p className="text-sm text-ink-2">
          {itemName}, asked {formatInstant(askedAt, zone, now)}, {managerName}
        </p>
      </div>
      <ButtonLink
        href={`/desk/services/${reference}`}
        small
        variant={isFirst ? 'primary' : 'default'}
        aria-label={`${state === 'new' ? 'Scope' : 'Open'} ${reference}`}
      >
        {state === 'new' ? 'Scope' : 'Open'}
      </ButtonLink>
    </li>
  )
}

function Quoted({ row, remind, zone, now }: { row: QuotedRow; remind: FormAction } & At) {
  const { reference, quoteReference, sentAt, validUntil, remindedAt, mayRemind } = row
  return (
    <li className="service-row">
      <Named {...row} />
      <div className="num min-w-0 text-sm text-ink-2">
        <p>
          <TextLink quiet href={`/desk/services/${reference}/quote`} className="mono">
            {quoteReference}
          </TextLink>{' '}
          sent {formatInstant(sentAt, zone, now)}, stands until {formatLocalDate(validUntil)}
        </p>
        {remindedAt !== null && <p>Reminded {formatInstant(remindedAt, zone, now)}</p>}
      </div>
      {mayRemind ? (
        <ActButton act={remind} fields={{ reference }} label={`Remind of ${quoteReference}, ${reference}`}>
          Remind
        </ActButton>
      ) : (
        <Tag tone={stateTone(row.state)}>{stateWords(row.state, 'desk')}</Tag>
      )}
    </li>
  )
}

function Over({ row, zone, now }: { row: BoardRow } & At) {
  const { state, changedAt, itemName } = row
  return (
    <li className="service-row">
      <Named {...row} />
      <p className="num text-sm text-ink-2">
        {itemName}, {formatInstant(changedAt, zone, now)}
      </p>
      <Tag tone={stateTone(state)}>{stateWords(state, 'desk')}</Tag>
    </li>
  )
}

/** "3 requests to scope, 1 of them late", for the line under the title. */
export function needWords({ undecided, toScopeCount, late }: ServicesBoard): string {
  const ours = undecided.filter(({ state }) => state === 'referred').length
  const decide = ours === 0 ? '' : `${count(ours, 'request')} to decide. `
  return decide + scopeWords(toScopeCount, late)
}

function scopeWords(toScopeCount: number, late: number): string {
  if (toScopeCount === 0) return 'No request waits for a quote.'
  const waiting = `${count(toScopeCount, 'request')} to scope`
  return late === 0 ? `${waiting}, all within their time.` : `${waiting}, ${late} of them late.`
}
