'use client'

import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { ListField } from '@/components/ui/list-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { OrganisationView, PlanView, StaffRow } from '@/lib/identity/views'
import { ActForm } from './act-form'
import { TimeZoneField } from './time-zone-field'

export type OrganisationChoices = {
  regions: readonly { code: string; name: string }[]
  csms: readonly StaffRow[]
  plans: readonly PlanView[]
  currencies: readonly string[]
  timeZones: readonly string[]
}

type Props = OrganisationChoices & { organisation?: OrganisationView; save: FormAction }

/** Creates an organisation, or changes one that still is as it was shown. */
export function OrganisationForm({ organisation, regions, csms, plans, currencies, timeZones, save }: Props) {
  const people = [
    { value: '', label: 'Choose a person' },
    ...csms.map(({ userId, name, regionCode }) => ({ value: userId, label: `${name} (${regionCode})` })),
  ]
  return (
    <ActForm act={save} done="Saved." label="Organisation">
      {(state) => {
        const errors = fieldErrors(state)
        return (
          <>
            {organisation && (
              <>
                <input type="hidden" name="organisationId" value={organisation.organisationId} />
                <input type="hidden" name="version" value={organisation.version} />
              </>
            )}
            <InputField
              name="name"
              label="Name"
              defaultValue={valueOf(state, 'name', organisation?.name)}
              error={errors.name}
              required
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField
                name="regionCode"
                label="Region"
                hint="Cases are promised in this region’s business hours."
                defaultValue={valueOf(state, 'regionCode', organisation?.regionCode)}
                error={errors.regionCode}
                options={[
                  { value: '', label: 'Choose a region' },
                  ...regions.map(({ code, name }) => ({ value: code, label: name })),
                ]}
                required
              />
              <div>
                <ListField
                  name="currency"
                  label="Currency"
                  hint="Quotes and invoices are made out in it."
                  value={valueOf(state, 'currency', organisation?.currency)}
                  error={errors.currency}
                  lines={currencies}
                  required
                />
              </div>
            </div>
            <TimeZoneField
              value={valueOf(state, 'timeZone', organisation?.timeZone ?? '')}
              timeZones={timeZones}
              error={errors.timeZone}
              hint="New people start with this zone."
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField
                name="csmId"
                label="CSM"
                defaultValue={valueOf(state, 'csmId', organisation?.csmId)}
                error={errors.csmId}
                options={people}
                hint="The organisation’s account manager."
                required
              />
              <SelectField
                name="backupCsmId"
                label="Backup CSM"
                defaultValue={valueOf(state, 'backupCsmId', organisation?.backupCsmId)}
                error={errors.backupCsmId}
                options={people}
                hint="Stands in while the CSM is away."
                required
              />
            </div>
            <SelectField
              name="planId"
              label="Plan"
              optional
              defaultValue={valueOf(state, 'planId', organisation?.planId ?? '')}
              error={errors.planId}
              options={[{ value: '', label: 'No plan' }, ...plans.map(({ planId, name }) => ({ value: planId, label: name }))]}
              hint="Says which articles for plans its people read."
            />
            <TextareaField
              name="sites"
              label="Sites"
              optional
              rows={3}
              hint="One a line. Members choose among them when they open a case."
              defaultValue={valueOf(state, 'sites', organisation?.sites.join('\n'))}
              error={errors.sites}
            />
            <div>
              <SubmitButton pendingLabel="Saving…">{organisation ? 'Save' : 'Create the organisation'}</SubmitButton>
            </div>
          </>
        )
      }}
    </ActForm>
  )
}
