'use client'

import { RadioCards } from '@/components/ui/choice'
import { SelectField, TextareaField } from '@/components/ui/field'
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

/** The next version of a quote that has expired. */
export function RenewDialog({ reference, version, to, renew }: { reference: string; version: number; to: string; renew: Act }) {
  return (
    <ActDialog
      id="renew"
      title="Ask to renew the quote?"
      trigger="Ask to renew"
      variant="primary"
      fields={{ reference, version }}
      act={renew}
      confirm={`Ask ${to}`}
    >
      {() => <p className="text-ink-2">You get a new version to approve. Prices may have changed; asking costs nothing.</p>}
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

/** Which order is meant: another may be recorded in its place meanwhile. */
type WaitingOrder = { reference: string; version: number; orderId: string }

/** Takes back an order that was recorded in error, or that is not countersigned. */
export function VoidOrderDialog({ order, takeBack }: { order: WaitingOrder; takeBack: Act }) {
  return (
    <ActDialog
      id="void-order"
      title="Take the order back"
      trigger="Take it back…"
      fields={order}
      act={takeBack}
      confirm="Take the order back"
    >
      {(state, errors) => (
        <>
          <p className="text-ink-2">
            The quote waits for approval as before, and another order can be recorded. The customer does not see this one any
            more.
          </p>
          <ReasonField
            id="void-order-reason"
            hint="Whoever recorded it, or may countersign, reads this."
            required
            state={state}
            errors={errors}
          />
        </>
      )}
    </ActDialog>
  )
}

/** The second person on our side. */
export function CountersignDialog({ order, countersign }: { order: WaitingOrder; countersign: Act }) {
  return (
    <ActDialog
      id="countersign"
      title="Countersign the order?"
      trigger="Countersign"
      variant="primary"
      fields={order}
      act={countersign}
      confirm="Countersign, accept the quote"
    >
      {() => (
        <p className="text-ink-2">
          You have read the order itself: it names this quote and its total. The quote is accepted then, and all their approvers
          get a mail.
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
