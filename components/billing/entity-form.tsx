'use client'

import { ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EntityView } from '@/lib/billing/views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Who bills a region, as it stands on its invoices from now on. */
export function EntityForm({
  region,
  entity,
  timeZone,
  keep,
}: {
  region: { code: string; name: string }
  entity: EntityView | undefined
  timeZone: string
  keep: FormAction
}) {
  const id = (name: string) => `${region.code}-${name}`
  const names = ['code', 'legalName', 'taxNumber', 'timeZone', 'address', 'bankDetails'] as const
  return (
    <Card aria-labelledby={id('title')}>
      <CardHead id={id('title')} title={region.name} />
      <CardBody>
        <ActForm act={keep} done="Saved." label={region.name} ids={Object.fromEntries(names.map((name) => [name, id(name)]))}>
          {(state) => {
            const field = (name: (typeof names)[number], otherwise = '') => ({
              ...{
                name,
                id: id(name),
                defaultValue: valueOf(state, name, entity?.[name] ?? otherwise),
                error: fieldErrors(state)[name],
              },
            })
            return (
              <div className="grid gap-4">
                <input type="hidden" name="regionCode" value={region.code} />
                <div className="grid items-start gap-3.5 md:grid-cols-2">
                  <InputField
                    {...field('code')}
                    label="Letters"
                    hint="Numbers begin with them, such as NZ. They stay."
                    required
                    maxLength={2}
                    readOnly={entity !== undefined}
                    autoComplete="off"
                  />
                  <InputField {...field('legalName')} label="Company" required maxLength={160} autoComplete="off" />
                  <InputField {...field('taxNumber')} label="Tax number" optional maxLength={60} autoComplete="off" />
                  <InputField
                    {...field('timeZone', timeZone)}
                    label="Time zone"
                    hint="The day of issue is one of it, such as Pacific/Auckland."
                    required
                    autoComplete="off"
                  />
                  <TextareaField {...field('address')} label="Address" required rows={3} />
                  <TextareaField {...field('bankDetails')} label="Bank details" optional rows={3} />
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
