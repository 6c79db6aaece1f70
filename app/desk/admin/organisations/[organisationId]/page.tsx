import type { Metadata } from 'next'
import { cache } from 'react'
import { MemberTable } from '@/components/identity/member-table'
import { OrganisationForm } from '@/components/identity/organisation-form'
import { OrganisationSignInForm } from '@/components/identity/organisation-sign-in-form'
import { OrganisationState } from '@/components/identity/organisation-state'
import { InviteMemberForm } from '@/components/identity/person-forms'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { Disclosure } from '@/components/ui/disclosure'
import { currencies } from '@/lib/identity/currencies'
import { callbackAddress } from '@/lib/identity/provider'
import { listMembers } from '@/lib/identity/queries/members'
import { findOrganisationSignIn, getOrganisation, listRegionCodes } from '@/lib/identity/queries/organisations'
import { listStaff } from '@/lib/identity/queries/people'
import { listPlans } from '@/lib/identity/queries/plans'
import { timeZones } from '@/lib/identity/time-zones'
import { environment } from '@/lib/kernel/env'
import { deskContext, guarded } from '@/lib/web/context'
import * as actions from '../actions'

const load = cache(async (organisationId: string) => {
  const ctx = await deskContext()
  const signIn = await guarded(findOrganisationSignIn(ctx, organisationId))
  return { ctx, signIn, organisation: await guarded(getOrganisation(ctx, organisationId)) }
})

export async function generateMetadata({ params }: PageProps<'/desk/admin/organisations/[organisationId]'>): Promise<Metadata> {
  return { title: (await load((await params).organisationId)).organisation.name }
}

export default async function OrganisationPage({ params }: PageProps<'/desk/admin/organisations/[organisationId]'>) {
  const { organisationId } = await params
  const { ctx, organisation, signIn } = await load(organisationId)
  const [regions, csms, plans, members] = await guarded(
    Promise.all([listRegionCodes(ctx), listStaff(ctx, 'csm'), listPlans(ctx), listMembers(ctx, organisationId)]),
  )
  return (
    <>
      <DeskBar
        title={organisation.name}
        beside={
          <OrganisationState
            organisation={organisation}
            disable={actions.disableOrganisation}
            enable={actions.enableOrganisation}
          />
        }
      />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Organisations', href: '/desk/admin/organisations' }, { label: organisation.name }]} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Card>
            <CardHead title="Organisation" />
            <CardBody>
              <OrganisationForm
                organisation={organisation}
                regions={regions}
                csms={csms}
                plans={plans}
                currencies={currencies()}
                timeZones={timeZones(ctx.now)}
                save={actions.changeOrganisation}
              />
            </CardBody>
          </Card>
          <div className="grid gap-4">
            <Card>
              <CardHead title="Members" />
              <MemberTable
                organisationId={organisationId}
                members={members}
                linked
                changeRole={actions.changeMemberRole}
                end={actions.endMembership}
              />
              <CardBody>
                <Disclosure summary="Invite a member" open={members.length === 0}>
                  <div className="pt-3">
                    <InviteMemberForm organisationId={organisationId} invite={actions.inviteMember} />
                  </div>
                </Disclosure>
              </CardBody>
            </Card>
            <Card>
              <CardHead title="Company sign-in" />
              <CardBody>
                <OrganisationSignInForm
                  organisationId={organisationId}
                  signIn={signIn}
                  callback={callbackAddress(environment().appOrigin, organisationId)}
                  save={actions.setOrganisationSignIn}
                />
              </CardBody>
            </Card>
          </div>
        </div>
      </div>
    </>
  )
}
