'use client'

import Link from 'next/link'
import { startTransition } from 'react'
import { ActionMessage } from '@/components/identity/action-message'
import { Callout } from '@/components/ui/callout'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { KeptTag } from '@/lib/cases/tag'
import { fieldErrors, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'

type Acts = { rename: FormAction<void>; merge: FormAction<void>; retire: FormAction<void>; restore: FormAction<void> }

/** The vocabulary by name, with the cases of each; who keeps it renames, merges and removes, and removing can be undone. */
export function TagList({ tags, acts }: { tags: readonly KeptTag[]; acts: Acts | null }) {
  return (
    <Table
      caption="Tags"
      rows={tags}
      rowKey={(tag) => tag.id}
      empty={<EmptyState title="No tags yet">Whoever answers a case can tag it: the field stands beside the case.</EmptyState>}
      columns={[
        { key: 'name', head: 'Tag', rowHead: true, cell: ({ name }) => <span className="wrap-anywhere">{name}</span> },
        {
          key: 'cases',
          head: 'Cases that are not closed',
          cell: (tag) => (
            <Link href={`/desk?tag=${tag.id}`} className="link">
              {tag.cases > 1_000 ? 'more than 1,000 cases' : count(tag.cases, 'case')}
            </Link>
          ),
        },
        { key: 'by', head: 'First used by', cell: ({ madeBy }) => madeBy ?? '—' },
        {
          key: 'acts',
          head: <span className="sr-only">Change</span>,
          cell: (tag) => acts && <TagActs tag={tag} others={tags.filter(({ id }) => id !== tag.id)} {...acts} />,
        },
      ]}
    />
  )
}

function TagActs({ tag, others, rename, merge, retire, restore }: { tag: KeptTag; others: readonly KeptTag[] } & Acts) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <RenameTag tag={tag} rename={rename} />
      {others.length > 0 && <MergeTag tag={tag} others={others} merge={merge} />}
      <RetireTag tag={tag} retire={retire} restore={restore} />
    </div>
  )
}

/** Runs an action in a dialog, closes it when that is done and says so. */
function useDialogAction(act: FormAction<void>, form: string, done: (fields: FormData) => string) {
  return useAct<void>(async (previous, fields) => {
    const next = await act(previous, fields)
    if (next.status === 'done') {
      toast(done(fields))
      closeDialog(document.getElementById(form))
    }
    return next
  })
}

function RenameTag({ tag, rename }: { tag: KeptTag; rename: FormAction<void> }) {
  const form = `rename-${tag.id}-form`
  const [state, send] = useDialogAction(rename, form, (fields) => `“${tag.name}” is “${String(fields.get('name'))}” now.`)
  return (
    <Dialog id={`rename-${tag.id}`} title={`Rename “${tag.name}”`} trigger="Rename…" triggerLabel={`Rename ${tag.name}`} small>
      <form id={form} action={send} className="grid gap-4">
        <input type="hidden" name="tagId" value={tag.id} />
        <Refusal state={state} />
        <InputField
          name="name"
          id={`${form}-name`}
          label="Name"
          required
          maxLength={40}
          defaultValue={valueOf(state, 'name', tag.name)}
          error={fieldErrors(state).name}
        />
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Rename</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

function MergeTag({ tag, others, merge }: { tag: KeptTag; others: readonly KeptTag[]; merge: FormAction<void> }) {
  const form = `merge-${tag.id}-form`
  const [state, send] = useDialogAction(merge, form, () => `“${tag.name}” is part of the other tag now.`)
  return (
    <Dialog id={`merge-${tag.id}`} title={`Merge “${tag.name}”`} trigger="Merge…" triggerLabel={`Merge ${tag.name}`} small>
      <form id={form} action={send} className="grid gap-4">
        <input type="hidden" name="tagId" value={tag.id} />
        <Refusal state={state} />
        <p className="text-ink-2">Every case with this tag has the other one from then on. This cannot be undone.</p>
        <SelectField
          name="into"
          id={`${form}-into`}
          label="Into"
          required
          defaultValue={valueOf(state, 'into')}
          error={fieldErrors(state).into}
        >
          <option value="">Choose…</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton variant="danger">Merge</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

function RetireTag({ tag, retire, restore }: { tag: KeptTag } & Pick<Acts, 'retire' | 'restore'>) {
  const [, bringBack] = useAct(restore, { aloud: true })
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await retire(previous, form)
    if (next.status === 'done')
      toast(`“${tag.name}” is gone from ${count(tag.cases, 'case')}.`, { undo: () => startTransition(() => bringBack(form)) })
    return next
  })
  return (
    <form action={send}>
      <input type="hidden" name="tagId" value={tag.id} />
      <SubmitButton small variant="ghost" aria-label={`Remove ${tag.name}`}>
        Remove
      </SubmitButton>
      <ActionMessage state={state} />
    </form>
  )
}

function Refusal({ state }: { state: ActionState }) {
  if (state.status !== 'error' || Object.keys(state.fields).length > 0) return null
  return (
    <Callout tone="bad" announce>
      {state.message}
    </Callout>
  )
}
