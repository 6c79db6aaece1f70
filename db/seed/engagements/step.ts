// What happens to an engagement of the demo, told in days ago.
import type { TxCtx } from '@/db/context'
import { recordPayment } from '@/lib/billing/commands/payment'
import { takeMilestone } from '@/lib/engagements/commands/milestones'
import { openOnboarding } from '@/lib/engagements/commands/onboarding'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { newId } from '@/lib/kernel/ids'
import { SEED_ORGANISATIONS } from '../people'
import type { Acting } from '../acting'

export type Step = readonly [daysAgo: number, run: () => Promise<unknown>]

export async function onboarding(
  acting: Acting,
  key: string,
  of: { csm: string; who: string; opened: number; hours: number },
): Promise<string> {
  const { domain, timeZone } = SEED_ORGANISATIONS.find((each) => each.key === key)!
  const opening = acting.staff(of.csm, of.opened)
  const [row] = await opening.sql<{ id: string }[]>`
    select m.organisation_id as id from memberships m join users u on u.id = m.user_id where u.email like ${`%@${domain}`} limit 1`
  const { reference } = await openOnboarding(opening, {
    ...{ organisationId: row!.id, opensOn: acting.day(of.opened, timeZone), days: 90, hours: of.hours * 60 },
    consultantId: acting.people.staff.get(of.who)!.userId,
  })
  return reference
}

export const take = (
  acting: Acting,
  reference: string,
  to: 'active' | 'delivered' | 'closed' | 'cancelled',
  who: string,
  daysAgo: number,
) =>
  takeWork(acting.staff(who, daysAgo), {
    reference,
    to,
    side: undefined,
    reason: to === 'cancelled' ? 'The wave was cancelled.' : '',
  })

export async function milestone(
  acting: Acting,
  reference: string,
  at: number,
  to: 'delivered' | 'accepted',
  by: TxCtx,
): Promise<void> {
  const { milestones } = await getEngagement(acting.as(by.actor, 0), reference)
  await takeMilestone(by, { reference, milestoneId: milestones[at]!.id, to, reason: '' })
}

export const pay = (acting: Acting, invoiceId: string, amount: string, daysAgo: number) =>
  recordPayment(acting.staff('odile', daysAgo), {
    ...{
      invoiceId,
      key: newId(acting.now),
      paidOn: acting.day(daysAgo + 1, 'UTC'),
      amount,
      isReversal: false,
      reference: 'Bank',
    },
  })
