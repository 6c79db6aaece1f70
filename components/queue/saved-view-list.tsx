'use client'

import * as arrowDownIcon from 'lucide-react/icons/arrow-down'
import * as arrowUpIcon from 'lucide-react/icons/arrow-up'
import { startTransition, type ReactNode } from 'react'
import { ActForm } from '@/components/identity/act-form'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { InputField } from '@/components/ui/field'
import { iconOf } from '@/components/ui/icon'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { savedHref } from '@/lib/queue/saved-view'
import type { SavedView } from '@/lib/queue/views'

const ArrowDown = iconOf(arrowDownIcon)
const ArrowUp = iconOf(arrowUpIcon)

type Listed = Omit<SavedView, 'count'> & { readonly words: string }

/** Saved views in their order: each can be renamed, moved, made what one sees first, and taken away with an undo. */
export function SavedViewList({
  views,
  mayChange,
  canShare,
  empty,
  change,
  move,
  remove,
  restore,
  choose,
}: {
  views: readonly Listed[]
  mayChange: boolean
  canShare: boolean
  empty: ReactNode
  change: FormAction
  move: FormAction
  remove: FormAction
  restore: FormAction
  choose: FormAction
}) {
  const [moved, sendMove] = useAct(move)
  const [chosen, sendChoice] = useAct(choose)
  const [, bringBack] = useAct(restore, { aloud: true })
  const [removed, sendRemove] = useAct<void>(async (previous, form) => {
    const next = await remove(previous, form)
    if (next.status === 'done')
      toast(`“${String(form.get('name'))}” is gone.`, { undo: () => startTransition(() => bringBack(form)) })
    return next
  })
  if (views.length === 0) return empty
  const refused = [moved, chosen, removed].find((state) => state.status === 'error')
  return (
    <>
      {refused?.status === 'error' && <Callout tone="bad">{refused.message}</Callout>}
      <ul className="items">
        {views.map(({ id, name, words, isDefault, isShared }, at) => (
          <li key={id} className="flex flex-wrap items-center gap-2 px-4 py-3">
            <div className="min-w-0 grow">
              <TextLink quiet href={savedHref(id)}>
                {name}
              </TextLink>{' '}
              {isDefault && <Tag tone="accent">Opens first</Tag>}
              <p className="text-sm text-ink-2">{words}</p>
            </div>
            <form action={sendChoice}>
              <input type="hidden" name="viewId" value={isDefault ? '' : id} />
              <SubmitButton small variant="ghost" aria-label={isDefault ? `Do not open first: ${name}` : `Open first: ${name}`}>
                {isDefault ? 'Do not open first' : 'Open first'}
              </SubmitButton>
            </form>
            {mayChange && (
              <>
                <form action={sendMove} className="flex gap-1">
                  <input type="hidden" name="viewId" value={id} />
                  {at > 0 && (
                    <SubmitButton small icon variant="ghost" name="direction" value="up" aria-label={`Move ${name} up`}>
                      <ArrowUp aria-hidden="true" />
                    </SubmitButton>
                  )}
                  {at < views.length - 1 && (
                    <SubmitButton small icon variant="ghost" name="direction" value="down" aria-label={`Move ${name} down`}>
                      <ArrowDown aria-hidden="true" />
                    </SubmitButton>
                  )}
                </form>
                <Dialog
                  id={`rename-${id}`}
                  title={`Change ${name}`}
                  trigger="Change…"
                  triggerLabel={`Change ${name}`}
                  variant="ghost"
                  small
                >
                  <ActForm
                    key={`${name}|${isShared}`}
                    act={change}
                    done="Saved."
                    label={`Change ${name}`}
                    ids={{ name: `name-${id}` }}
                  >
                    {(state) => (
                      <>
                        <input type="hidden" name="viewId" value={id} />
                        <InputField
                          id={`name-${id}`}
                          name="name"
                          label="Name"
                          maxLength={60}
                          defaultValue={valueOf(state, 'name', name)}
                          error={fieldErrors(state).name}
                          required
                        />
                        {canShare && (
                          <>
                            <input type="hidden" name="shared" value="off" />
                            <Checkbox name="shared" value="on" defaultChecked={isShared} label="For everybody on the desk" />
                          </>
                        )}
                        <div className="dialog-actions">
                          <DialogClose>Close</DialogClose>
                          <SubmitButton>Save</SubmitButton>
                        </div>
                      </>
                    )}
                  </ActForm>
                </Dialog>
                <form action={sendRemove}>
                  <input type="hidden" name="viewId" value={id} />
                  <input type="hidden" name="name" value={name} />
                  <SubmitButton small variant="ghost" aria-label={`Delete ${name}`}>
                    Delete
                  </SubmitButton>
                </form>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
