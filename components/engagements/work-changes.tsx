import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Tag, type TagTone } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { MilestoneState } from '@/lib/engagements/milestone'
import type { EngagementView } from '@/lib/engagements/work-views'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatLocalDate } from '@/lib/kernel/words'
import { MilestoneDialog } from './change-dialogs'
import { stateTone, stateWords } from './request-words'

const STATES: Record<MilestoneState, { words: string; tone: TagTone }> = {
  pending: { words: 'To come', tone: 'neutral' },
  delivered: { words: 'To be accepted', tone: 'accent' },
  accepted: { words: 'Accepted', tone: 'ok' },
}

/** What the customer accepts on the way, with what the reader may do about each. */
export function MilestonesCard({
  engagement,
  zone,
  now,
  take,
  children,
}: {
  engagement: EngagementView
  zone: string
  now: Instant
  take: FormAction
  children?: ReactNode
}) {
  const { milestones, requestReference } = engagement
  if (milestones.length === 0 && !children) return null
  return (
    <Card aria-labelledby="milestones">
      <CardHead id="milestones" title="Milestones">
        {children && <div className="ml-auto">{children}</div>}
      </CardHead>
      {milestones.length === 0 ? (
        <p className="card-pad text-ink-2">None. What has a fixed price would be one.</p>
      ) : (
        <ul className="items num">
          {milestones.map(({ id, name, amount, dueOn, state, last, mayBecome, acceptsAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <div className="min-w-0 grow">
                <b className="wrap-anywhere">{name}</b>
                <p className="text-sm text-ink-2">
                  {[amount.minor > 0n && formatMoney(amount), dueOn && `by ${formatLocalDate(dueOn)}`].filter(Boolean).join(', ')}
                </p>
                {acceptsAt !== null && (
                  <p className="text-sm text-ink-2">
                    Counts as accepted after {formatDate(acceptsAt, zone, now)} unless it is returned
                  </p>
                )}
                {last && last.reason !== '' && state === 'pending' && (
                  <p className="text-sm wrap-anywhere">
                    {last.byName} returned it: {last.reason}
                  </p>
                )}
              </div>
              <Tag tone={STATES[state].tone}>{STATES[state].words}</Tag>
              {mayBecome.map((to) => (
                <MilestoneDialog key={to} reference={requestReference} milestoneId={id} name={name} to={to} take={take} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Changes that were asked for; the one that waits for the customer's approval leads to its quote. */
export function ChangesCard({
  engagement,
  side,
  children,
}: {
  engagement: EngagementView
  side: 'customer' | 'desk'
  children?: ReactNode
}) {
  const { changes } = engagement
  if (changes.length === 0 && !children) return null
  const base = side === 'desk' ? '/desk/services' : '/services'
  return (
    <Card pad aria-labelledby="changes">
      <h2 id="changes">Changes</h2>
      {changes.length > 0 && (
        <ul className="num mt-2.5 grid gap-3">
          {changes.map(({ reference, title, state, total }) => (
            <li key={reference}>
              <TextLink href={`${base}/${reference}`} className="wrap-anywhere">
                {title}
              </TextLink>
              <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-2">
                <span className="mono">{reference}</span>
                <Tag tone={stateTone(state)}>{stateWords(state, side)}</Tag>
                {total && `${formatMoney(total)} with tax`}
              </p>
              {state === 'quoted' && side === 'customer' && (
                <p className="mt-2">
                  <ButtonLink href={`${base}/${reference}/quote`} variant="primary" small>
                    Review the change
                  </ButtonLink>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {children && <div className="mt-3">{children}</div>}
    </Card>
  )
}
