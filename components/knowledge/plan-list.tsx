'use client'

import { ActButton, ActForm } from '@/components/identity/act-form'
import { Disclosure } from '@/components/ui/disclosure'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import { isUsed, type KeptPlan } from '@/lib/knowledge/plan-use'

/** The plans that organisations are on and articles are for: each can be renamed, deleted once nobody uses it, and another one added. */
export function PlanList({ plans, save, drop }: { plans: readonly KeptPlan[]; save: FormAction; drop: FormAction }) {
  return (
    <>
      {plans.length > 0 && (
        <ul className="items">
          {plans.map((plan) => (
            <li key={plan.planId} className="grid gap-2 px-4 py-3">
              <b>{plan.name}</b>
              {isUsed(plan) ? (
                <Uses plan={plan} />
              ) : (
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
                  Nobody uses it.
                  <ActButton
                    act={drop}
                    fields={{ planId: plan.planId }}
                    label={`Delete ${plan.name}`}
                    confirm={{
                      id: `delete-${plan.planId}`,
                      title: `Delete the plan ${plan.name}?`,
                      description: 'It cannot be chosen any more. Nothing else changes.',
                      button: 'Delete the plan',
                    }}
                  >
                    Delete
                  </ActButton>
                </div>
              )}
              <Disclosure
                className="text-sm"
                summary={
                  <>
                    Rename<span className="sr-only"> {plan.name}</span>
                  </>
                }
              >
                <PlanForm key={plan.name} plan={plan} save={save} />
              </Disclosure>
            </li>
          ))}
        </ul>
      )}
      <div className="px-4 pb-4">
        <Disclosure className="text-sm" summary="Add a plan" open={plans.length === 0}>
          <PlanForm key={plans.length} save={save} />
        </Disclosure>
      </div>
    </>
  )
}

function Uses({ plan }: { plan: KeptPlan }) {
  const { organisations, organisationCount, articles, articleCount } = plan
  const counts = [
    organisationCount > 0 && count(organisationCount, 'organisation'),
    articleCount > 0 && count(articleCount, 'article'),
  ].filter((each) => each !== false)
  return (
    <Disclosure
      className="text-sm"
      summary={
        <>
          <span className="sr-only">{plan.name}: </span>Used by {counts.join(' and ')}
        </>
      }
    >
      <ul className="grid gap-1 pt-2 pl-5">
        {organisations.map(({ id, name, isClosed }) => (
          <li key={id}>
            <TextLink quiet href={`/desk/admin/organisations/${id}`}>
              {name}
            </TextLink>
            {isClosed && <span className="text-ink-2">, closed</span>}
          </li>
        ))}
        <More left={organisationCount - organisations.length} noun="more organisation" />
        {articles.map(({ id, title }) => (
          <li key={id}>
            <span className="text-ink-2">Article </span>
            <TextLink quiet href={`/desk/knowledge/${id}`}>
              {title}
            </TextLink>
          </li>
        ))}
        <More left={articleCount - articles.length} noun="more article" />
      </ul>
      <p className="pt-2 pl-5 text-ink-2">It can be deleted once none of them uses it.</p>
    </Disclosure>
  )
}

function More({ left, noun }: { left: number; noun: string }) {
  return left > 0 && <li className="text-ink-2">{count(left, noun)}</li>
}

function PlanForm({ plan, save }: { plan?: KeptPlan; save: FormAction }) {
  const id = `plan-${plan?.planId ?? 'new'}`
  return (
    <div className="max-w-[420px] pt-2">
      <ActForm act={save} label={plan ? `Rename ${plan.name}` : 'A new plan'} ids={{ name: id }}>
        {(state) => (
          <>
            {plan && <input type="hidden" name="planId" value={plan.planId} />}
            <InputField
              small
              name="name"
              id={id}
              label="Name of the plan"
              required
              maxLength={60}
              defaultValue={valueOf(state, 'name', plan?.name)}
              error={fieldErrors(state).name}
            />
            <div>
              <SubmitButton variant="default" small pendingLabel="Saving…">
                {plan ? 'Save the name' : 'Add the plan'}
              </SubmitButton>
            </div>
          </>
        )}
      </ActForm>
    </div>
  )
}
