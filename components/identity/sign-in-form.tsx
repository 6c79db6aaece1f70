import { SubmitButton } from '@/components/ui/submit-button'
import { InputField } from '@/components/ui/field'
import { TextLink } from '@/components/ui/text-link'

type FormProps = { csrfToken: string; next: string; email: string }

/** Address and password, posted plainly: it works before any script and without one. */
export function SignInForm({ csrfToken, next, email }: FormProps) {
  return (
    <form method="post" action="/api/auth/callback/password" className="grid gap-4">
      <Hidden csrfToken={csrfToken} next={next} />
      <InputField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        inputMode="email"
        defaultValue={email}
        autoFocus={email === ''}
        required
      />
      <div className="grid gap-1.5">
        <InputField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          autoFocus={email !== ''}
          required
        />
        <p className="text-sm">
          <TextLink href="/forgotten-password">Forgotten your password?</TextLink>
        </p>
      </div>
      <SubmitButton>Sign in</SubmitButton>
    </form>
  )
}

/** For people whose company signs them in: the address's domain finds the provider. */
export function CompanySignInForm({ csrfToken, next, email }: FormProps) {
  return (
    <form method="post" action="/api/auth/signin/company" className="grid gap-3">
      <Hidden csrfToken={csrfToken} next={next} />
      <InputField
        id="company-email"
        name="email"
        label="E-mail address at your company"
        type="email"
        autoComplete="email"
        defaultValue={email}
        required
      />
      <SubmitButton variant="default">Continue with your company</SubmitButton>
    </form>
  )
}

/** Redeems a mailed link: only this button uses it up, a visit to its page does not. */
export function LinkForm({ csrfToken, token, next }: { csrfToken: string; token: string; next: string }) {
  return (
    <form method="post" action="/api/auth/callback/link" className="grid gap-4">
      <Hidden csrfToken={csrfToken} next={next} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton>Sign in</SubmitButton>
    </form>
  )
}

function Hidden({ csrfToken, next }: { csrfToken: string; next: string }) {
  return (
    <>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="next" value={next} />
    </>
  )
}
