'use client'

import { SelectField } from '@/components/ui/field'
import { HOLD_SIDES, type EngagementState } from '@/lib/engagements/engagement'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog, ReasonField } from './act-dialog'
import { SIDE_WORDS } from './work-words'

/** What a step is called: `reason` says who reads why, where it needs one. */
type StepWords = { trigger: string; title: string; words: string; confirm: string; reason?: string }

const STEPS: Record<string, StepWords> = {
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
            {reason && <ReasonField id={`work-${to}-reason`} hint={reason} required state={sent} errors={errors} />}
          </>
        )}
      </ActDialog>
    )
  })
}
