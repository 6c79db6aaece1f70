'use client'

import { ActDialog } from '@/components/engagements/act-dialog'
import { InputField, TextareaField } from '@/components/ui/field'
import type { BillAddress } from '@/lib/billing/bill-to'
import { fieldOf, type FormAction } from '@/lib/kernel/action-state'
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
      {(sent) => (
        <>
          <p className="text-ink-2">It stands on all drafts and later invoices. Their administrators see and change it too.</p>
          <InputField
            {...fieldOf(sent, 'name', address.name)}
            id="bill-address-name"
            label="Company"
            hint={`Without one it is ${organisationName}.`}
            optional
            maxLength={160}
            autoComplete="off"
          />
          <TextareaField
            {...fieldOf(sent, 'address', address.address)}
            id="bill-address-address"
            label="Street, or box"
            hint="What stands above the town."
            optional
            rows={3}
          />
          <AddressParts
            field={(name) => ({
              ...fieldOf(sent, name, address[name]),
              id: `bill-address-${name}`,
            })}
          />
          <InputField
            {...fieldOf(sent, 'taxNumber', address.taxNumber)}
            id="bill-address-tax"
            label="Their tax number"
            optional
            maxLength={60}
            autoComplete="off"
          />
        </>
      )}
    </ActDialog>
  )
}
