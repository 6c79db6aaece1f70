'use client'

import { ActForm } from '@/components/identity/act-form'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { UNDO_SECONDS } from '@/lib/cases/sending'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** How long one's own replies can be called back. */
export function UndoChoice({ seconds, choose }: { seconds: number; choose: FormAction }) {
  return (
    <ActForm act={choose} done="Saved." label="Sending">
      {(state) => (
        <>
          <SelectField
            name="seconds"
            label="Undo a reply for"
            hint="A promise that is due sooner is answered at once."
            defaultValue={valueOf(state, 'seconds', String(seconds))}
            error={fieldErrors(state).seconds}
            options={UNDO_SECONDS.map((each) => ({
              value: String(each),
              label: each === 0 ? 'No time: send at once' : `${each} seconds`,
            }))}
          />
          <div>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}
