'use server'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { changeWork, closeAccount } from '@/lib/cases/commands/departure'
import { setRegionLead as putInLead } from '@/lib/identity/commands/lead'
import * as people from '@/lib/identity/commands/people'
import { ChangePersonInput, ChangeStaffRolesInput, InviteStaffInput, PersonInput, SetRegionLeadInput } from '@/lib/identity/input'
import { action } from '@/lib/web/action'

export const inviteStaff = action('desk', InviteStaffInput, async (ctx, input) => {
  const { userId } = await people.inviteStaff(ctx, input)
  redirect(`/desk/admin/people/${userId}`)
})

export const resendInvitation = action('desk', PersonInput, async (ctx, input) => {
  await people.resendInvitation(ctx, input)
  refresh()
})

export const changePerson = action('desk', ChangePersonInput, async (ctx, input) => {
  await people.changePerson(ctx, input)
  refresh()
})

export const changeStaffRoles = action('desk', ChangeStaffRolesInput, async (ctx, input) => {
  await changeWork(ctx, input)
  refresh()
})

export const setRegionLead = action('desk', SetRegionLeadInput, async (ctx, input) => {
  await putInLead(ctx, input)
  refresh()
})

export const disableUser = action('desk', PersonInput, async (ctx, input) => {
  await closeAccount(ctx, input)
  refresh()
})

export const enableUser = action('desk', PersonInput, async (ctx, input) => {
  await people.enableUser(ctx, input)
  refresh()
})

export const signOutPerson = action('desk', PersonInput, async (ctx, input) => {
  await people.signOutPerson(ctx, input)
  refresh()
})
