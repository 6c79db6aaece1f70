'use client'

import type { TimeState } from '@/lib/engagements/time'
import type { FormAction } from '@/lib/kernel/action-state'
import { ActDialog, ReasonField } from './act-dialog'

/** What a decision is called: `reason` says who reads why, where it needs one. */
type DecisionWords = { trigger: string; title: string; confirm: string; reason?: string }

const DECISIONS: Record<Exclude<TimeState, 'draft'>, DecisionWords> = {
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
          {reason && <ReasonField id={`${to}-${entryId}-reason`} hint={reason} required state={sent} errors={errors} />}
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
          <ReasonField id={`give-${entryId}-reason`} hint="The customer reads this." required state={sent} errors={errors} />
        </>
      )}
    </ActDialog>
  )
}
