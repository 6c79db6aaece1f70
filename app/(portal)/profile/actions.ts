'use server'
import { refresh } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import * as account from '@/lib/identity/commands/account'
import {
  ChangeChoicesInput,
  ChangePasswordInput,
  ChangeProfileInput,
  OrganisationInput,
  RevokeSessionInput,
} from '@/lib/identity/input'
import { environment } from '@/lib/kernel/env'
import { action } from '@/lib/web/action'
import { currentSessionId, ORGANISATION_COOKIE } from '@/lib/web/context'

export const changeProfile = action('account', ChangeProfileInput, async (ctx, input) => {
  await account.changeProfile(ctx, input)
  refresh()
})

export const changeChoices = action('account', ChangeChoicesInput, async (ctx, input) => {
  await account.changeNotificationChoices(ctx, input)
  refresh()
})

export const changePassword = action('account', ChangePasswordInput, async (ctx, input) => {
  await account.changePassword(ctx, { ...input, sessionId: await currentSessionId() })
  refresh()
})

export const revokeSession = action('account', RevokeSessionInput, async (ctx, input) => {
  await account.revokeSession(ctx, input)
  refresh()
})

export const revokeOtherSessions = action('account', z.object({}), async (ctx) => {
  await account.revokeAllSessions(ctx, { except: await currentSessionId() })
  refresh()
})

// The cookie is only a wish: each request takes it among the memberships that it finds.
export const chooseOrganisation = action('portal', OrganisationInput, async (_ctx, { organisationId }) => {
  const jar = await cookies()
  const secure = environment().appOrigin.startsWith('https://')
  jar.set(ORGANISATION_COOKIE, organisationId, { maxAge: 365 * 86_400, path: '/', httpOnly: true, sameSite: 'lax', secure })
  redirect('/')
})
