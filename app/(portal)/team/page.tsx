import type { Metadata } from 'next'
import { AddressCard } from '@/components/billing/address-card'
import { ContactsCard } from '@/components/billing/contacts-card'
import { limitWords } from '@/components/engagements/approver-words'
import { ApproversCard } from '@/components/engagements/approvers-card'
import { BuyingRulesForm } from '@/components/engagements/buying-rules'
import { MemberTable } from '@/components/identity/member-table'
import { InviteMemberForm } from '@/components/identity/person-forms'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { getBillAddress } from '@/lib/billing/queries/bill-to'
import { listBillingContacts } from '@/lib/billing/queries/own-bills'
import { getCatalogue } from '@/lib/engagements/queries/catalogue'
import { getBuyingRules, listApprovers } from '@/lib/engagements/queries/approvers'
import { listMembers } from '@/lib/identity/queries/members'
import { count } from '@/lib/kernel/words'
import { guarded, portalContext } from '@/lib/web/context'
import * as actions from './actions'

export const metadata: Metadata = { title: 'People' }

/** An organisation's own people, kept by its administrators. */
export default async function TeamPage() {
  const ctx = await portalContext()
  const { organisationId } = ctx.actor
  const [members, approvers, { currency }, rules, contacts, address] = await guarded(
    Promise.all([
      listMembers(ctx, organisationId),
      listApprovers(ctx),
      getCatalogue(ctx),
      getBuyingRules(ctx),
      listBillingContacts(ctx),
      getBillAddress(ctx),
    ]),
  )
  const present = members.filter(({ disabledAt }) => disabledAt === null)
  return (
    <>
      <h1>People</h1>
      <p className="mt-1 mb-5 text-ink-2">
        Members see the cases they take part in, administrators all cases of your organisation and this page.
      </p>
      <div className="grid gap-4">
        <Card>
          <CardHead title={count(members.length, 'member')} />
          <MemberTable organisationId={organisationId} members={members} changeRole={actions.changeRole} end={actions.remove} />
        </Card>
        <ApproversCard
          approvers={approvers.map((approver) => ({ ...approver, limit: limitWords(approver) }))}
          members={present}
          currency={currency ?? ''}
          name={actions.nameApprover}
          end={actions.endApprover}
        />
        <BuyingRulesForm rules={rules} set={actions.setBuyingRules} />
        <ContactsCard contacts={contacts} members={present} name={actions.nameBillingContact} end={actions.endBillingContact} />
        <AddressCard address={address} keep={actions.keepBillAddress} />
        <Card>
          <CardHead title="Invite somebody" />
          <CardBody>
            <InviteMemberForm organisationId={organisationId} invite={actions.invite} />
          </CardBody>
        </Card>
      </div>
    </>
  )
}
