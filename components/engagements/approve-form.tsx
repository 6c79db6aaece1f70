'use client'

import { useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { FieldError, InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

export type OptionalLine = { readonly position: number; readonly name: string; readonly amount: string }
/** What is signed for each choice of options, by their positions in order, joined by a comma. */
export type SignedAs = Readonly<Record<string, { readonly total: string; readonly statement: string }>>

/** Approve and sign: options, order number, terms, name; the signature last (services.md §1.5). */
export function ApproveForm({
  reference,
  version,
  sha256,
  options,
  fixed,
  signedAs,
  orderRequired,
  terms,
  isFirstOfTwo,
  sign,
}: {
  reference: string
  version: number
  sha256: string
  options: readonly OptionalLine[]
  /** What the first of two signers chose; the second signs the same. */
  fixed: readonly number[] | null
  signedAs: SignedAs
  orderRequired: boolean
  terms: number
  isFirstOfTwo: boolean
  sign: FormAction
}) {
  const [state, action] = useAct(sign)
  const [chosen, setChosen] = useState<readonly number[]>(fixed ?? [])
  const errors = fieldErrors(state)
  const { total, statement } = signedAs[[...chosen].sort((a, b) => a - b).join(',')]!
  return (
    <form action={action} className="grid gap-3.5">
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="sha256" value={sha256} />
      {chosen.map((position) => (
        <input key={position} type="hidden" name="chosen" value={position} />
      ))}
      {state.status === 'error' && Object.keys(errors).length === 0 && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      {options.length > 0 && (
        <fieldset className="grid gap-1.5">
          <legend className="label mb-1.5">Options</legend>
          {options.map(({ position, name, amount }) => (
            <Checkbox
              key={position}
              label={name}
              hint={amount}
              checked={chosen.includes(position)}
              disabled={fixed !== null}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, position] : chosen.filter((each) => each !== position))
              }
            />
          ))}
        </fieldset>
      )}
      <InputField
        name="orderNumber"
        label="Purchase order number"
        optional={!orderRequired}
        required={orderRequired}
        hint={orderRequired ? 'Your organisation asks for one with every quote.' : undefined}
        maxLength={60}
        autoComplete="off"
        defaultValue={valueOf(state, 'orderNumber')}
        error={errors.orderNumber}
      />
      <div className="field">
        <Checkbox
          id="terms-read"
          name="terms"
          required
          defaultChecked={valueOf(state, 'terms') === 'on'}
          label={`I have read the terms (version ${terms})`}
          aria-invalid={errors.terms ? true : undefined}
          aria-describedby={errors.terms ? 'terms-error' : undefined}
        />
        <FieldError id="terms-error" error={errors.terms} />
      </div>
      {errors.password && (
        <InputField
          type="password"
          name="password"
          label="Your password"
          required
          autoComplete="current-password"
          error={errors.password}
        />
      )}
      <p className="text-sm text-ink-2">{statement}</p>
      <InputField
        name="typedName"
        label="Type your full name to sign"
        required
        maxLength={120}
        autoComplete="name"
        defaultValue={valueOf(state, 'typedName')}
        error={errors.typedName}
      />
      {isFirstOfTwo && (
        <p className="text-sm text-ink-2">The total is above your limit: a second approver has to sign after you.</p>
      )}
      <SubmitButton pendingLabel="Signing…" className="w-full">
        Approve {total}
      </SubmitButton>
    </form>
  )
}
