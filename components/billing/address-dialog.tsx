'use client'

import { ActDialog } from '@/components/engagements/act-dialog'
import { InputField, TextareaField } from '@/components/ui/field'
import type { BillAddress } from '@/lib/billing/bill-to'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { AddressParts } from './address-parts'

/** To whom the invoices of a customer are addressed, as they told finance. */
export function AddressDialog({
  invoiceId,
  organisationName,
  address,
  give,
}: {
  invoiceId: string
  organisationName: string
  address: BillAddress & { readonly changedAt: Instant | null }
  give: FormAction
}) {
  return (
    <ActDialog
      id="bill-address"
      title="What invoices are addressed to"
      trigger="Address…"
      fields={{ invoiceId, changedAt: address.changedAt ?? '' }}
      act={give}
      confirm="Save the address"
    >
      {(sent, errors) => (
        <>
          <p className="text-ink-2">It stands on all drafts and later invoices. Their administrators see and change it too.</p>
          <InputField
            name="name"
            id="bill-address-name"
            label="Company"
            hint={`Without one it is ${organisationName}.`}
            optional
            maxLength={160}
            autoComplete="off"
            defaultValue={valueOf(sent, 'name', address.name)}
            error={errors.name}
          />
          <TextareaField
            name="address"
            id="bill-address-address"
            label="Street, or box"
            hint="What stands above the town."
            optional
            rows={3}
            defaultValue={valueOf(sent, 'address', address.address)}
            error={errors.address}
          />
          <AddressParts
            field={(name) => ({
              ...{ name, id: `bill-address-${name}`, defaultValue: valueOf(sent, name, address[name]), error: errors[name] },
            })}
          />
          <InputField
            name="taxNumber"
            id="bill-address-tax"
            label="Their tax number"
            optional
            maxLength={60}
            autoComplete="off"
            defaultValue={valueOf(sent, 'taxNumber', address.taxNumber)}
            error={errors.taxNumber}
          />
        </>
      )}
    </ActDialog>
  )
}
