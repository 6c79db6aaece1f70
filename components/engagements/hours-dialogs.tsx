'use client'

import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import type { HoursView } from '@/lib/engagements/hours-views'
import { EXTENSION_DAYS, ONBOARDING_DAYS, ONBOARDING_MINUTES } from '@/lib/engagements/hours'
import { formatWorked } from '@/lib/engagements/time'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { ActDialog } from './act-dialog'

type Named = readonly { id: string; name: string }[]
const options = (of: Named) => of.map(({ id, name }) => ({ value: id, label: name }))

/** Opens the onboarding of an organisation. */
export function OnboardingDialog({
  organisations,
  people,
  today,
  open,
}: {
  organisations: Named
  people: Named
  /** An ISO date, the reader's. */
  today: string
  open: FormAction<{ reference: string }>
}) {
  return (
    <ActDialog
      id="onboarding"
      title="Open an onboarding"
      trigger="Open an onboarding…"
      fields={{}}
      act={open}
      confirm="Open it, tell the customer"
    >
      {(sent, errors) => (
        <>
          <p className="text-ink-2">It belongs to the licence: nothing of it is billed.</p>
          <SelectField
            name="organisationId"
            label="Organisation"
            hint="Those whose onboarding is not open."
            options={options(organisations)}
            defaultValue={valueOf(sent, 'organisationId')}
            error={errors.organisationId}
          />
          <SelectField
            name="consultantId"
            label="Consultant"
            options={options(people)}
            defaultValue={valueOf(sent, 'consultantId')}
            error={errors.consultantId}
          />
          <InputField
            type="date"
            name="opensOn"
            label="First day"
            required
            defaultValue={valueOf(sent, 'opensOn', today)}
            error={errors.opensOn}
          />
          <div className="grid items-start gap-3.5 sm:grid-cols-2">
            <InputField
              name="days"
              label="Days"
              required
              inputMode="numeric"
              autoComplete="off"
              defaultValue={valueOf(sent, 'days', String(ONBOARDING_DAYS))}
              error={errors.days}
            />
            <InputField
              name="hours"
              label="Hours"
              required
              inputMode="decimal"
              autoComplete="off"
              defaultValue={valueOf(sent, 'hours', String(ONBOARDING_MINUTES / 60))}
              error={errors.hours}
            />
          </div>
        </>
      )}
    </ActDialog>
  )
}

/** What the reader may do about a block: let an onboarding last longer, bring back what lapsed. */
export function HoursActs({
  reference,
  block,
  extend,
  restore,
}: {
  reference: string
  block: HoursView
  extend: FormAction
  restore: FormAction
}) {
  const { id, endsOn, mayExtend, mayRestore } = block
  return (
    <>
      {mayExtend && (
        <UntilDialog
          id={`extend-${id}`}
          title="Let it last longer"
          words={`At most ${EXTENSION_DAYS} days past its first end; a services lead may say more. The hours stay the same.`}
          fields={{ reference }}
          endsOn={endsOn}
          act={extend}
        />
      )}
      {mayRestore > 0 && (
        <UntilDialog
          id={`restore-${id}`}
          title="Give back what lapsed"
          words={`${formatWorked(mayRestore)} come back, until a new last day.`}
          fields={{ reference, blockId: id }}
          endsOn={endsOn}
          act={restore}
        />
      )}
    </>
  )
}

function UntilDialog({
  id,
  title,
  words,
  fields,
  endsOn,
  act,
}: {
  id: string
  title: string
  words: string
  fields: Readonly<Record<string, string>>
  endsOn: string
  act: FormAction
}) {
  return (
    <ActDialog
      id={id}
      title={title}
      trigger={`${title}…`}
      variant="ghost"
      fields={fields}
      act={act}
      confirm="Save, tell the customer"
    >
      {(sent, errors) => (
        <>
          <p className="num text-ink-2">{words}</p>
          <InputField
            type="date"
            name="endsOn"
            id={`${id}-ends-on`}
            label="New last day"
            required
            defaultValue={valueOf(sent, 'endsOn', endsOn)}
            error={errors.endsOn}
          />
          <TextareaField
            name="reason"
            id={`${id}-reason`}
            label="Why"
            hint="The customer reads this."
            required
            rows={3}
            defaultValue={valueOf(sent, 'reason')}
            error={errors.reason}
          />
        </>
      )}
    </ActDialog>
  )
}
