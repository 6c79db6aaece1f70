'use client'

import { ActForm } from '@/components/identity/act-form'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { RadioCards, RadioRow } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LinkCandidate, LinkPlanView } from '@/lib/cases/link'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { statusWords } from './case-words'

/** Which other case, and what it has to do with this one. */
export function LinkPage({ plan, q, link }: { plan: LinkPlanView; q: string; link: FormAction }) {
  const { reference, subject, organisationName, candidates } = plan
  const here = `/desk/cases/${reference}`
  return (
    <>
      <p className="wrap-anywhere text-ink-2">
        “{subject}” and another case, also one of another organisation, have to do with each other? Both show the link to us
        alone; no customer sees it.
      </p>
      <form action={`${here}/link`} className="flex flex-wrap items-end gap-2.5" role="search" aria-label="Find the other case">
        <InputField name="q" id="link-q" label="Number or words" defaultValue={q} maxLength={200} autoComplete="off" />
        <Button type="submit">Find</Button>
      </form>
      {candidates.length === 0 ? (
        <EmptyState title={q === '' ? 'Nothing to offer' : `No other case holds “${q}”`}>
          {q === ''
            ? `There is no known problem, and ${organisationName} has no other open case. Look for one by its number or words.`
            : 'Try fewer words, or the number of the case.'}
        </EmptyState>
      ) : (
        <Card pad>
          <ActForm act={link} label="Link the cases">
            {(state) => (
              <>
                <input type="hidden" name="reference" value={reference} />
                <RadioRow
                  name="kind"
                  legend={`${reference} is`}
                  required
                  defaultValue={valueOf(state, 'kind', 'related')}
                  error={fieldErrors(state).kind}
                  options={[
                    { value: 'related', label: 'related to' },
                    { value: 'duplicate_of', label: 'a duplicate of' },
                    { value: 'caused_by', label: 'caused by the problem' },
                  ]}
                />
                <RadioCards
                  name="other"
                  legend={q === '' ? `Known problems, and open cases of ${organisationName}` : `Cases with “${q}”`}
                  required
                  defaultValue={valueOf(state, 'other')}
                  error={fieldErrors(state).other}
                  hint="A case that another one is caused by stands for a known problem from then on; one answer can go to all of its cases."
                  options={candidates.map(optionOf)}
                />
                <div className="flex flex-wrap gap-2.5">
                  <SubmitButton>Link them</SubmitButton>
                  <ButtonLink href={here}>Not now</ButtonLink>
                </div>
              </>
            )}
          </ActForm>
        </Card>
      )}
    </>
  )
}

function optionOf({ reference, subject, status, organisationName, isProblem }: LinkCandidate) {
  return {
    value: reference,
    label: subject,
    hint: `${reference} · ${organisationName} · ${isProblem ? 'known problem, ' : ''}${statusWords(status, 'desk').toLowerCase()}`,
  }
}
