'use client'

import { ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { RATE_ROLES, RATE_UNITS } from '@/lib/engagements/rate-card'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ROLE_WORDS } from './quote-words'

/** Publishes rates of a region and currency from a day on. */
export function RatesForm({
  regions,
  customers,
  today,
  publish,
}: {
  regions: readonly { code: string; name: string }[]
  customers: readonly { id: string; name: string; regionCode: string }[]
  today: string
  publish: FormAction
}) {
  return (
    <Card aria-labelledby="publish">
      <CardHead id="publish" title="Publish rates" />
      <CardBody>
        <ActForm act={publish} done="Published." label="Publish rates">
          {(state) => (
            <div className="grid gap-4">
              <div className="grid items-start gap-3.5 md:grid-cols-2 xl:grid-cols-4">
                <SelectField
                  name="regionCode"
                  label="Region"
                  options={regions.map(({ code, name }) => ({ value: code, label: name }))}
                  defaultValue={valueOf(state, 'regionCode')}
                  error={fieldErrors(state).regionCode}
                />
                <SelectField
                  name="organisationId"
                  label="For"
                  options={[
                    { value: '', label: 'Every customer there' },
                    ...customers.map(({ id, name, regionCode }) => ({ value: id, label: `${name}, ${regionCode}` })),
                  ]}
                  defaultValue={valueOf(state, 'organisationId')}
                  error={fieldErrors(state).organisationId}
                />
                <InputField
                  name="currency"
                  label="Currency"
                  hint="Three letters, such as NZD."
                  required
                  maxLength={3}
                  autoComplete="off"
                  defaultValue={valueOf(state, 'currency')}
                  error={fieldErrors(state).currency}
                />
                <InputField
                  type="date"
                  name="effectiveFrom"
                  label="From"
                  required
                  defaultValue={valueOf(state, 'effectiveFrom', today)}
                  error={fieldErrors(state).effectiveFrom}
                />
              </div>
              <p className="text-sm text-ink-2">What is left empty is not offered at these rates.</p>
              {RATE_ROLES.map((role) => (
                <div key={role} className="grid grid-cols-2 items-end gap-3.5">
                  {RATE_UNITS.map((unit) => (
                    <InputField
                      key={unit}
                      name={`${role}.${unit}`}
                      label={`${ROLE_WORDS[role]}, ${unit === 'hour' ? 'an hour' : 'a half-day'}`}
                      inputMode="decimal"
                      autoComplete="off"
                      defaultValue={valueOf(state, `${role}.${unit}`)}
                      error={fieldErrors(state)[`${role}.${unit}`]}
                    />
                  ))}
                </div>
              ))}
              <div>
                <SubmitButton variant="default">Publish</SubmitButton>
              </div>
            </div>
          )}
        </ActForm>
      </CardBody>
    </Card>
  )
}
