'use client'

import { ActButton, ActForm } from '@/components/identity/act-form'
import { Disclosure } from '@/components/ui/disclosure'
import { InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { KnownProblem } from '@/lib/cases/known-problem'

/** What customers are told of this problem while they write about the same, and the way to tell it otherwise or no more. */
export function TellProblem({
  reference,
  told,
  tell,
  untell,
}: {
  reference: string
  told: Pick<KnownProblem, 'title' | 'body'> | null
  tell: FormAction
  untell: FormAction
}) {
  return (
    <Disclosure summary={told === null ? 'Tell customers that it is known' : 'Change what customers read'} className="text-sm">
      <div className="grid gap-3 pt-2" key={told?.title}>
        <ActForm act={tell} label="What customers read" ids={{ title: 'told-title', body: 'told-body' }}>
          {(state) => (
            <>
              <input type="hidden" name="reference" value={reference} />
              <InputField
                name="title"
                id="told-title"
                label="In one line"
                required
                maxLength={160}
                hint="Every customer who writes about the same may read it: no names, nothing of this case."
                defaultValue={valueOf(state, 'title', told?.title ?? '')}
                error={fieldErrors(state).title}
              />
              <TextareaField
                name="body"
                id="told-body"
                label="What helps meanwhile"
                optional
                rows={3}
                maxLength={2_000}
                defaultValue={valueOf(state, 'body', told?.body ?? '')}
                error={fieldErrors(state).body}
              />
              <div>
                <SubmitButton small>{told === null ? 'Tell them' : 'Change it'}</SubmitButton>
              </div>
            </>
          )}
        </ActForm>
        {told !== null && (
          <ActButton act={untell} fields={{ reference }} variant="ghost">
            Stop telling customers
          </ActButton>
        )}
      </div>
    </Disclosure>
  )
}
