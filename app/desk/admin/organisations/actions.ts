'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as members from '@/lib/identity/commands/members'
import * as organisations from '@/lib/identity/commands/organisations'
import { savePlan as keepPlan } from '@/lib/identity/commands/plans'
import {
  ChangeMemberRoleInput,
  ChangeOrganisationInput,
  CreateOrganisationInput,
  InviteMemberInput,
  MembershipInput,
  OrganisationInput,
  OrganisationSignInInput,
  SavePlanInput,
} from '@/lib/identity/input'
import { deletePlan as dropPlan } from '@/lib/knowledge/commands/plans'
import { PlanInput } from '@/lib/knowledge/input'
import { action } from '@/lib/web/action'

export const createOrganisation = action('desk', CreateOrganisationInput, async (ctx, input) => {
  const { organisationId } = await organisations.createOrganisation(ctx, input)
  redirect(`/desk/admin/organisations/${organisationId}`)
})

export const changeOrganisation = action('desk', ChangeOrganisationInput, async (ctx, input) => {
  await organisations.changeOrganisation(ctx, input)
  refresh()
})

export const disableOrganisation = action('desk', OrganisationInput, async (ctx, input) => {
  await organisations.disableOrganisation(ctx, input)
  refresh()
})

export const enableOrganisation = action('desk', OrganisationInput, async (ctx, input) => {
  await organisations.enableOrganisation(ctx, input)
  refresh()
})

export const setOrganisationSignIn = action('desk', OrganisationSignInInput, async (ctx, input) => {
  await organisations.setOrganisationSignIn(ctx, input)
  refresh()
})

export const savePlan = action('desk', SavePlanInput, async (ctx, input) => {
  await keepPlan(ctx, input)
  refresh()
})

export const deletePlan = action('desk', PlanInput, async (ctx, input) => {
  await dropPlan(ctx, input)
  refresh()
})

export const inviteMember = action('desk', InviteMemberInput, async (ctx, input) => {
  await members.inviteMember(ctx, input)
  refresh()
  return { email: input.email }
})

export const changeMemberRole = action('desk', ChangeMemberRoleInput, async (ctx, input) => {
  await members.changeMemberRole(ctx, input)
  refresh()
})

export const endMembership = action('desk', MembershipInput, async (ctx, input) => {
  await members.endMembership(ctx, input)
  refresh()
})
