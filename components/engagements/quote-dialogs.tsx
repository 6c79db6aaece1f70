'use client'

import { RadioCards } from '@/components/ui/choice'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { DECLINE_CODES, DECLINE_WORDS } from '@/lib/engagements/quote'
import { valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog, ReasonField } from './act-dialog'
import { settleDraft } from './quote-pending'

type Act = FormAction

/** No: with a reason, and how it goes on. */
export function DeclineDialog({ reference, version, decline }: { reference: string; version: number; decline: Act }) {
  return (
    <ActDialog
      id="decline"
      title="Decline the quote"
      trigger="Decline…"
      variant="ghost"
      fields={{ reference, version }}
      act={decline}
      confirm="Decline"
    >
      {(state, errors) => (
        <>
          <SelectField
            name="code"
            label="Why"
            options={DECLINE_CODES.map((code) => ({ value: code, label: DECLINE_WORDS[code] }))}
            defaultValue={valueOf(state, 'code', 'price')}
            error={errors.code}
          />
          <TextareaField
            name="reason"
            id="decline-reason"
            label="In your words"
            optional
            hint="Your account manager reads this."
            rows={3}
            defaultValue={valueOf(state, 'reason')}
            error={errors.reason}
          />
          <RadioCards
            name="then"
            legend="How does it go on?"
            required
            defaultValue={valueOf(state, 'then', 'revise')}
            options={[
              { value: 'revise', label: 'Please revise it', hint: 'You get another version. It costs nothing.' },
              { value: 'stop', label: 'We no longer need it', hint: 'The request ends.' },
            ]}
            error={errors.then}
          />
        </>
      )}
    </ActDialog>
  )
}

/** Within a day, while nothing has begun. */
export function UndoDialog({ reference, undo }: { reference: string; undo: Act }) {
  return (
    <ActDialog
      id="undo"
      title="Take the acceptance back"
      trigger="Take it back…"
      fields={{ reference }}
      act={undo}
      confirm="Take the acceptance back"
    >
      {(state, errors) => (
        <>
          <p className="text-ink-2">
            The work is cancelled before it begins, and nothing is charged. The signatures stay on record. Possible for 24 hours.
          </p>
          <ReasonField id="undo-reason" hint="Both sides read this." required state={state} errors={errors} />
        </>
      )}
    </ActDialog>
  )
}

/** An order that came outside the portal. */
export function OrderDialog({ reference, version, record }: { reference: string; version: number; record: Act }) {
  return (
    <ActDialog
      id="order"
      title="Record an order"
      trigger="Record an order…"
      fields={{ reference, version }}
      act={record}
      confirm="Record the order"
    >
      {(state, errors) => (
        <>
          <p className="text-ink-2">
            For customers who order from a system of their own. A services lead countersigns it, then all their approvers are
            told.
          </p>
          <InputField
            name="orderNumber"
            id="order-number"
            label="Order number"
            required
            maxLength={60}
            defaultValue={valueOf(state, 'orderNumber')}
            error={errors.orderNumber}
          />
          <InputField
            name="orderedBy"
            label="Ordered by"
            hint="The name on the order."
            required
            maxLength={120}
            defaultValue={valueOf(state, 'orderedBy')}
            error={errors.orderedBy}
          />
          <TextareaField
            name="note"
            label="How it came"
            hint="When, from whom, and where the order is kept."
            required
            rows={3}
            defaultValue={valueOf(state, 'note')}
            error={errors.note}
          />
        </>
      )}
    </ActDialog>
  )
}

/** The second person on our side. */
export function CountersignDialog({ reference, version, countersign }: { reference: string; version: number; countersign: Act }) {
  return (
    <ActDialog
      id="countersign"
      title="Countersign the order?"
      trigger="Countersign"
      variant="primary"
      fields={{ reference, version }}
      act={countersign}
      confirm="Countersign, accept the quote"
    >
      {() => (
        <p className="text-ink-2">
          You have seen the order itself. The quote is accepted then, and all their approvers get a mail.
        </p>
      )}
    </ActDialog>
  )
}

const STEPS = {
  internal_review: {
    trigger: 'Send for review',
    title: 'Send it for review?',
    words: 'A services lead reads it before the customer does.',
    confirm: 'Send for review',
    reason: false,
  },
  ready: {
    trigger: 'Reviewed, may be sent',
    title: 'May it be sent?',
    words: 'Its author sends it to the customer then.',
    confirm: 'It may be sent',
    reason: false,
  },
  draft: {
    trigger: 'Back to draft…',
    title: 'Make it a draft again',
    words: 'Its author can change it then.',
    confirm: 'Make it a draft again',
    reason: true,
  },
  sent: {
    trigger: 'Send to the customer',
    title: 'Send the quote?',
    words: 'It is frozen then: a change is a new version. Whoever asked and all approvers get a mail.',
    confirm: 'Send the quote',
    reason: false,
  },
  withdrawn: {
    trigger: 'Withdraw…',
    title: 'Withdraw the quote',
    words: 'Nobody can accept it any more. The request goes back to scoping.',
    confirm: 'Withdraw, tell the customer',
    reason: true,
  },
} as const
export type StaffStepName = keyof typeof STEPS

const UNSAVED: ActionState = {
  status: 'error',
  code: 'conflict',
  message: 'What you changed last is not saved: mend what is marked in the quote, then do this again.',
  fields: {},
  values: {},
}

/** The same step with the draft as it stands on the screen: what is not kept yet is kept first. */
const asItStands =
  (take: Act): Act =>
  async (previous, form) => {
    const settled = await settleDraft()
    if (settled === 'unsaved') return UNSAVED
    if (settled !== null) form.set('revision', String(settled))
    return take(previous, form)
  }

/** A step of our side with a version. */
export function StepDialog({
  to,
  fields,
  take,
  primary,
}: {
  to: StaffStepName
  fields: { reference: string; version: number; revision: number }
  take: Act
  primary?: boolean
}) {
  const { trigger, title, words, confirm, reason } = STEPS[to]
  return (
    <ActDialog
      id={`quote-${to}`}
      title={title}
      trigger={trigger}
      variant={primary ? 'primary' : 'default'}
      fields={{ ...fields, to }}
      act={asItStands(take)}
      confirm={confirm}
    >
      {(state, errors) => (
        <>
          <p className="text-ink-2">{words}</p>
          {reason && (
            <ReasonField
              id={`quote-${to}-reason`}
              hint={to === 'withdrawn' ? 'The customer reads this.' : 'Its author reads this.'}
              required={to === 'withdrawn'}
              state={state}
              errors={errors}
            />
          )}
        </>
      )}
    </ActDialog>
  )
}
