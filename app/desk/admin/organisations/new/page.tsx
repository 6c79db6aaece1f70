import type { Metadata } from 'next'
import { OrganisationForm } from '@/components/identity/organisation-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { currencies } from '@/lib/identity/currencies'
import { canManageOrganisations } from '@/lib/identity/policy'
import { listRegionCodes } from '@/lib/identity/queries/organisations'
import { listStaff } from '@/lib/identity/queries/people'
import { listPlans } from '@/lib/identity/queries/plans'
import { timeZones } from '@/lib/identity/time-zones'
import { Forbidden } from '@/lib/kernel/errors'
import { deskContext, guarded } from '@/lib/web/context'
import { createOrganisation } from '../actions'

export const metadata: Metadata = { title: 'New organisation' }

export default async function NewOrganisationPage() {
  const ctx = await deskContext()
  const choices = canManageOrganisations(ctx.actor)
    ? Promise.all([listRegionCodes(ctx), listStaff(ctx, 'csm'), listPlans(ctx)])
    : Promise.reject(new Forbidden('admin'))
  const [regions, csms, plans] = await guarded(choices)
  return (
    <>
      <DeskBar title="New organisation" />
      <div className="desk-page grid max-w-[760px] gap-4">
        <Crumbs trail={[{ label: 'Organisations', href: '/desk/admin/organisations' }, { label: 'New organisation' }]} />
        <Card pad>
          <OrganisationForm
            regions={regions}
            csms={csms}
            plans={plans}
            currencies={currencies()}
            timeZones={timeZones(ctx.now)}
            save={createOrganisation}
          />
        </Card>
      </div>
    </>
  )
}
