'use client'

import { useRouter } from 'next/navigation'
import { ActForm } from '@/components/identity/act-form'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { savedHref } from '@/lib/queue/saved-view'
import { goneWords } from './saved-view-words'

/** Beside the filters when what is shown is not what is kept: save it as a view; of a view that was changed save, save as or go back. */
export function SavedViewBar({
  view,
  address,
  canShare,
  save,
}: {
  view: { readonly id: string; readonly name: string; readonly mayChange: boolean } | null
  /** What is shown. */
  address: string
  canShare: boolean
  save: FormAction
}) {
  const router = useRouter()
  const [state, keep] = useAct(save)
  const dialog = (
    <Dialog id="save-view" title="Save this view" trigger={view ? 'Save as…' : 'Save view…'} small variant="ghost">
      <ActForm act={save} label="Save this view" ids={{ name: 'save-view-name' }}>
        {(state) => (
          <>
            <input type="hidden" name="address" value={address} />
            <InputField
              id="save-view-name"
              name="name"
              label="Name"
              maxLength={60}
              defaultValue={valueOf(state, 'name')}
              error={fieldErrors(state).name}
              required
            />
            {canShare && (
              <Checkbox
                name="shared"
                value="on"
                defaultChecked={valueOf(state, 'shared') === 'on'}
                label="For everybody on the desk"
              />
            )}
            <Checkbox
              name="first"
              value="on"
              defaultChecked={valueOf(state, 'first') === 'on'}
              label="Open the desk with this view"
            />
            <div className="dialog-actions">
              <DialogClose />
              <SubmitButton>Save</SubmitButton>
            </div>
          </>
        )}
      </ActForm>
    </Dialog>
  )
  if (view === null) return dialog
  const reset = savedHref(view.id)
  return (
    <div className="q-changed" role="group" aria-label="Changed view">
      <span className="tag tag-warn">Changed</span>
      {view.mayChange && (
        <form action={keep}>
          <input type="hidden" name="viewId" value={view.id} />
          <input type="hidden" name="address" value={address} />
          <SubmitButton small variant="ghost">
            Save
          </SubmitButton>
        </form>
      )}
      {dialog}
      <a
        href={reset}
        className="btn btn-sm btn-ghost"
        onClick={(event) => {
          event.preventDefault()
          router.push(reset)
        }}
      >
        Reset
      </a>
      {state.status === 'error' && <span role="alert">{state.message}</span>}
    </div>
  )
}

/** A view that speaks of what is no more still opens, and says so. */
export function GoneFilters({ gone }: { gone: readonly string[] }) {
  return (
    <div className="q-report">
      <Callout tone="warn" title={`This view names ${goneWords(gone)}`}>
        It shows what is left of it. Change the filters and save it again.
      </Callout>
    </div>
  )
}
