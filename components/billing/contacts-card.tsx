'use client'

import { ActButton, ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ContactView } from '@/lib/billing/views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Whom the organisation's invoices are sent to, kept by its administrators. */
export function ContactsCard({
  contacts,
  members,
  name,
  end,
}: {
  contacts: readonly ContactView[]
  members: readonly { userId: string; name: string }[]
  name: FormAction
  end: FormAction
}) {
  const free = members.filter(({ userId }) => !contacts.some((contact) => contact.userId === userId))
  return (
    <Card aria-labelledby="billing-contacts">
      <CardHead id="billing-contacts" title="Who gets invoices" />
      {contacts.length > 0 && (
        <ul className="items">
          {contacts.map(({ userId, name: person }) => (
            <li key={userId}>
              <b className="grow">{person}</b>
              <ActButton act={end} fields={{ userId }} label={`No invoices for ${person}`}>
                Take out
              </ActButton>
            </li>
          ))}
        </ul>
      )}
      <CardBody className="grid gap-4">
        <p className="text-ink-2">
          {contacts.length === 0
            ? 'Nobody is named, so that invoices are mailed to the administrators.'
            : 'Invoices, credit notes and reminders are mailed to them, and they see all invoices. Administrators see them too.'}
        </p>
        {free.length > 0 && (
          <ActForm act={name} done="Saved. It holds for the next invoice." label="Who gets invoices">
            {(state) => (
              <div className="grid items-start gap-3.5 md:grid-cols-[minmax(0,1fr)_auto]">
                <SelectField
                  name="userId"
                  id="billing-contact"
                  label="Person"
                  options={free.map(({ userId, name: person }) => ({ value: userId, label: person }))}
                  defaultValue={valueOf(state, 'userId')}
                  error={fieldErrors(state).userId}
                />
                <SubmitButton variant="default" className="md:mt-[26px]">
                  Gets invoices
                </SubmitButton>
              </div>
            )}
          </ActForm>
        )}
      </CardBody>
    </Card>
  )
}
