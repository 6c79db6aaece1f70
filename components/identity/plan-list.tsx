'use client'

import { Disclosure } from '@/components/ui/disclosure'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { PlanView } from '@/lib/identity/views'
import { ActForm } from './act-form'

/** The plans that organisations are on; each can be renamed, and another one added. */
export function PlanList({ plans, save }: { plans: readonly PlanView[]; save: FormAction }) {
  return (
    <>
      {plans.length > 0 && (
        <ul className="items">
          {plans.map((plan) => (
            <li key={plan.planId} className="grid gap-1 px-4 py-3">
              <p>
                <b>{plan.name}</b> <span className="num text-sm text-ink-2">{count(plan.organisationCount, 'organisation')}</span>
              </p>
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

function PlanForm({ plan, save }: { plan?: PlanView; save: FormAction }) {
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
