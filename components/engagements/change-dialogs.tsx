'use client'

import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { CHANGE_REASON_WORDS, CHANGE_REASONS } from '@/lib/engagements/change'
import type { MilestoneState } from '@/lib/engagements/milestone'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog } from './act-dialog'

/** Asks to change an engagement, or begins the change. */
export function ChangeDialog({
  reference,
  formKey,
  side,
  ask,
}: {
  reference: string
  formKey: string
  side: 'customer' | 'desk'
  ask: FormAction<{ reference: string }>
}) {
  const isTheirs = side === 'customer'
  return (
    <ActDialog
      id="change"
      title={isTheirs ? 'Ask for a change' : 'Begin a change'}
      trigger={isTheirs ? 'Ask for a change…' : 'Change request…'}
      fields={{ reference, key: formKey }}
      act={ask}
      confirm={isTheirs ? 'Ask for a change (free)' : 'Begin the change'}
    >
      {(sent, errors) => (
        <>
          <p className="text-ink-2">
            {isTheirs
              ? 'You get a quote for it first. Nothing changes, and nothing is charged, before somebody of your organisation approves it.'
              : 'It is quoted like any other work. Once it is approved, the quote is added to the budget.'}
          </p>
          <SelectField
            name="reason"
            label="Why"
            options={CHANGE_REASONS.map((reason) => ({ value: reason, label: CHANGE_REASON_WORDS[reason] }))}
            defaultValue={valueOf(sent, 'reason', 'scope')}
            error={errors.reason}
          />
          <InputField
            name="title"
            label="What changes, in a few words"
            required
            maxLength={120}
            defaultValue={valueOf(sent, 'title')}
            error={errors.title}
          />
          <TextareaField
            name="goal"
            label="What is needed beyond what was ordered"
            required
            rows={4}
            defaultValue={valueOf(sent, 'goal')}
            error={errors.goal}
          />
        </>
      )}
    </ActDialog>
  )
}

/** Adds something that the customer accepts on the way. */
export function AddMilestoneDialog({ reference, add }: { reference: string; add: FormAction }) {
  return (
    <ActDialog
      id="add-milestone"
      title="Add a milestone"
      trigger="Add a milestone…"
      fields={{ reference }}
      act={add}
      confirm="Add it"
    >
      {(sent, errors) => (
        <>
          <p className="text-ink-2">
            The customer accepts it once it is delivered. It costs nothing: amounts come from the quote.
          </p>
          <InputField
            name="name"
            label="What is delivered"
            required
            maxLength={120}
            defaultValue={valueOf(sent, 'name')}
            error={errors.name}
          />
          <InputField type="date" name="dueOn" label="By" optional defaultValue={valueOf(sent, 'dueOn')} error={errors.dueOn} />
        </>
      )}
    </ActDialog>
  )
}

const STEPS: Record<MilestoneState, { trigger: string; title: string; words: string; confirm: string }> = {
  delivered: {
    trigger: 'Deliver',
    title: 'Is it delivered?',
    words: 'The customer is asked to accept it, or to return it with a reason.',
    confirm: 'It is delivered',
  },
  accepted: {
    trigger: 'Accept',
    title: 'Do you accept it?',
    words: 'What was agreed is done. An amount that was agreed for it may be billed then.',
    confirm: 'Accept it',
  },
  pending: {
    trigger: 'Return…',
    title: 'Return it',
    words: 'Something is missing or wrong: it is worked on again.',
    confirm: 'Return it',
  },
}

/** A step of a milestone. */
export function MilestoneDialog({
  reference,
  milestoneId,
  name,
  to,
  take,
}: {
  reference: string
  milestoneId: string
  name: string
  to: MilestoneState
  take: FormAction
}) {
  const { trigger, title, words, confirm } = STEPS[to]
  return (
    <ActDialog
      id={`${to}-${milestoneId}`}
      title={title}
      trigger={trigger}
      variant={to === 'pending' ? 'ghost' : 'primary'}
      fields={{ reference, milestoneId, to }}
      act={take}
      confirm={confirm}
    >
      {(sent, errors) => (
        <>
          <p>
            <b>{name}</b>
          </p>
          <p className="text-ink-2">{words}</p>
          {to === 'pending' && (
            <TextareaField
              name="reason"
              id={`${to}-${milestoneId}-reason`}
              label="Why"
              hint="Whoever leads the work reads this."
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
