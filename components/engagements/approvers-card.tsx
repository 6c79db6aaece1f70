'use client'

import { ActButton, ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

export type ApproverLine = { userId: string; name: string; limit: string }

/** Who may accept quotes for the organisation, and up to which amount, kept by its administrators. */
export function ApproversCard({
  approvers,
  members,
  currency,
  name,
  end,
}: {
  approvers: readonly ApproverLine[]
  members: readonly { userId: string; name: string }[]
  currency: string
  name: FormAction
  end: FormAction
}) {
  return (
    <Card aria-labelledby="approvers">
      <CardHead id="approvers" title="Who approves quotes" />
      {approvers.length > 0 && (
        <ul className="items">
          {approvers.map(({ userId, name: person, limit }) => (
            <li key={userId}>
              <p className="flex min-w-0 grow flex-wrap justify-between gap-x-3.5">
                <b>{person}</b>
                <span className="num text-ink-2">{limit}</span>
              </p>
              <ActButton
                act={end}
                fields={{ userId }}
                label={`Take back: ${person}`}
                confirm={{
                  id: `end-approver-${userId}`,
                  title: `${person} no longer approves?`,
                  description: 'They can accept no quote from now on. What they accepted before stays as it is.',
                  button: 'Take the right back',
                }}
              >
                Take back
              </ActButton>
            </li>
          ))}
        </ul>
      )}
      <CardBody className="grid gap-4">
        <p className="text-ink-2">
          {approvers.length === 0
            ? 'Nobody yet, so no quote can be accepted for your organisation. Nothing can be charged before somebody is named here.'
            : 'Nothing is charged before one of them has accepted a written quote. A total above their limit needs a second approver.'}
        </p>
        <ActForm act={name} done="Saved. It holds at once." label="Who may approve">
          {(state) => (
            <div className="grid items-start gap-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
              <SelectField
                name="userId"
                id="approver"
                label="Person"
                options={members.map(({ userId, name: person }) => ({ value: userId, label: person }))}
                defaultValue={valueOf(state, 'userId')}
                error={fieldErrors(state).userId}
              />
              <InputField
                name="limit"
                label={`Up to, in ${currency}`}
                optional
                hint="With tax. Empty: any amount."
                inputMode="decimal"
                autoComplete="off"
                defaultValue={valueOf(state, 'limit')}
                error={fieldErrors(state).limit}
              />
              <SubmitButton variant="default" className="md:mt-[26px]">
                May approve
              </SubmitButton>
            </div>
          )}
        </ActForm>
      </CardBody>
    </Card>
  )
}
