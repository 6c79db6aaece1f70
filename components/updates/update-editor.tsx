'use client'

import { useState, type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, fieldOf, type FormAction } from '@/lib/kernel/action-state'
import type { DeskUpdate } from '@/lib/updates/views'
import { PublishUpdate, type PublishActs } from './publish-update'
import { UpdateLines } from './update-lines'

/** Writes an update; `children` is what was saved, as its readers have it. Key it by its saving. */
export function UpdateEditor({
  update,
  mayWrite,
  save,
  acts,
  children,
}: {
  update: DeskUpdate
  mayWrite: boolean
  save: FormAction
  acts: PublishActs
  children: ReactNode
}) {
  const [hasChanged, setHasChanged] = useState(false)
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await save(previous, form)
    if (next.status === 'done') toast(update.publishedAt === null ? 'Saved.' : 'Saved. Readers have it now.')
    return next
  })
  const errors = fieldErrors(state)
  return (
    <div className="desk-page split">
      <div className="stack">
        {mayWrite && (
          <Card pad>
            <form
              action={send}
              className="grid gap-4"
              onChange={() => setHasChanged(true)}
              onClick={(event) => {
                if (event.target instanceof HTMLButtonElement && event.target.type === 'button') setHasChanged(true)
              }}
            >
              <input type="hidden" name="updateId" value={update.id} />
              <input type="hidden" name="saving" value={update.saving} />
              {state.status === 'error' && (
                <Callout tone="bad" announce>
                  {state.message}
                </Callout>
              )}
              <div className="grid gap-4 sm:grid-cols-2">
                <InputField {...fieldOf(state, 'version', update.version)} label="Version" required maxLength={40} />
                <InputField {...fieldOf(state, 'releasedOn', update.releasedOn)} type="date" label="Released on" required />
              </div>
              <InputField {...fieldOf(state, 'title', update.title)} label="Title" required maxLength={160} />
              <InputField {...fieldOf(state, 'summary', update.summary)} label="In one sentence" optional maxLength={300} />
              <UpdateLines entries={update.entries} errors={errors} />
              <div>
                <SubmitButton variant={hasChanged ? 'primary' : 'default'}>Save</SubmitButton>
              </div>
            </form>
          </Card>
        )}
        <Card>
          <CardHead title="As a reader has it" />
          <CardBody>{children}</CardBody>
        </Card>
      </div>
      <div className="stack">{mayWrite && <PublishUpdate update={update} hasChanged={hasChanged} acts={acts} />}</div>
    </div>
  )
}
