import type { Metadata } from 'next'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { DeskBar } from '@/components/layout/desk-bar'
import { PolicyVersions } from '@/components/sla/policy-versions'
import { PolicyLevels, TargetTable } from '@/components/sla/policy-sections'
import { RegionHours } from '@/components/sla/region-hours'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { getCurrentPolicy, listPublishedPolicies, listRegions } from '@/lib/sla/queries'
import { deskContext, guarded } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Policy' }

export default async function AdminPolicyPage() {
  const ctx = await deskContext()
  const [versions, { policy }, regions] = await guarded(
    Promise.all([listPublishedPolicies(ctx), getCurrentPolicy(ctx), listRegions(ctx)]),
  )
  const { timeZone: zone } = ctx.actor
  return (
    <>
      <DeskBar title="Policy" />
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <p className="max-w-[72ch] text-ink-2">
          What customers are promised now. A version never changes once a case was opened under it; each case keeps the version it
          was opened under.
        </p>
        <Card>
          <CardHead title="Versions" />
          <PolicyVersions versions={versions} zone={zone} now={ctx.now} />
        </Card>
        <section aria-labelledby="targets" className="mt-2 grid gap-2.5">
          <h2 id="targets">Targets</h2>
          <TargetTable policy={policy} />
        </section>
        <section aria-labelledby="levels" className="mt-2 grid gap-2.5">
          <h2 id="levels">Levels</h2>
          <PolicyLevels policy={policy} />
        </section>
        <div className="grid gap-4 lg:grid-cols-3">
          {regions.map((region) => (
            <Card key={region.code}>
              <CardHead title={region.name} />
              <CardBody>
                <RegionHours region={region} zone={zone} now={ctx.now} published={policy.text.businessHours} closures={6} />
              </CardBody>
            </Card>
          ))}
        </div>
      </div>
    </>
  )
}
