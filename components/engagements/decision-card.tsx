'use client'

import type { ComponentProps } from 'react'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/choice'
import { FieldError, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { When } from '@/components/ui/when'
import type { CaseDecision } from '@/lib/engagements/views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { ActDialog } from './act-dialog'

/** What a customer decides about a question that was passed to their account manager: a quote or none, or that it is a fault. */
export function DecisionCard({
  decision,
  change,
  zone,
  now,
}: {
  decision: CaseDecision
  change: FormAction
  zone: string
  now: Instant
}) {
  const { reference, title, manager, isAsked, lapsesAt, movesCase, mayBecome } = decision
  const may = (to: CaseDecision['mayBecome'][number]) => mayBecome.includes(to)
  return (
    <Card pad aria-labelledby="decision">
      <h2 id="decision">{isAsked ? 'Shall we prepare a quote?' : `${manager} reads your question`}</h2>
      <p className="num mt-2 text-ink-2 wrap-anywhere">
        {isAsked ? (
          <>
            “{title}” is beyond support. A quote costs nothing and binds nobody.
            {movesCase && ' With a yes the case ends and goes on as a service request.'}
            {lapsesAt !== null && (
              <>
                {' '}
                Without an answer we end it <When at={lapsesAt} zone={zone} now={now} as="date" />.
              </>
            )}
          </>
        ) : (
          <>It is about your own project or data. Nothing is charged by this step.</>
        )}
      </p>
      {may('scoping') && <Yes decision={decision} change={change} />}
      <div className="mt-3 flex flex-wrap gap-2">
        {may('declined_by_customer') && (
          <WithoutQuoteDialog
            id="decline-quote"
            title="No quote?"
            trigger="No quote…"
            fields={{ reference, to: 'declined_by_customer' }}
            act={change}
            confirm="No quote, thanks"
            asks="What would help instead?"
            hint="Our support reads it and answers with what it can give."
          />
        )}
        {may('returned_to_support') && (
          <WithoutQuoteDialog
            id="is-a-fault"
            title="This is a fault"
            trigger="This is a fault…"
            fields={{ reference, to: 'returned_to_support' }}
            act={change}
            confirm="Send to support"
            asks="What goes wrong?"
            hint="It goes back to support at once, which costs nothing."
          />
        )}
      </div>
    </Card>
  )
}

/** A way without a quote, which asks for a reason. */
function WithoutQuoteDialog({
  asks,
  hint,
  ...dialog
}: { asks: string; hint: string } & Omit<ComponentProps<typeof ActDialog<unknown>>, 'children'>) {
  return (
    <ActDialog {...dialog}>
      {(state, errors) => (
        <TextareaField
          name="reason"
          id={`${dialog.id}-reason`}
          label={asks}
          hint={hint}
          required
          rows={3}
          defaultValue={valueOf(state, 'reason')}
          error={errors.reason}
        />
      )}
    </ActDialog>
  )
}

function Yes({ decision: { reference, notice }, change }: { decision: CaseDecision; change: FormAction }) {
  const [state, send] = useAct(change)
  const errors = fieldErrors(state)
  return (
    <form action={send} className="mt-3 flex flex-col gap-3">
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="to" value="scoping" />
      <input type="hidden" name="notice" value={notice.version} />
      {state.status === 'error' && Object.keys(errors).length === 0 && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <div>
        <Checkbox name="understood" label={notice.words} required aria-describedby="understood-error" />
        <FieldError id="understood-error" error={errors.understood} />
      </div>
      <div>
        <SubmitButton>Yes, prepare a quote</SubmitButton>
      </div>
    </form>
  )
}
