'use client'

import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { SearchReport } from '@/lib/knowledge/views'

/** Words that failed before others led to an article; an editor says whether they mean the same. */
export function Proposals({
  proposals,
  mayWrite,
  decide,
}: {
  proposals: SearchReport['proposals']
  mayWrite: boolean
  decide: FormAction
}) {
  const [state, send] = useAct(decide)
  if (proposals.length === 0)
    return (
      <EmptyState title="No proposal">Proposals come from searches that failed before one that led to an article.</EmptyState>
    )
  return (
    <>
      {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
      <ul className="items">
        {proposals.map(({ failed, meant, searches, title }) => (
          <li key={`${failed}\n${meant}`} className="grid gap-2 px-4 py-3">
            <p className="wrap-anywhere">
              <b>{failed}</b> and <b>{meant}</b>
            </p>
            <p className="text-sm text-ink-2">
              {count(searches, 'search', 'searches')} went on from the first to the second, and opened “{title}”.
            </p>
            {mayWrite && (
              <form action={send} className="flex gap-2">
                <input type="hidden" name="failed" value={failed} />
                <input type="hidden" name="meant" value={meant} />
                <SubmitButton
                  small
                  variant="default"
                  name="decision"
                  value="accept"
                  aria-label={`${failed} and ${meant} mean the same`}
                >
                  They mean the same
                </SubmitButton>
                <SubmitButton
                  small
                  variant="ghost"
                  name="decision"
                  value="refuse"
                  aria-label={`${failed} and ${meant} do not mean the same`}
                >
                  They do not
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is kept as meaning the same; each group can be taken back. */
export function SynonymList({
  synonyms,
  mayWrite,
  remove,
}: {
  synonyms: SearchReport['synonyms']
  mayWrite: boolean
  remove: FormAction
}) {
  const [state, send] = useAct(remove)
  if (synonyms.length === 0)
    return <EmptyState title="None yet">Who searches for one of a group also finds the others.</EmptyState>
  return (
    <>
      {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
      <ul className="items">
        {synonyms.map(({ id, lines, byName }) => (
          <li key={id} className="flex items-center gap-2 px-4 py-3">
            <div className="min-w-0 grow wrap-anywhere">
              <b>{lines.join(' = ')}</b>
              <p className="text-sm text-ink-2">Kept by {byName}</p>
            </div>
            {mayWrite && (
              <form action={send}>
                <input type="hidden" name="synonymsId" value={id} />
                <SubmitButton small variant="ghost" aria-label={`Remove ${lines.join(' = ')}`}>
                  Remove
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Keeps a new group. */
export function NewSynonyms({ keep }: { keep: FormAction }) {
  const [state, send] = useAct(keep)
  return (
    <form action={send} className="grid gap-3">
      <TextareaField
        key={state.status}
        name="lines"
        label="Words that mean the same"
        hint="One a line, or with commas: base size, n ="
        rows={3}
        required
        defaultValue={state.status === 'error' ? valueOf(state, 'lines') : ''}
        error={fieldErrors(state).lines}
      />
      {state.status === 'error' && !fieldErrors(state).lines && <Callout tone="bad">{state.message}</Callout>}
      <div>
        <SubmitButton variant="default">Keep these</SubmitButton>
      </div>
    </form>
  )
}
