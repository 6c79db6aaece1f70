'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { ActionState } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { ActResult } from '@/lib/queue/views'

/** The form of an assignment, as the table's own form would send it. */
export function assignForm(references: readonly string[], assigneeId: string, act: 'assign' | 'take' = 'assign'): FormData {
  const form = new FormData()
  form.set('act', act)
  form.set('assigneeId', assigneeId)
  for (const reference of references) form.append('references', reference)
  return form
}

/** What to say, and how to take it back. */
export function actWords({ outcomes, assignee, before }: ActResult): { words: string; undo?: FormData[] } {
  const done = outcomes.filter(({ refusal }) => refusal === null)
  if (done.length === 0) return { words: '' }
  const which = done.length === 1 ? done[0]!.reference : count(done.length, 'case')
  const are = done.length === 1 ? 'is' : 'are'
  const words =
    assignee === null
      ? `${which} ${are} nobody’s now`
      : assignee === 'you'
        ? `${which} ${are} yours`
        : `${which} ${done.length === 1 ? 'goes' : 'go'} to ${assignee}`
  const byPerson = Map.groupBy(before, (each) => each.assigneeId)
  return {
    words,
    undo: [...byPerson].map(([person, each]) =>
      assignForm(
        each.map(({ reference }) => reference),
        person,
      ),
    ),
  }
}

/** What could not be done, case by case; nothing when everything was. */
export function Refusals({ state, onDismiss }: { state: ActionState<ActResult | void>; onDismiss: () => void }) {
  if (state.status === 'error') {
    return (
      <div className="q-report">
        <Callout tone="bad" announce title={state.message}>
          <ul>
            {Object.values(state.fields).map((sentences) => (
              <li key={sentences.join()}>{sentences.join(' ')}</li>
            ))}
          </ul>
          <Button small onClick={onDismiss}>
            Close
          </Button>
        </Callout>
      </div>
    )
  }
  if (state.status !== 'done' || !state.result) return null
  const refused = state.result.outcomes.filter(({ refusal }) => refusal !== null)
  if (refused.length === 0) return null
  const all = state.result.outcomes.length
  return (
    <div className="q-report">
      <Callout tone="warn" announce title={`${count(refused.length, 'case')} of ${all} could not be assigned`}>
        <ul>
          {refused.map(({ reference, refusal }) => (
            <li key={reference}>
              <code>{reference}</code> {refusal}
            </li>
          ))}
        </ul>
        <Button small onClick={onDismiss}>
          Close
        </Button>
      </Callout>
    </div>
  )
}
