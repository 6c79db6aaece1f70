'use client'

import { useRef, useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Checkbox, RadioCards, RadioRow } from '@/components/ui/choice'
import { ButtonLink } from '@/components/ui/button'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { categoryWords, outcomeWords } from '@/components/cases/case-words'
import { useAct } from '@/components/ui/use-act'
import { CASE_CATEGORIES } from '@/lib/cases/case'
import { fillMacro, macroFacts, MACRO_OUTCOMES, MACRO_VARIABLES, type Macro, type MacroReaders } from '@/lib/cases/macro'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Writes a macro, with the reply as a customer would read it beside. */
export function MacroForm({
  macro,
  agentName,
  mayShare,
  regions,
  save,
}: {
  macro?: Macro
  agentName: string
  mayShare: boolean
  /** Those with which the actor may share it. */
  regions: readonly { readonly code: string; readonly name: string }[]
  save: FormAction
}) {
  const [state, send] = useAct(save)
  const [body, setBody] = useState(macro?.body ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const errors = fieldErrors(state)

  const insert = (variable: string) => {
    const at = field.current
    if (!at) return
    at.focus()
    at.setRangeText(`{{${variable}}}`, at.selectionStart, at.selectionEnd, 'end')
    setBody(at.value)
  }

  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card>
        <CardBody>
          <form action={send} className="grid gap-4">
            {macro && <input type="hidden" name="macroId" value={macro.id} />}
            {state.status === 'error' && Object.keys(state.fields).length === 0 && <Callout tone="bad">{state.message}</Callout>}
            <InputField
              name="name"
              label="Name"
              hint="Type / and the first letters of it in a reply."
              required
              maxLength={80}
              defaultValue={valueOf(state, 'name', macro?.name)}
              error={errors.name}
            />
            <TextareaField
              name="body"
              label="Reply"
              rows={10}
              required
              ref={field}
              value={body}
              onChange={(event) => setBody(event.target.value)}
              error={errors.body}
            />
            <div className="flex flex-wrap gap-2" role="group" aria-label="Fill in">
              {Object.entries(MACRO_VARIABLES).map(([variable, words]) => (
                <button key={variable} type="button" className="btn btn-sm" onClick={() => insert(variable)}>
                  {words}
                </button>
              ))}
            </div>
            <RadioRow
              name="outcome"
              legend="Sent as"
              defaultValue={valueOf(state, 'outcome', macro?.outcome ?? '')}
              options={[
                { value: '', label: 'As I choose' },
                ...MACRO_OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeWords(outcome) })),
              ]}
            />
            <SelectField
              name="category"
              label="The case is then about"
              hint="Project or data goes to the CSM of the organisation; all else to support."
              defaultValue={valueOf(state, 'category', macro?.category ?? '')}
            >
              <option value="">What it is about already</option>
              {CASE_CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {categoryWords(category)}
                </option>
              ))}
            </SelectField>
            <Checkbox name="takes" label="The sender takes the case" defaultChecked={macro?.takes} />
            {mayShare && (
              <RadioCards
                name="readers"
                legend="Who has it"
                defaultValue={valueOf(state, 'readers', macro ? readersValue(macro) : 'desk')}
                error={errors.readers}
                options={[
                  { value: 'me', label: 'Only me' },
                  ...regions.map(({ code, name }) => ({ value: code, label: `Region: ${name}` })),
                  { value: 'desk', label: 'The whole desk' },
                ]}
              />
            )}
            <div className="flex gap-2">
              <SubmitButton>Save macro</SubmitButton>
              <ButtonLink href="/desk/macros">Cancel</ButtonLink>
            </div>
          </form>
        </CardBody>
      </Card>
      <Card>
        <CardHead title="As a customer reads it" />
        <CardBody>
          <p className="whitespace-pre-wrap" aria-live="off">
            {fillMacro(body, exampleFacts(agentName)) || 'Nothing written yet.'}
          </p>
        </CardBody>
      </Card>
    </div>
  )
}

function readersValue({ ownerId, regionCode }: MacroReaders): string {
  return ownerId === null ? (regionCode ?? 'desk') : 'me'
}

function exampleFacts(agentName: string) {
  return macroFacts({
    reference: 'HS-10432',
    subject: 'Export drops the base sizes',
    organisationName: 'Tui Whenua Research',
    requesterName: 'Mere Hollis',
    agentName,
  })
}
