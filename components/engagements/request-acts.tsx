'use client'

import { Callout } from '@/components/ui/callout'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { RequestState } from '@/lib/engagements/request'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

type Words = {
  button: string
  title: string
  explains: string
  reason: { label: string; hint: string; required: boolean } | null
  confirm: string
}

const READ_BY_CUSTOMER = { label: 'Why', hint: 'The customer reads this.', required: true }

/** What follows from a quote is no button of its own. */
type Act = 'awaiting_customer' | 'included' | 'scoping' | 'returned_to_support' | 'declined_by_vendor' | 'withdrawn'

const ACTS: Record<Act, Words> = {
  awaiting_customer: {
    button: 'Ask the customer…',
    title: 'Ask whether to prepare a quote',
    explains:
      'The customer says yes or no; without an answer it lapses after ten business days. A case that went with it rests until then.',
    reason: { label: 'What the customer reads', hint: 'Edit it as you like.', required: true },
    confirm: 'Ask the customer',
  },
  included: {
    button: 'Included in onboarding…',
    title: 'Included in their onboarding',
    explains:
      'It needs no quote: the onboarding that runs now includes it. The request ends, and a case that went with it is resolved.',
    reason: { label: 'What the customer reads', hint: 'Edit it as you like.', required: true },
    confirm: 'Tell the customer',
  },
  scoping: {
    button: 'Begin to scope',
    title: 'Begin to scope?',
    explains: 'The customer is told that you prepare a quote, and that it costs nothing so far.',
    reason: null,
    confirm: 'Begin, tell the customer',
  },
  returned_to_support: {
    button: 'Return to support…',
    title: 'Return it to support',
    explains: 'Our support answers it as a case, which is included in the licence. The request ends.',
    reason: READ_BY_CUSTOMER,
    confirm: 'Return to support',
  },
  declined_by_vendor: {
    button: 'Decline…',
    title: 'Decline the request',
    explains: 'We cannot offer what is asked. The request ends.',
    reason: READ_BY_CUSTOMER,
    confirm: 'Decline, tell the customer',
  },
  withdrawn: {
    button: 'Withdraw…',
    title: 'Withdraw the request?',
    explains: 'Nothing is left to do then, and nothing is charged. You can ask again whenever you like.',
    reason: { label: 'Why', hint: 'Your account manager reads this.', required: false },
    confirm: 'Withdraw',
  },
}

/** The buttons of a request: each state that the reader may take it to. */
export function RequestActs({
  reference,
  mayBecome,
  first = {},
  change,
}: {
  reference: string
  mayBecome: readonly RequestState[]
  /** The first words of what is told with an act; one for which there are none where it needs them is not offered. */
  first?: Partial<Record<RequestState, string | null>>
  change: FormAction
}) {
  const acts = mayBecome.filter((to): to is Act => to in ACTS && first[to] !== null)
  return (
    <>
      {acts.map((to) => (
        <RequestAct key={to} reference={reference} to={to} first={first[to] ?? ''} change={change} />
      ))}
    </>
  )
}

function RequestAct({ reference, to, first, change }: { reference: string; to: Act; first: string; change: FormAction }) {
  const { button, title, explains, reason, confirm } = ACTS[to]
  const id = `become-${to}`
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await change(previous, form)
    if (next.status === 'done') closeDialog(document.getElementById(`${id}-form`))
    return next
  })
  const errors = fieldErrors(state)
  return (
    <Dialog
      id={id}
      title={title}
      trigger={button}
      variant={to === 'scoping' || to === 'awaiting_customer' ? 'primary' : 'default'}
      small
    >
      <form id={`${id}-form`} action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        <input type="hidden" name="to" value={to} />
        {state.status === 'error' && Object.keys(errors).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <p className="text-ink-2">{explains}</p>
        {reason && (
          <TextareaField
            name="reason"
            id={`${id}-reason`}
            label={reason.label}
            hint={reason.hint}
            optional={!reason.required}
            required={reason.required}
            rows={first === '' ? 3 : 8}
            defaultValue={valueOf(state, 'reason', first)}
            error={errors.reason}
          />
        )}
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>{confirm}</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}
