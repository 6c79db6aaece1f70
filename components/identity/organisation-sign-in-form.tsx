'use client'

import { Checkbox } from '@/components/ui/choice'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { OrganisationSignInView } from '@/lib/identity/views'
import { ActForm } from './act-form'

type Props = { organisationId: string; signIn: OrganisationSignInView | undefined; callback: string; save: FormAction }

/** How an organisation's people sign in by their own OpenID Connect provider. */
export function OrganisationSignInForm({ organisationId, signIn, callback, save }: Props) {
  return (
    <ActForm act={save} done="Saved." label="Company sign-in">
      {(state) => {
        const errors = fieldErrors(state)
        return (
          <>
            <input type="hidden" name="organisationId" value={organisationId} />
            <p className="text-sm text-ink-2">
              Members with a verified address under these domains sign in with their company. Register this callback address
              there: <code className="break-all text-ink">{callback}</code>
            </p>
            <InputField
              name="issuer"
              label="Issuer"
              placeholder="https://login.company.example"
              defaultValue={valueOf(state, 'issuer', signIn?.issuer)}
              error={errors.issuer}
              required
            />
            <InputField
              name="clientId"
              label="Client id"
              autoComplete="off"
              defaultValue={valueOf(state, 'clientId', signIn?.clientId)}
              error={errors.clientId}
              required
            />
            <InputField
              name="clientSecret"
              label="Client secret"
              type="password"
              autoComplete="off"
              hint={signIn ? 'Stored sealed. Leave it empty to keep the one that is there.' : 'Stored sealed, never shown again.'}
              error={errors.clientSecret}
              required={!signIn}
            />
            <InputField
              name="emailDomains"
              label="Mail domains"
              hint="Separate several by spaces."
              defaultValue={valueOf(state, 'emailDomains', signIn?.emailDomains.join(' '))}
              error={errors.emailDomains}
              required
            />
            <Checkbox
              name="enabled"
              label="People may sign in this way"
              defaultChecked={state.status === 'error' ? valueOf(state, 'enabled') !== '' : (signIn?.enabled ?? true)}
            />
            <div>
              <SubmitButton variant="default" pendingLabel="Saving…">
                Save the company sign-in
              </SubmitButton>
            </div>
          </>
        )
      }}
    </ActForm>
  )
}
