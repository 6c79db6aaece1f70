'use client'

import { ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { BillAddress } from '@/lib/billing/bill-to'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { AddressParts } from './address-parts'

const NAMES = ['name', 'address', 'city', 'region', 'postalCode', 'country', 'taxNumber'] as const
const idOf = (name: string) => `bill-${name}`

/** To whom the organisation's invoices are addressed, kept by its administrators. */
export function AddressCard({ address, keep }: { address: BillAddress; keep: FormAction }) {
  return (
    <Card aria-labelledby="bill-to">
      <CardHead id="bill-to" title="What invoices are addressed to" />
      <CardBody>
        <ActForm
          act={keep}
          done="Saved. It stands on the next invoice."
          label="What invoices are addressed to"
          ids={Object.fromEntries(NAMES.map((name) => [name, idOf(name)]))}
        >
          {(state) => {
            const field = (name: (typeof NAMES)[number]) => ({
              ...{ name, id: idOf(name), defaultValue: valueOf(state, name, address[name]), error: fieldErrors(state)[name] },
            })
            return (
              <div className="grid gap-4">
                <div className="grid items-start gap-3.5 md:grid-cols-2">
                  <InputField
                    {...field('name')}
                    label="Company"
                    hint="Without one it is your organisation’s name."
                    optional
                    maxLength={160}
                    autoComplete="organization"
                  />
                  <InputField {...field('taxNumber')} label="Your tax number" optional maxLength={60} autoComplete="off" />
                  <TextareaField
                    {...field('address')}
                    label="Street, or box"
                    hint="What stands above the town."
                    optional
                    rows={3}
                    autoComplete="off"
                  />
                  <AddressParts field={field} />
                </div>
                <div>
                  <SubmitButton variant="default">Save</SubmitButton>
                </div>
              </div>
            )
          }}
        </ActForm>
      </CardBody>
    </Card>
  )
}
