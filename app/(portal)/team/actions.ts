'use server'
import { refresh } from 'next/cache'
import * as address from '@/lib/billing/commands/address'
import * as contacts from '@/lib/billing/commands/contacts'
import { BillAddressInput, BillingContactInput } from '@/lib/billing/input'
import * as approvers from '@/lib/engagements/commands/approvers'
import { setBuyingRules as setRules } from '@/lib/engagements/commands/buying-rules'
import { BuyingRulesInput } from '@/lib/engagements/quote-input'
import { EndApproverInput, NameApproverInput } from '@/lib/engagements/input'
import { takeTurn } from '@/lib/identity/commands/limits'
import { changeMemberRole, endMembership, inviteMember } from '@/lib/identity/commands/members'
import { InviteTeamInput, TeamMemberInput, TeamRoleInput } from '@/lib/identity/input'
import { action } from '@/lib/web/action'

export const invite = action('portal', InviteTeamInput, async (ctx, input) => {
  await takeTurn(ctx, 'invite:person')
  await inviteMember(ctx, { ...input, organisationId: ctx.actor.organisationId })
  refresh()
  return { email: input.email }
})

export const changeRole = action('portal', TeamRoleInput, async (ctx, input) => {
  await changeMemberRole(ctx, { ...input, organisationId: ctx.actor.organisationId })
  refresh()
})

export const remove = action('portal', TeamMemberInput, async (ctx, input) => {
  await endMembership(ctx, { ...input, organisationId: ctx.actor.organisationId })
  refresh()
})

export const nameApprover = action('portal', NameApproverInput, async (ctx, input) => {
  await approvers.nameApprover(ctx, input)
  refresh()
})

export const endApprover = action('portal', EndApproverInput, async (ctx, input) => {
  await approvers.endApprover(ctx, input)
  refresh()
})

export const setBuyingRules = action('portal', BuyingRulesInput, async (ctx, input) => {
  await setRules(ctx, input)
  refresh()
})

export const nameBillingContact = action('portal', BillingContactInput, async (ctx, input) => {
  await contacts.nameBillingContact(ctx, input)
  refresh()
})

export const endBillingContact = action('portal', BillingContactInput, async (ctx, input) => {
  await contacts.endBillingContact(ctx, input)
  refresh()
})

export const keepBillAddress = action('portal', BillAddressInput, async (ctx, input) => {
  await address.keepBillAddress(ctx, input)
  refresh()
})
