'use client'

import { startTransition, type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Macro } from '@/lib/cases/macro'
import { macroActs } from './macro-words'

/** Macros by name, with the beginning of each and what it does; taking one away can be undone. */
export function MacroList({
  macros,
  mayChange,
  empty,
  remove,
  restore,
}: {
  macros: readonly Macro[]
  mayChange: boolean
  empty: ReactNode
  remove: FormAction
  restore: FormAction
}) {
  const [, bringBack] = useAct(restore, { aloud: true })
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await remove(previous, form)
    if (next.status === 'done')
      toast(`“${String(form.get('name'))}” is gone.`, { undo: () => startTransition(() => bringBack(form)) })
    return next
  })
  return (
    <>
      {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
      <Table
        caption="Macros"
        rows={macros}
        rowKey={(macro) => macro.id}
        empty={empty}
        columns={[
          {
            key: 'name',
            head: 'Macro',
            rowHead: true,
            cell: (macro) => (
              <div className="min-w-0">
                {mayChange ? (
                  <TextLink quiet href={`/desk/macros/${macro.id}`}>
                    {macro.name}
                  </TextLink>
                ) : (
                  macro.name
                )}
                <span className="line-clamp-2 text-sm font-normal text-ink-2">{macro.body}</span>
              </div>
            ),
          },
          { key: 'acts', head: 'When sent', cell: (macro) => macroActs(macro) || 'Nothing else' },
          {
            key: 'remove',
            head: <span className="sr-only">Delete</span>,
            cell: (macro) =>
              mayChange && (
                <form action={send}>
                  <input type="hidden" name="macroId" value={macro.id} />
                  <input type="hidden" name="name" value={macro.name} />
                  <SubmitButton small variant="ghost" aria-label={`Delete ${macro.name}`}>
                    Delete
                  </SubmitButton>
                </form>
              ),
          },
        ]}
      />
    </>
  )
}
