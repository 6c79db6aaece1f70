'use client'

import { Checkbox } from '@/components/ui/choice'
import { InputField, SelectField } from '@/components/ui/field'
import type { RateRole } from '@/lib/engagements/rate-card'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog } from './act-dialog'
import { ROLE_WORDS } from './quote-words'

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
