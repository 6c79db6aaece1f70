'use client'

import { ActForm } from '@/components/identity/act-form'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { RadioChips } from '@/components/ui/choice'
import { InputField } from '@/components/ui/field'
import { Pairs } from '@/components/ui/pairs'
import { Prose } from '@/components/ui/prose'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { CASE_CATEGORIES, type CaseCategory } from '@/lib/cases/case'
import type { DeskCaseView } from '@/lib/cases/views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'
import type { Level } from '@/lib/sla/support-policy'
import { categoryWords } from './case-words'

type Reader = { zone: string; now: Instant }

/** What splitting a message would do; of `SplitPlanView`, what is shown. */
type Plan = {
  readonly reference: string
  readonly category: CaseCategory
  readonly organisationName: string
  readonly severity: Level
  readonly message: {
    readonly id: string
    readonly author: string
    readonly at: Instant
    readonly files: number
    readonly firstAnswerAt: Instant | null
  }
  readonly others: readonly string[]
  readonly promise: { readonly metric: 'first_response' | 'update'; readonly dueAt: Instant } | null
  readonly problem: string | null
}

/** Which message of the customer: each leads on. */
export function SplitChoice({
  reference,
  timeline,
  zone,
  now,
}: Reader & { reference: string; timeline: DeskCaseView['timeline'] }) {
  const messages = timeline.flatMap((entry) => (entry.kind === 'message' && !entry.author.isStaff ? [entry] : []))
  return (
    <Card aria-labelledby="split-messages">
      <CardHead id="split-messages" title="Which message is about something else?" />
      {messages.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">The customer has written nothing here.</p>
        </CardBody>
      ) : (
        <ul className="items">
          {messages.map(({ id, author, at, body }) => (
            <li key={id}>
              <div className="min-w-0 grow">
                <TextLink
                  quiet
                  href={`/desk/cases/${reference}/split?message=${id}`}
                  className="line-clamp-2 font-semibold wrap-anywhere"
                >
                  {body}
                </TextLink>
                <p className="num text-sm text-ink-2">
                  {author.name}, <When at={at} zone={zone} now={now} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** Everything that will happen to a message, and the two things to say of the new case. */
export function SplitPage({
  plan,
  html,
  formKey,
  split,
  zone,
  now,
}: Reader & {
  plan: Plan
  /** The message as it is read elsewhere. */
  html: string
  formKey: string
  split: FormAction
}) {
  const { reference, category, message, others, severity, promise, problem, organisationName } = plan
  const here = `/desk/cases/${reference}`
  return (
    <>
      <Card aria-labelledby="split-message">
        <CardHead id="split-message" title={`${message.author} wrote`} />
        <CardBody>
          <div className="max-h-60 overflow-y-auto" role="group" aria-labelledby="split-message" tabIndex={0}>
            <Prose html={html} />
          </div>
        </CardBody>
      </Card>
      {problem !== null ? (
        <Callout tone="warn" title="This message stays where it is">
          <p>{problem}</p>
          <ButtonLink href={here} small className="mt-3">
            Back to {reference}
          </ButtonLink>
        </Callout>
      ) : (
        <Card pad>
          <ActForm act={split} label="Split the message off">
            {(state) => (
              <>
                <input type="hidden" name="key" value={formKey} />
                <input type="hidden" name="reference" value={reference} />
                <input type="hidden" name="messageId" value={message.id} />
                <InputField
                  name="subject"
                  label="Subject of the new case"
                  hint="The customer reads it."
                  required
                  maxLength={200}
                  defaultValue={valueOf(state, 'subject')}
                  error={fieldErrors(state).subject}
                />
                <RadioChips
                  name="category"
                  legend="What it is about"
                  required
                  defaultValue={valueOf(state, 'category', category)}
                  error={fieldErrors(state).category}
                  options={CASE_CATEGORIES.map((value) => ({ value, label: categoryWords(value) }))}
                />
                <Pairs
                  left
                  pairs={[
                    ['Opened for', `${message.author} of ${organisationName}, who is told the number by mail`],
                    ['Read by', others.length === 0 ? 'nobody else' : `${others.join(', ')} too, as ${reference}`],
                    [
                      'Stays too',
                      `the message ${message.files === 0 ? '' : `with ${count(message.files, 'file')} `}stands in both cases`,
                    ],
                    ['Level', `L${severity}, as ${reference}`],
                    [
                      'Promise',
                      <span key="promise">
                        counts from the arrival, <When at={message.at} zone={zone} now={now} />
                        {message.firstAnswerAt !== null && (
                          <>
                            ; first answered <When at={message.firstAnswerAt} zone={zone} now={now} />
                          </>
                        )}
                        {promise !== null && (
                          <>
                            . {promise.metric === 'update' ? 'The next update' : 'An answer'} {promise.dueAt < now ? 'was' : 'is'}{' '}
                            due <When at={promise.dueAt} zone={zone} now={now} />
                          </>
                        )}
                        .
                      </span>,
                    ],
                  ]}
                />
                <p className="text-ink-2">To take it back, merge the new case into {reference}.</p>
                <div className="flex flex-wrap gap-2.5">
                  <SubmitButton>Make it a case</SubmitButton>
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
