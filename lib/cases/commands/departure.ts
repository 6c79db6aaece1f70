import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { changeStaffRoles, disableUser } from '@/lib/identity/commands/people'
import type { ChangeStaffRolesInput, PersonInput } from '@/lib/identity/input'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { canAnswer } from '../policy'
import { recordAssignment } from './claim'

/**
 * Closes an account, and in the same transaction gives the cases that are not over back: to their region, or where the account
 * manager owns the next step to whoever that is now. Throws as `disableUser` does.
 */
export async function closeAccount(ctx: Ctx, input: PersonInput): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await disableUser(ctx, input)
    await giveCasesBack(ctx, input.userId)
  })
}

/** Sets what somebody may do on our side; who answers nobody any more gives their cases back as above. Throws as `changeStaffRoles` does. */
export async function changeWork(ctx: Ctx, input: ChangeStaffRolesInput): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await changeStaffRoles(ctx, input)
    if (!canAnswer({ kind: 'staff', name: '', timeZone: '', ...input })) await giveCasesBack(ctx, input.userId)
  })
}

async function giveCasesBack(ctx: TxCtx, userId: string): Promise<void> {
  const given = await ctx.sql<
    { id: string; organisationId: string; number: number; toId: string | null; toName: string | null }[]
  >`
    with held as (
      select c.organisation_id, c.id, coalesce(c.status_before_waiting, c.status) = 'with_account_manager' as with_manager
      from cases c where c.assignee_id = ${userId} and c.status <> 'closed' order by c.id for update)
    update cases c set assignee_id = case when held.with_manager then ${accountManagerId(ctx)} end, version = c.version + 1
    from held join organisations o on o.id = held.organisation_id
    where c.organisation_id = held.organisation_id and c.id = held.id
    returning c.id, c.organisation_id as "organisationId", c.number, c.assignee_id as "toId",
      (select u.name from users u where u.id = c.assignee_id) as "toName"`
  const because = { because: 'left' } as const
  for (const { toId, toName, ...supportCase } of given) {
    const to = toId === null ? null : { userId: toId, name: toName ?? '' }
    await recordAssignment(ctx, supportCase, { from: userId, to, because })
  }
}
