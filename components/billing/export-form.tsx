'use client'

import { ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TARGET_WORDS } from '@/lib/billing/export'
import type { ExportsView } from '@/lib/billing/views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'

/** Makes files over what is in none yet. */
export function ExportForm({ open, today, make }: Pick<ExportsView, 'open' | 'today'> & { make: FormAction<undefined> }) {
  return (
    <Card aria-labelledby="make-export">
      <CardHead id="make-export" title="Make files" />
      <CardBody>
        <ActForm act={make} done="Made. They stand in the list below." label="Make files">
          {(state) => (
            <div className="grid items-start gap-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
              <SelectField
                name="target"
                id="target"
                label="Accounting system"
                options={open.map(({ target, count: n }) => ({
                  value: target,
                  label: `${TARGET_WORDS[target]}, ${n === 0 ? 'nothing new' : `${count(n, 'document')} new`}`,
                }))}
                defaultValue={valueOf(state, 'target', open[0]?.target)}
                error={fieldErrors(state).target}
              />
              <InputField
                type="date"
                name="upTo"
                label="Issued up to"
                required
                defaultValue={valueOf(state, 'upTo', today)}
                error={fieldErrors(state).upTo}
              />
              <SubmitButton className="md:mt-[26px]">Make files</SubmitButton>
            </div>
          )}
        </ActForm>
      </CardBody>
    </Card>
  )
}
