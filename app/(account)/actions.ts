'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { acceptInvitation, requestPasswordReset, requestSignInLink, resetPassword } from '@/lib/identity/commands/tokens'
import { deviceCookie, sessionCookie } from '@/lib/identity/gateway'
import { AcceptInvitationInput, RequestMailInput, ResetPasswordInput } from '@/lib/identity/input'
import { action } from '@/lib/web/action'
import { visitorOfRequest } from '@/lib/web/visitor'

export const mailLink = action('public', RequestMailInput, async (ctx, { email }) => {
  await requestSignInLink(ctx, { email, address: (await visitorOfRequest()).address })
  return { email }
})

export const mailReset = action('public', RequestMailInput, async (ctx, { email }) => {
  await requestPasswordReset(ctx, { email, address: (await visitorOfRequest()).address })
  return { email }
})

export const chooseNewPassword = action('public', ResetPasswordInput, async (ctx, input) => {
  await resetPassword(ctx, { ...input, address: (await visitorOfRequest()).address })
  redirect('/sign-in?done=password')
})

export const joinByInvitation = action('public', AcceptInvitationInput, async (ctx, input) => {
  const { sid, userId } = await acceptInvitation(ctx, { ...input, visitor: await visitorOfRequest() })
  const jar = await cookies()
  for (const { name, value, ...options } of [await sessionCookie(sid), deviceCookie(userId)]) jar.set(name, value, options)
  redirect('/')
})
