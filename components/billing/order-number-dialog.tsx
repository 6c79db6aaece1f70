'use client'

import { ActDialog } from '@/components/engagements/act-dialog'
import { InputField } from '@/components/ui/field'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Gives the order number of work that was signed without one. */
export function OrderNumberDialog({
  engagementId,
  reference,
  give,
}: {
  engagementId: string
  reference: string
  give: FormAction
}) {
  return (
    <ActDialog
      id={`order-${reference}`}
      title={`Order number of ${reference}`}
      trigger="Give the order number…"
      fields={{ engagementId }}
      act={give}
      confirm="Save it"
    >
      {(sent, errors) => (
        <>
          <p>It stands on all invoices of this work from now on, and stays.</p>
          <InputField
            id={`order-number-${reference}`}
            name="orderNumber"
            label="Purchase order number"
            required
            autoComplete="off"
            maxLength={60}
            defaultValue={valueOf(sent, 'orderNumber')}
            error={errors.orderNumber}
          />
        </>
      )}
    </ActDialog>
  )
}
