'use client'

import { ActForm } from '@/components/identity/act-form'
import { RadioCards } from '@/components/ui/choice'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { AssignmentRule } from '@/lib/shifts/views'

/** How a region shares out its cases. */
export function AssignmentDialog({
  regionCode,
  regionName,
  assignment,
  set,
}: {
  regionCode: string
  regionName: string
  assignment: AssignmentRule
  set: FormAction
}) {
  const id = (name: string) => `${name}-${regionCode}`
  const ids = { rule: 'rule', openCasesMax: id('max'), handlingMinutes: id('handling') }
  return (
    <Dialog
      id={id('assignment')}
      title={`How ${regionName} shares out cases`}
      trigger="Change…"
      triggerLabel={`Change how ${regionName} shares out cases`}
      small
    >
      <ActForm act={set} done="Saved." label={`Assignment in ${regionName}`} ids={ids}>
        {(state) => {
          const errors = fieldErrors(state)
          return (
            <>
              <input type="hidden" name="regionCode" value={regionCode} />
              <RadioCards
                name="rule"
                legend="New cases"
                defaultValue={valueOf(state, 'rule', assignment.rule)}
                error={errors.rule}
                options={[
                  { value: 'off', label: 'People take them', hint: 'By Next, which gives the case most at risk, or by hand.' },
                  {
                    value: 'round_robin',
                    label: 'Give them out in turn',
                    hint: 'Among agents and CSMs of the region who are on shift, not away, and have room.',
                  },
                ]}
              />
              <div className="grid gap-4 sm:grid-cols-2">
                <InputField
                  id={ids.openCasesMax}
                  name="openCasesMax"
                  type="number"
                  min={1}
                  max={500}
                  label="Open cases each"
                  optional
                  hint="In which we owe the next step. Holds for Next, too."
                  defaultValue={valueOf(
                    state,
                    'openCasesMax',
                    assignment.openCasesMax === null ? '' : String(assignment.openCasesMax),
                  )}
                  error={errors.openCasesMax}
                />
                <InputField
                  id={ids.handlingMinutes}
                  name="handlingMinutes"
                  type="number"
                  min={5}
                  max={480}
                  label="Usual handling time, minutes"
                  hint="By when a case must be taken."
                  defaultValue={valueOf(state, 'handlingMinutes', String(assignment.handlingMinutes))}
                  error={errors.handlingMinutes}
                  required
                />
              </div>
              <div className="dialog-actions">
                <DialogClose>Close</DialogClose>
                <SubmitButton>Save</SubmitButton>
              </div>
            </>
          )
        }}
      </ActForm>
    </Dialog>
  )
}
