import type { Metadata } from 'next'
import { cache } from 'react'
import { PersonForm, RegionLeadForm, StaffRolesForm } from '@/components/identity/person-forms'
import { PersonState } from '@/components/identity/person-table'
import { PersonAside } from '@/components/identity/person-aside'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { TextLink } from '@/components/ui/text-link'
import { listRegionCodes } from '@/lib/identity/queries/organisations'
import { getPerson } from '@/lib/identity/queries/people'
import { timeZones } from '@/lib/identity/time-zones'
import { deskContext, guarded } from '@/lib/web/context'
import * as actions from '../actions'

const load = cache(async (personId: string) => {
  const ctx = await deskContext()
  return { ctx, person: await guarded(getPerson(ctx, personId)) }
})

export async function generateMetadata({ params }: PageProps<'/desk/admin/people/[personId]'>): Promise<Metadata> {
  return { title: (await load((await params).personId)).person.name }
}

export default async function PersonPage({ params }: PageProps<'/desk/admin/people/[personId]'>) {
  const { ctx, person } = await load((await params).personId)
  const regions = await guarded(listRegionCodes(ctx))
  return (
    <>
      <DeskBar title={person.name} beside={<PersonState person={person} />} />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'People', href: '/desk/admin/people' }, { label: person.name }]} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_360px]">
          <div className="grid gap-4">
            <Card>
              <CardHead title="Person" />
              <CardBody>
                <PersonForm person={person} timeZones={timeZones(ctx.now)} change={actions.changePerson} />
              </CardBody>
            </Card>
            <Card>
              <CardHead title="On our side" />
              <CardBody>
                <StaffRolesForm
                  userId={person.userId}
                  roles={person.staffRoles}
                  regionCode={person.regionCode}
                  regions={regions}
                  change={actions.changeStaffRoles}
                />
              </CardBody>
            </Card>
            {person.staffRoles.length > 0 && (
              <Card>
                <CardHead title="Shifts">
                  <TextLink href={`/desk/shifts/${person.userId}`}>Working hours and leave</TextLink>
                </CardHead>
                <CardBody>
                  <RegionLeadForm userId={person.userId} leads={person.leadsRegion} set={actions.setRegionLead} />
                </CardBody>
              </Card>
            )}
          </div>
          <PersonAside
            person={person}
            zone={ctx.actor.timeZone}
            now={ctx.now}
            resend={actions.resendInvitation}
            disable={actions.disableUser}
            enable={actions.enableUser}
            signOut={actions.signOutPerson}
          />
        </div>
      </div>
    </>
  )
}
