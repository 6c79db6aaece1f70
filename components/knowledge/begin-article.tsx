'use client'

import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { DeskSection } from '@/lib/knowledge/views'
import { sectionOptions } from './section-options'

/** A title and where it stands; the writing follows on the article's own page. */
export function BeginArticle({
  title,
  sections,
  begin,
}: {
  title?: string
  sections: readonly DeskSection[]
  begin: FormAction
}) {
  const [state, send] = useAct(begin)
  const errors = fieldErrors(state)
  return (
    <Card pad className="max-w-form">
      <form action={send} className="grid gap-4">
        {state.status === 'error' && Object.keys(errors).length === 0 && <Callout tone="bad">{state.message}</Callout>}
        <InputField
          name="title"
          label="Title"
          hint="As the reader would ask it. Its address is made from it and can be changed."
          required
          maxLength={160}
          defaultValue={valueOf(state, 'title', title)}
          error={errors.title}
        />
        <SelectField
          name="sectionId"
          label="Section"
          options={sectionOptions(sections)}
          defaultValue={valueOf(state, 'sectionId', sections[0]?.id)}
          error={errors.sectionId}
        />
        <div>
          <SubmitButton>Begin to write</SubmitButton>
        </div>
      </form>
    </Card>
  )
}
