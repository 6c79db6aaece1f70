import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { EntityForm } from '@/components/billing/entity-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { canIssueBills } from '@/lib/billing/policy'
import { listEntities } from '@/lib/billing/queries/entities'
import { listRegionCodes } from '@/lib/identity/queries/organisations'
import { deskContext, guarded } from '@/lib/web/context'
import { keep } from './actions'

export const metadata: Metadata = { title: 'Who bills' }

/** The company of ours that bills the customers of each region. */
export default async function EntitiesPage() {
  const ctx = await deskContext()
  if (!canIssueBills(ctx.actor)) forbidden()
  const [entities, regions] = await Promise.all([guarded(listEntities(ctx)), guarded(listRegionCodes(ctx))])
  return (
    <>
      <DeskBar title="Who bills" />
      <p className="shift">It stands on what is issued from now on. What was issued keeps what it says.</p>
      <div className="desk-page grid gap-4">
        {regions.map((region) => (
          <EntityForm
            key={region.code}
            region={region}
            entity={entities.find(({ regionCode }) => regionCode === region.code)}
            timeZone={ctx.actor.timeZone}
            keep={keep}
          />
        ))}
      </div>
    </>
  )
}
