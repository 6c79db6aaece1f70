'use client'

import { useState } from 'react'
import { ActionMessage } from '@/components/identity/action-message'
import { InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tag } from '@/components/ui/tag'
import { useAct } from '@/components/ui/use-act'
import { priceOfTime } from '@/lib/engagements/pricing'
import { billedMinutes, formatWorked, NOTE_MIN, parseWorked, type Rounding } from '@/lib/engagements/time'
import { fieldErrors, fieldOf, type FormAction } from '@/lib/kernel/action-state'
import { formatMoney } from '@/lib/kernel/money'

/** What was saved, as a sentence: where it takes the budget. */
export type SaidOfTime = { readonly says: string }

/** An entry of a day: how long, what was done. What is billed for it is shown as it is typed. */
export function TimeForm({
  fields,
  entryId,
  first,
  rounding,
  rate,
  explains,
  timeClass,
  save,
  remove,
}: {
  fields: Readonly<Record<string, string | number>>
  /** The draft that may be deleted. */
  entryId: string | null
  first: { worked: string; customerNote: string; internalNote: string }
  rounding: Rounding
  rate: { minor: string; currency: string } | null
  explains: string
  timeClass: string
  save: FormAction<SaidOfTime>
  remove: FormAction
}) {
  const [state, send] = useAct(save)
  const [removed, sendRemoval] = useAct(remove)
  const [worked, setWorked] = useState(first.worked)
  const errors = fieldErrors(state)
  const minutes = parseWorked(worked)
  const billed = minutes === null ? null : billedMinutes(minutes, rounding)
  return (
    <div className="grid gap-3">
      <ActionMessage state={state} done={state.status === 'done' ? state.result.says : undefined} />
      <ActionMessage state={removed} />
      <form action={send} className="grid gap-4" aria-label="Time of this day" noValidate>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
          <InputField
            {...fieldOf(state, 'worked', first.worked)}
            label="Worked"
            required
            autoFocus
            inputMode="text"
            autoComplete="off"
            placeholder="2:30"
            className="w-32"
            onChange={(event) => setWorked(event.currentTarget.value)}
          />
          {rate && billed !== null && (
            <p className="num pb-2">
              Billed <b>{formatWorked(billed)}</b>
              <span className="text-ink-2">
                , {formatMoney(priceOfTime({ rateMinor: BigInt(rate.minor), minutes: billed }, rate.currency))}
              </span>
            </p>
          )}
          <p className="pb-2">
            <Tag tone={rate ? 'accent' : 'neutral'}>{timeClass}</Tag>
          </p>
        </div>
        <p className="num text-sm text-ink-2">{explains}</p>
        {errors.workedOn && <p className="text-l1">{errors.workedOn}</p>}
        <TextareaField
          {...fieldOf(state, 'customerNote', first.customerNote)}
          label="Note for the customer"
          hint={`What was done, in at least ${NOTE_MIN} characters. Needed to submit.`}
          rows={2}
          maxLength={1000}
        />
        <InputField
          {...fieldOf(state, 'internalNote', first.internalNote)}
          label="Internal note"
          hint="Only we see it."
          optional
          maxLength={1000}
        />
        <div>
          <SubmitButton>Save</SubmitButton>
        </div>
      </form>
      {entryId !== null && (
        <form action={sendRemoval}>
          <input type="hidden" name="entryId" value={entryId} />
          <SubmitButton variant="ghost" small>
            Delete this draft
          </SubmitButton>
        </form>
      )}
    </div>
  )
}
