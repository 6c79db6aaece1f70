'use client'

import { Checkbox } from '@/components/ui/choice'
import { FieldError, InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { STAFF_ROLES, type StaffRole } from '@/lib/kernel/actor'
import { fieldErrors, valueOf, valuesOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { ROLE_NAMES } from '@/lib/identity/staff'
import { ActForm } from './act-form'
import { TimeZoneField } from './time-zone-field'

type Regions = readonly { code: string; name: string }[]

const ROLE_HINTS: Record<StaffRole, string> = {
  agent: 'Answers cases.',
  csm: 'Looks after organisations.',
  services_lead: 'Staffs and steers paid services.',
  finance: 'Reads everything that is billed.',
  administrator: 'Sets people, organisations and policy.',
}

const MEMBER_ROLES = [
  { value: 'member', label: 'Member: sees the cases they take part in' },
  { value: 'administrator', label: 'Administrator: sees all of the organisation’s cases' },
]

/** The page of an organisation has a name of its own. */
const MEMBER_IDS = { name: 'member-name', email: 'member-email' }

function RoleBoxes({ state, initial }: { state: ActionState<unknown>; initial: readonly StaffRole[] }) {
  const errors = fieldErrors(state).roles
  const chosen = valuesOf(state, 'roles', initial)
  return (
    <fieldset id="roles" tabIndex={-1} className="grid gap-2" aria-describedby={errors ? 'roles-error' : undefined}>
      <legend className="label mb-1.5">Roles</legend>
      {STAFF_ROLES.map((role) => (
        <Checkbox
          key={role}
          name="roles"
          value={role}
          label={ROLE_NAMES[role]}
          hint={ROLE_HINTS[role]}
          defaultChecked={chosen.includes(role)}
        />
      ))}
      <FieldError id="roles-error" error={errors} />
    </fieldset>
  )
}

function RegionField({ state, regions, initial }: { state: ActionState<unknown>; regions: Regions; initial?: string }) {
  return (
    <SelectField
      name="regionCode"
      label="Region"
      defaultValue={valueOf(state, 'regionCode', initial)}
      error={fieldErrors(state).regionCode}
      options={[{ value: '', label: 'Choose a region' }, ...regions.map(({ code, name }) => ({ value: code, label: name }))]}
      required
    />
  )
}

/** Invites somebody onto our side. */
export function InviteStaffForm({
  regions,
  timeZones,
  invite,
}: {
  regions: Regions
  timeZones: readonly string[]
  invite: FormAction
}) {
  return (
    <ActForm act={invite} label="Invite">
      {(state) => (
        <>
          <InputField name="name" label="Name" defaultValue={valueOf(state, 'name')} error={fieldErrors(state).name} required />
          <InputField
            name="email"
            label="E-mail address"
            type="email"
            defaultValue={valueOf(state, 'email')}
            error={fieldErrors(state).email}
            required
          />
          <RoleBoxes state={state} initial={['agent']} />
          <div className="grid gap-4 sm:grid-cols-2">
            <RegionField state={state} regions={regions} />
            <TimeZoneField
              value={valueOf(state, 'timeZone', '')}
              timeZones={timeZones}
              error={fieldErrors(state).timeZone}
              hint="They can change it."
            />
          </div>
          <div>
            <SubmitButton pendingLabel="Inviting…">Send the invitation</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** Invites somebody into an organisation. */
export function InviteMemberForm({ organisationId, invite }: { organisationId: string; invite: FormAction<{ email: string }> }) {
  return (
    <ActForm act={invite} done="The invitation is on its way. It works for a day." label="Invite a member" ids={MEMBER_IDS}>
      {(state) => (
        <>
          <input type="hidden" name="organisationId" value={organisationId} />
          <div className="grid gap-4 sm:grid-cols-2">
            <InputField
              id="member-name"
              name="name"
              label="Name"
              defaultValue={valueOf(state, 'name')}
              error={fieldErrors(state).name}
              required
            />
            <InputField
              id="member-email"
              name="email"
              label="E-mail address"
              type="email"
              defaultValue={valueOf(state, 'email')}
              error={fieldErrors(state).email}
              required
            />
          </div>
          <SelectField
            name="role"
            label="Role"
            defaultValue={valueOf(state, 'role', 'member')}
            error={fieldErrors(state).role}
            options={MEMBER_ROLES}
          />
          <div>
            <SubmitButton variant="default" pendingLabel="Inviting…">
              Send the invitation
            </SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** Name, address and time zone of somebody. */
export function PersonForm({
  person,
  timeZones,
  change,
}: {
  person: { userId: string; name: string; email: string; timeZone: string }
  timeZones: readonly string[]
  change: FormAction
}) {
  return (
    <ActForm act={change} done="Saved." label="Person">
      {(state) => (
        <>
          <input type="hidden" name="userId" value={person.userId} />
          <InputField
            name="name"
            label="Name"
            defaultValue={valueOf(state, 'name', person.name)}
            error={fieldErrors(state).name}
            required
          />
          <InputField
            name="email"
            label="E-mail address"
            type="email"
            defaultValue={valueOf(state, 'email', person.email)}
            error={fieldErrors(state).email}
            required
          />
          <TimeZoneField
            value={valueOf(state, 'timeZone', person.timeZone)}
            timeZones={timeZones}
            error={fieldErrors(state).timeZone}
            hint="Times are shown to them in this zone."
          />
          <div>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** Whether somebody answers for their region. */
export function RegionLeadForm({ userId, leads, set }: { userId: string; leads: boolean; set: FormAction }) {
  return (
    <ActForm act={set} done="Saved." label="Region lead">
      {() => (
        <>
          <input type="hidden" name="userId" value={userId} />
          <Checkbox
            name="leads"
            label="Leads the region"
            hint="Hears of promises that are about to break, and keeps hours, leave and assignment of its people."
            defaultChecked={leads}
          />
          <div>
            <SubmitButton variant="default" pendingLabel="Saving…">
              Save
            </SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** What somebody may do on our side. */
export function StaffRolesForm({
  userId,
  roles,
  regionCode,
  regions,
  change,
}: {
  userId: string
  roles: readonly StaffRole[]
  regionCode: string | null
  regions: Regions
  change: FormAction
}) {
  return (
    <ActForm act={change} done="Saved. They are signed out, and have the new roles from their next request on." label="Roles">
      {(state) => (
        <>
          <input type="hidden" name="userId" value={userId} />
          <RoleBoxes state={state} initial={roles} />
          <RegionField state={state} regions={regions} initial={regionCode ?? ''} />
          <p className="text-sm text-ink-2">
            With other roles they are signed out, and have the new ones from their next request on. Without any they no longer
            reach the desk, and their cases go back to their region.
          </p>
          <div>
            <SubmitButton variant="default" pendingLabel="Saving…">
              Save the roles
            </SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}
