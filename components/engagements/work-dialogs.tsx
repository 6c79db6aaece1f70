'use client'

import { Checkbox } from '@/components/ui/choice'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { HOLD_SIDES, type EngagementState } from '@/lib/engagements/engagement'
import type { RateRole } from '@/lib/engagements/rate-card'
import type { TimeState } from '@/lib/engagements/time'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog } from './act-dialog'
import { ROLE_WORDS } from './quote-words'
import { SIDE_WORDS } from './work-words'

type Words = { trigger: string; title: string; words: string; confirm: string; reason?: string }

const STEPS: Record<string, Words> = {
  'planned→active': {
    trigger: 'Begin the work',
    title: 'Begin the work?',
    words: 'The customer is told. From now on time is written for it.',
    confirm: 'Begin, tell the customer',
  },
  'on_hold→active': {
    trigger: 'Let it go on',
    title: 'Let it go on?',
    words: 'The customer is told that it is no longer on hold.',
    confirm: 'Go on, tell the customer',
  },
  'delivered→active': {
    trigger: 'Take it up again…',
    title: 'Take the work up again',
    words: 'The customer does not accept it as it is.',
    confirm: 'Take it up again',
    reason: 'The customer reads this.',
  },
  on_hold: {
    trigger: 'Put on hold…',
    title: 'Put the work on hold',
    words: 'No time is submitted while it rests. What was written is kept.',
    confirm: 'Put on hold, tell the customer',
    reason: 'The customer reads this.',
  },
  delivered: {
    trigger: 'Deliver',
    title: 'Is everything delivered?',
    words: 'The customer is asked to look at it.',
    confirm: 'It is delivered',
  },
  closed: {
    trigger: 'Close',
    title: 'Close the engagement?',
    words: 'Nothing more is worked or billed for it then.',
    confirm: 'Close it',
  },
  cancelled: {
    trigger: 'Cancel…',
    title: 'Cancel the engagement',
    words: 'The work ends before it is delivered, for good.',
    confirm: 'Cancel it, tell the customer',
    reason: 'The customer reads this.',
  },
}

/** The steps that the reader may take with an engagement. */
export function WorkActs({
  reference,
  state,
  next,
  take,
}: {
  reference: string
  state: EngagementState
  next: readonly EngagementState[]
  take: FormAction
}) {
  return next.map((to, at) => {
    const { trigger, title, words, confirm, reason } = STEPS[`${state}→${to}`] ?? STEPS[to]!
    return (
      <ActDialog
        key={to}
        id={`work-${to}`}
        title={title}
        trigger={trigger}
        variant={at === 0 && !reason ? 'primary' : 'default'}
        fields={{ reference, to }}
        act={take}
        confirm={confirm}
      >
        {(sent, errors) => (
          <>
            <p className="text-ink-2">{words}</p>
            {to === 'on_hold' && (
              <SelectField
                name="side"
                label="Whose pause is it?"
                options={HOLD_SIDES.map((side) => ({ value: side, label: SIDE_WORDS[side] }))}
                defaultValue={valueOf(sent, 'side', 'customer')}
                error={errors.side}
              />
            )}
            {reason && (
              <TextareaField
                name="reason"
                id={`work-${to}-reason`}
                label="Why"
                hint={reason}
                required
                rows={3}
                defaultValue={valueOf(sent, 'reason')}
                error={errors.reason}
              />
            )}
          </>
        )}
      </ActDialog>
    )
  })
}

/** Says who works on it, as what, how much. */
export function AssignDialog({
  reference,
  people,
  roles,
  today,
  isFirst,
  assign,
}: {
  reference: string
  people: readonly { id: string; name: string }[]
  roles: readonly RateRole[]
  today: string
  isFirst: boolean
  assign: FormAction
}) {
  return (
    <ActDialog
      id="assign"
      title="Assign somebody"
      trigger="Assign…"
      variant={isFirst ? 'primary' : 'default'}
      fields={{ reference }}
      act={assign}
      confirm="Assign"
    >
      {(sent, errors) => (
        <>
          <SelectField
            name="userId"
            label="Who"
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={valueOf(sent, 'userId')}
            error={errors.userId}
          />
          <SelectField
            name="role"
            label="As what"
            hint="Roles that the signed quote has a rate for."
            options={roles.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
            defaultValue={valueOf(sent, 'role')}
            error={errors.role}
          />
          <div className="grid items-start gap-3.5 sm:grid-cols-2">
            <InputField
              type="date"
              name="fromOn"
              label="From"
              required
              defaultValue={valueOf(sent, 'fromOn', today)}
              error={errors.fromOn}
            />
            <InputField type="date" name="toOn" label="Until" optional defaultValue={valueOf(sent, 'toOn')} error={errors.toOn} />
          </div>
          <InputField
            name="hoursPerWeek"
            label="Hours a week"
            required
            inputMode="decimal"
            autoComplete="off"
            defaultValue={valueOf(sent, 'hoursPerWeek', '8')}
            error={errors.hoursPerWeek}
          />
          {!isFirst && <Checkbox name="leads" label="Leads the work" />}
        </>
      )}
    </ActDialog>
  )
}

/** When the work starts and ends, and what is left of it. */
export function PlanDialog({
  reference,
  startsOn,
  endsOn,
  remaining,
  plan,
}: {
  reference: string
  startsOn: string | null
  endsOn: string | null
  remaining: string
  plan: FormAction
}) {
  return (
    <ActDialog
      id="plan"
      title="Dates and what is left"
      trigger="Dates, what is left…"
      fields={{ reference }}
      act={plan}
      confirm="Save"
    >
      {(sent, errors) => (
        <>
          <div className="grid items-start gap-3.5 sm:grid-cols-2">
            <InputField
              type="date"
              name="startsOn"
              label="Starts"
              optional
              defaultValue={valueOf(sent, 'startsOn', startsOn ?? '')}
              error={errors.startsOn}
            />
            <InputField
              type="date"
              name="endsOn"
              label="Ends"
              optional
              defaultValue={valueOf(sent, 'endsOn', endsOn ?? '')}
              error={errors.endsOn}
            />
          </div>
          <InputField
            name="remaining"
            label="Hours still to do"
            hint="Counts for seven days, then the pace so far does."
            optional
            inputMode="decimal"
            autoComplete="off"
            defaultValue={valueOf(sent, 'remaining', remaining)}
            error={errors.remaining}
          />
        </>
      )}
    </ActDialog>
  )
}

/** Takes somebody off the work. */
export function EndAssignmentDialog({
  reference,
  assignmentId,
  name,
  end,
}: {
  reference: string
  assignmentId: string
  name: string
  end: FormAction
}) {
  return (
    <ActDialog
      id={`end-${assignmentId}`}
      title={`Take ${name} off the work?`}
      trigger="Take off…"
      triggerLabel={`Take off ${name}…`}
      variant="ghost"
      fields={{ reference, assignmentId }}
      act={end}
      confirm="Take off"
    >
      {() => <p className="text-ink-2">What they have written stays. They can write no more time for it.</p>}
    </ActDialog>
  )
}

const DECISIONS: Record<Exclude<TimeState, 'draft'>, Omit<Words, 'words'>> = {
  approved: { trigger: 'Approve', title: 'Approve this entry?', confirm: 'Approve' },
  rejected: { trigger: 'Return…', title: 'Return the entry', confirm: 'Return to its author', reason: 'Its author reads this.' },
  submitted: {
    trigger: 'Take back…',
    title: 'Take the approval back',
    confirm: 'Take it back',
    reason: 'It stands in the history.',
  },
  written_off: {
    trigger: 'Write off…',
    title: 'Write the entry off',
    confirm: 'Write it off',
    reason: 'It stands in the history.',
  },
}

/** Decides about one entry, with a reason. */
export function DecisionDialog({
  entryId,
  to,
  about,
  decide,
}: {
  entryId: string
  to: Exclude<TimeState, 'draft'>
  about: string
  decide: FormAction
}) {
  const { trigger, title, confirm, reason } = DECISIONS[to]
  return (
    <ActDialog
      id={`${to}-${entryId}`}
      title={title}
      trigger={trigger}
      variant="ghost"
      fields={{ entryId, to }}
      act={decide}
      confirm={confirm}
    >
      {(sent, errors) => (
        <>
          <p className="num text-ink-2">{about}</p>
          {reason && (
            <TextareaField
              name="reason"
              id={`${to}-${entryId}-reason`}
              label="Why"
              hint={reason}
              required
              rows={3}
              defaultValue={valueOf(sent, 'reason')}
              error={errors.reason}
            />
          )}
        </>
      )}
    </ActDialog>
  )
}

/** Gives an entry to the customer. */
export function GiveDialog({ entryId, about, give }: { entryId: string; about: string; give: FormAction }) {
  return (
    <ActDialog
      id={`give-${entryId}`}
      title="Make it goodwill"
      trigger="Goodwill…"
      variant="ghost"
      fields={{ entryId }}
      act={give}
      confirm="Make it goodwill"
    >
      {(sent, errors) => (
        <>
          <p className="num text-ink-2">{about}. The customer sees it, and it is not billed.</p>
          <TextareaField
            name="reason"
            id={`give-${entryId}-reason`}
            label="Why"
            hint="The customer reads this."
            required
            rows={3}
            defaultValue={valueOf(sent, 'reason')}
            error={errors.reason}
          />
        </>
      )}
    </ActDialog>
  )
}
