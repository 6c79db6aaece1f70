'use client'

import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads } from '@/components/files/use-uploads'
import { Checkbox } from '@/components/ui/choice'
import { InputField, TextareaField } from '@/components/ui/field'
import { valueOf, valuesOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog } from './act-dialog'

/** Records an order that came outside the portal, with its document. */
export function OrderDialog({
  reference,
  version,
  options,
  fixed,
  record,
}: {
  reference: string
  version: number
  /** The optional lines that the order may name. */
  options: readonly { readonly position: number; readonly name: string; readonly amount: string }[]
  /** The options that somebody has signed, which the order has to name; null before anybody has. */
  fixed: readonly number[] | null
  record: FormAction
}) {
  const uploads = useUploads(`order:${reference}`)
  const act: FormAction = async (previous, form) => {
    const next = await record(previous, form)
    if (next.status === 'done') uploads.clear()
    return next
  }
  return (
    <ActDialog
      id="order"
      title="Record an order"
      trigger="Record an order…"
      fields={{ reference, version }}
      act={act}
      confirm="Record the order"
      form={uploads.form}
    >
      {(state, errors) => (
        <>
          <p className="text-ink-2">
            For customers who order from a system of their own. A services lead countersigns it, then all their approvers are
            told.
          </p>
          <div className="grid items-start gap-3.5 sm:grid-cols-2">
            <InputField
              name="orderNumber"
              id="order-number"
              label="Order number"
              required
              maxLength={60}
              autoComplete="off"
              defaultValue={valueOf(state, 'orderNumber')}
              error={errors.orderNumber}
            />
            <InputField
              name="orderedBy"
              label="Ordered by"
              hint="The name on the order."
              required
              maxLength={120}
              autoComplete="off"
              defaultValue={valueOf(state, 'orderedBy')}
              error={errors.orderedBy}
            />
          </div>
          {fixed?.map((position) => (
            <input key={position} type="hidden" name="chosen" value={position} />
          ))}
          {fixed === null && options.length > 0 && (
            <fieldset className="grid gap-1.5">
              <legend className="label mb-1.5">Options that it orders</legend>
              {options.map(({ position, name, amount }) => (
                <Checkbox
                  key={position}
                  name="chosen"
                  value={position}
                  label={name}
                  hint={amount}
                  defaultChecked={valuesOf(state, 'chosen').includes(String(position))}
                />
              ))}
            </fieldset>
          )}
          <TextareaField
            name="note"
            label="How it came"
            hint="When, and from whom. The customer does not read this."
            required
            rows={2}
            defaultValue={valueOf(state, 'note')}
            error={errors.note}
          />
          <div className="grid justify-items-start gap-2 [&>.uploads]:w-full">
            <UploadList uploads={uploads} />
            <AttachButton uploads={uploads} label="Attach the order" />
            {errors.files && <p className="text-l1">{errors.files}</p>}
          </div>
        </>
      )}
    </ActDialog>
  )
}
