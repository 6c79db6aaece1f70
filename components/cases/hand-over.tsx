'use client'

import { Callout } from '@/components/ui/callout'
import { RadioCards } from '@/components/ui/choice'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { When } from '@/components/ui/when'
import type { HandOverView } from '@/lib/cases/views'
import { fieldErrors, IDLE, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { useSeenField, type FieldOfCase } from './changed-meanwhile'
import { formatInstant, zoneAbbreviation } from '@/lib/kernel/words'

type Reader = { zone: string; now: Instant }
type Choice = HandOverView['choices'][number]

/** Gives the case to another region, with what it must know; each region says when it is there and what becomes of the promise. */
export function HandOverDialog({
  reference,
  field,
  choices,
  usual,
  handOver,
  zone,
  now,
}: Reader & {
  reference: string
  field: FieldOfCase
  choices: readonly Choice[]
  usual: string | null
  handOver: FormAction<void>
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await handOver(previous, form)
    if (next.status === 'done') {
      toast('Handed over. The packet stands on top of the case.')
      closeDialog(document.getElementById('hand-over-form'))
    }
    return next
  })
  const { note, onOpen, isCrossed } = useSeenField(field)
  return (
    <Dialog id="hand-over" title="Hand over to another region" trigger="Hand over…" small late onOpen={onOpen}>
      <form id="hand-over-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {note}
        {state.status === 'error' && !isCrossed && Object.keys(state.fields).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <RadioCards
          name="regionCode"
          legend="Region"
          required
          defaultValue={valueOf(state, 'regionCode', usual ?? '')}
          error={fieldErrors(state).regionCode}
          options={choices.map((choice) => ({
            value: choice.code,
            label: choice.name,
            hint: choiceWords(choice, { zone, now }),
          }))}
        />
        <TextareaField
          name="nextStep"
          id="hand-over-next-step"
          label="Next step"
          hint="What the region should do first. It stands on top of the case until they answer or acknowledge it."
          rows={3}
          required
          defaultValue={valueOf(state, 'nextStep')}
          error={fieldErrors(state).nextStep}
        />
        <TextareaField
          name="state"
          id="hand-over-state"
          label="Where it stands"
          optional
          rows={2}
          defaultValue={valueOf(state, 'state')}
          error={fieldErrors(state).state}
        />
        <p className="hint">
          Colleagues read both as an internal note. Nobody has the case then, until somebody of the region takes it. Time used is
          kept; the rest runs in the business hours of the region.
        </p>
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Hand over</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

function choiceWords({ hours, zone: there, promise, move }: Choice, { zone, now }: Reader): string {
  const at = hours.open ? hours.nextClosing : hours.nextOpening
  const when = at === null ? '' : ` ${formatInstant(at, there, now)} ${zoneAbbreviation(there, at)}`
  const open = hours.open ? `Open until${when}.` : `Opens${when}.`
  if (promise === null) return `${open} No promise is running.`
  const what = promise.metric === 'first_response' ? 'First answer' : 'Update'
  const due = `${what} due ${formatInstant(promise.dueAt, zone, now)}`
  const moved = {
    unchanged: ', as now.',
    sooner: ': sooner than now.',
    later: ': later than now, the customer is told by mail.',
  }[move]
  return `${open} ${due}${moved}`
}

/** What the case came with, on top of it until the region answers or says that it has it. */
export function HandOverPacket({
  packet,
  reference,
  acknowledge,
  zone,
  now,
}: Reader & { packet: NonNullable<HandOverView['packet']>; reference: string; acknowledge: FormAction<void> | null }) {
  const [state, send] = useAct(acknowledge ?? idle)
  const { fromRegion, toRegion, author, nextStep, at } = packet
  return (
    <Callout tone="accent" title={`Next step, from ${fromRegion} to ${toRegion}`}>
      <p className="whitespace-pre-line">{nextStep}</p>
      {packet.state !== '' && <p className="mt-1.5 whitespace-pre-line text-ink-2">{packet.state}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-2.5">
        {acknowledge && (
          <form action={send}>
            <input type="hidden" name="reference" value={reference} />
            <SubmitButton small variant="default" pendingLabel="Saying so…">
              We have it
            </SubmitButton>
          </form>
        )}
        <span className="text-sm text-ink-2">
          {author}, <When at={at} zone={zone} now={now} />
        </span>
        {state.status === 'error' && (
          <span role="alert" className="text-l1">
            {state.message}
          </span>
        )}
      </div>
    </Callout>
  )
}

async function idle(): Promise<typeof IDLE> {
  return IDLE
}
