'use client'

import { ActForm } from '@/components/identity/act-form'
import { RadioCards } from '@/components/ui/choice'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { GIVES_BACK } from '@/lib/shifts/absence'
import type { ShiftsView } from '@/lib/shifts/views'
import { GIVES_BACK_WORDS } from './shifts-words'

const HINTS: Record<(typeof GIVES_BACK)[number], string> = {
  none: 'What customers write meanwhile still goes back to the region.',
  due: 'The region takes over promises that run out meanwhile.',
  all: 'The region takes over everything that is open.',
}

/** Enters leave: the first day away, the day back, who covers, and what becomes of open cases. */
export function LeaveForm({
  shifts,
  today,
  enter,
}: {
  shifts: ShiftsView
  today: string
  enter: FormAction<{ absenceId: string }>
}) {
  const { userId, looksAfter, colleagues } = shifts
  return (
    <ActForm act={enter} done="Entered. Customers of an account manager see who covers from the first day on." label="Leave">
      {(state) => {
        const errors = fieldErrors(state)
        return (
          <>
            <input type="hidden" name="userId" value={userId} />
            <div className="grid gap-4 sm:grid-cols-2">
              <InputField
                name="startsOn"
                type="date"
                label="First day away"
                defaultValue={valueOf(state, 'startsOn', today)}
                error={errors.startsOn}
                required
              />
              <InputField
                name="backOn"
                type="date"
                label="Back on"
                defaultValue={valueOf(state, 'backOn')}
                error={errors.backOn}
                required
              />
            </div>
            <SelectField
              name="coverId"
              label="Who covers"
              optional={!looksAfter}
              hint={looksAfter ? 'Customers see this name, and new project and data cases go there.' : undefined}
              defaultValue={valueOf(state, 'coverId')}
              error={errors.coverId}
              options={[
                { value: '', label: looksAfter ? 'Choose somebody' : 'The region' },
                ...colleagues.map(({ userId: id, name, regionCode }) => ({ value: id, label: `${name}, ${regionCode}` })),
              ]}
            />
            <RadioCards
              name="givesBack"
              legend="Open cases, when the leave begins"
              defaultValue={valueOf(state, 'givesBack', 'due')}
              error={errors.givesBack}
              options={(['due', 'all', 'none'] as const).map((value) => ({
                value,
                label: GIVES_BACK_WORDS[value],
                hint: HINTS[value],
              }))}
            />
            <div>
              <SubmitButton variant="default" pendingLabel="Entering…">
                Enter the leave
              </SubmitButton>
            </div>
          </>
        )
      }}
    </ActForm>
  )
}
