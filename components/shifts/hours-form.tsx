'use client'

import { ActForm } from '@/components/identity/act-form'
import { TimeZoneField } from '@/components/identity/time-zone-field'
import { RadioRow } from '@/components/ui/choice'
import { FieldError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, valuesOf, type FormAction } from '@/lib/kernel/action-state'
import type { ShiftsView } from '@/lib/shifts/views'
import { DAYS } from './shifts-words'

/** Only there when the hours are one's own. */
const OWN = '[form:has([name=keeps][value=region]:checked)_&]:hidden'
const IDS = { timeZone: 'shift-time-zone' }

/** The week somebody works: their region's business hours, or beginning and end of each day in a zone of their own. */
export function HoursForm({ shifts, timeZones, set }: { shifts: ShiftsView; timeZones: readonly string[]; set: FormAction }) {
  const { userId, ownDays, zone, regionName } = shifts
  const initial = (of: 'from' | 'to') => DAYS.map((_, index) => ownDays?.find(({ day }) => day === index + 1)?.[of] ?? '')
  return (
    <ActForm act={set} done="Saved. Your region sees it at once." label="Working hours" ids={IDS}>
      {(state) => {
        const [from, to] = [valuesOf(state, 'from', initial('from')), valuesOf(state, 'to', initial('to'))]
        const errors = fieldErrors(state)
        return (
          <>
            <input type="hidden" name="userId" value={userId} />
            <RadioRow
              name="keeps"
              legend="Whose hours count"
              defaultValue={valueOf(state, 'keeps', ownDays === null ? 'region' : 'own')}
              error={errors.keeps}
              options={[
                { value: 'region', label: `Business hours of ${regionName}` },
                { value: 'own', label: 'These hours' },
              ]}
            />
            <fieldset className={`${OWN} grid gap-2`}>
              <legend className="label mb-1.5">The week; leave a free day empty</legend>
              {DAYS.map((day, index) => {
                const id = `day-${index + 1}`
                const error = errors[id]
                const described = error ? { 'aria-describedby': `${id}-error`, 'aria-invalid': true as const } : {}
                return (
                  <div
                    key={day}
                    className="grid grid-cols-[92px_1fr_auto_1fr] items-center gap-x-2.5 max-sm:grid-cols-[1fr_auto_1fr]"
                  >
                    <span aria-hidden="true" className="max-sm:col-span-full">
                      {day}
                    </span>
                    <Input
                      type="time"
                      id={id}
                      name="from"
                      aria-label={`${day}, from`}
                      defaultValue={from[index]}
                      {...described}
                    />
                    <span aria-hidden="true">to</span>
                    <Input type="time" name="to" aria-label={`${day}, to`} defaultValue={to[index]} {...described} />
                    <div className="col-span-full">
                      <FieldError id={`${id}-error`} error={error} />
                    </div>
                  </div>
                )
              })}
            </fieldset>
            <div className={OWN}>
              <TimeZoneField
                value={valueOf(state, 'timeZone', zone)}
                timeZones={timeZones}
                error={errors.timeZone}
                hint="These hours are local to it, whatever the clocks do."
                id={IDS.timeZone}
              />
            </div>
            <div>
              <SubmitButton variant="default" pendingLabel="Saving…">
                Save the hours
              </SubmitButton>
            </div>
          </>
        )
      }}
    </ActForm>
  )
}
