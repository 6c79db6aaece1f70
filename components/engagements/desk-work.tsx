import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { DeskTimeView, EngagementView } from '@/lib/engagements/work-views'
import { formatWorked } from '@/lib/engagements/time'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatHoursMinutes, formatLocalDate } from '@/lib/kernel/words'
import { BurnCard } from './burn-card'
import { AddMilestoneDialog, ChangeDialog } from './change-dialogs'
import { ExpensesCard } from './expenses'
import { ExpenseActs, ExpenseDialog } from './expense-dialogs'
import { HoursCards } from './hours'
import { HoursActs } from './hours-dialogs'
import { ChangesCard, MilestonesCard } from './work-changes'
import { DecisionDialog } from './time-dialogs'
import { AssignDialog, EndAssignmentDialog, PlanDialog } from './work-dialogs'
import { HoldNotice, PeopleCard, RevisionsCard, SaidCard, TimeTables, TimeWords, WorkHistory } from './work-parts'
import { CLASS_WORDS } from './work-words'

type Actions = {
  assign: FormAction
  endAssigned: FormAction
  plan: FormAction
  decide: FormAction
  addPart: FormAction
  takePart: FormAction
  beginChange: FormAction<{ reference: string }>
  enterSpent: FormAction
  takeSpent: FormAction
  extend: FormAction
  restore: FormAction
}

/** An engagement as our side works on it: budget, time with our own notes, who works on it, what happened. */
export function DeskWork({
  engagement,
  today,
  zone,
  now,
  formKey,
  actions,
  children,
}: {
  engagement: EngagementView
  /** An ISO date, the reader's. */
  today: string
  zone: string
  now: Instant
  /** Of the forms that begin a change, or enter an expense. */
  formKey: string
  actions: Actions
  /** What was invoiced of it, above the history. */
  children: ReactNode
}) {
  const { requestReference: reference, assignments, state } = engagement
  const desk = engagement.desk!
  const { remaining } = desk
  return (
    <div className="request-desk">
      <div className="grid gap-4">
        <HoldNotice hold={engagement.hold} side="desk" zone={zone} now={now} />
        {state === 'planned' && assignments.length === 0 && (
          <Callout tone="info" title="Nobody is assigned yet">
            <p>The first who is assigned leads the work and begins it.</p>
          </Callout>
        )}
        <HoursCards
          hours={engagement.hours}
          zone={zone}
          now={now}
          acts={(block) => <HoursActs reference={reference} block={block} extend={actions.extend} restore={actions.restore} />}
        />
        {engagement.model !== 'included' && <BurnCard engagement={engagement} zone={zone} now={now} />}
        <MilestonesCard engagement={engagement} zone={zone} now={now} take={actions.takePart}>
          {desk.mayPlan && <AddMilestoneDialog reference={reference} add={actions.addPart} />}
        </MilestonesCard>
        <DeskTime time={desk.time} decide={actions.decide} />
        <ExpensesCard engagement={engagement} acts={(expense) => <ExpenseActs expense={expense} take={actions.takeSpent} />}>
          {desk.mayEnterExpense && engagement.expenses.minor > 0n && (
            <ExpenseDialog
              reference={reference}
              formKey={formKey}
              currency={engagement.expenses.currency}
              today={today}
              enter={actions.enterSpent}
            />
          )}
        </ExpensesCard>
      </div>
      <aside className="grid gap-4" aria-label="About this engagement">
        <ChangesCard engagement={engagement} side="desk">
          {engagement.mayAskForChange && (
            <ChangeDialog reference={reference} formKey={formKey} side="desk" ask={actions.beginChange} />
          )}
        </ChangesCard>
        <PeopleCard
          engagement={engagement}
          acts={
            desk.mayAssign
              ? ({ id, name }) => (
                  <EndAssignmentDialog reference={reference} assignmentId={id} name={name} end={actions.endAssigned} />
                )
              : undefined
          }
        >
          {desk.mayAssign && (
            <div className="mt-3">
              <AssignDialog
                reference={reference}
                people={desk.people}
                roles={desk.roles}
                today={today}
                isFirst={assignments.length === 0}
                assign={actions.assign}
              />
            </div>
          )}
        </PeopleCard>
        {(desk.mayPlan || remaining) && (
          <Card pad aria-labelledby="plan-of-work">
            <h2 id="plan-of-work">Plan</h2>
            <p className="num mt-2 mb-3 text-sm text-ink-2">
              {remaining
                ? `${remaining.byName} expected ${formatHoursMinutes(remaining.minutes * 60_000)} still to do, ${formatDate(remaining.at, zone, now)}.`
                : 'Nobody has said yet what is left to do.'}
            </p>
            {desk.mayPlan && (
              <PlanDialog
                reference={reference}
                startsOn={engagement.startsOn}
                endsOn={engagement.endsOn}
                remaining={remaining ? String(remaining.minutes / 60) : ''}
                plan={actions.plan}
              />
            )}
          </Card>
        )}
        {engagement.model !== 'included' && <RevisionsCard engagement={engagement} quote={`/desk/services/${reference}/quote`} />}
        {children}
        <SaidCard engagement={engagement} zone={zone} now={now} />
        <WorkHistory engagement={engagement} side="desk" zone={zone} now={now} />
      </aside>
    </div>
  )
}

/** What may still be done with an entry that was approved. */
function actsOn({ state, mayBecome }: DeskTimeView) {
  return state === 'approved' ? mayBecome.filter((to) => to === 'submitted' || to === 'written_off') : []
}

function DeskTime({ time, decide }: { time: readonly DeskTimeView[]; decide: FormAction }) {
  const hasActs = time.some((entry) => actsOn(entry).length > 0)
  return (
    <Card aria-labelledby="time">
      <CardHead id="time" title="Time" />
      {time.length === 0 ? (
        <EmptyState title="No time yet">Whoever is assigned writes it on the page Time.</EmptyState>
      ) : (
        <TimeTables
          time={time}
          words={(entry) => <DeskTimeWords entry={entry} />}
          acts={
            hasActs
              ? (entry) => (
                  <span className="-mr-2.5 flex justify-end empty:hidden">
                    {actsOn(entry).map((to) => (
                      <DecisionDialog key={to} entryId={entry.id} to={to} about={aboutTime(entry)} decide={decide} />
                    ))}
                  </span>
                )
              : undefined
          }
        />
      )}
    </Card>
  )
}

/** What was done, with our own note. */
export function DeskTimeWords({ entry }: { entry: DeskTimeView }) {
  return (
    <span className="block">
      <TimeWords entry={entry} />
      {entry.internalNote !== '' && entry.splitFrom === null && (
        <span className="block text-sm font-normal wrap-anywhere text-ink-2">Only we see: {entry.internalNote}</span>
      )}
      {entry.decision && entry.decision.reason !== '' && (
        <span className="block text-sm font-normal wrap-anywhere">
          {entry.decision.by}: {entry.decision.reason}
        </span>
      )}
    </span>
  )
}

/** "Thu 19 Nov, Kaito Brenn, 3:30, billable": names an entry in a dialog. */
export function aboutTime(entry: DeskTimeView): string {
  const { workedOn, consultantName, workedMinutes, timeClass, splitFrom, billedMinutes } = entry
  const minutes = splitFrom === null ? workedMinutes : billedMinutes
  return `${formatLocalDate(workedOn)}, ${consultantName}, ${formatWorked(minutes)}, ${CLASS_WORDS[timeClass].toLowerCase()}`
}
