import type { Metadata } from 'next'
import { RegionHours } from '@/components/sla/region-hours'
import { OpenTag } from '@/components/sla/open-tag'
import { PolicyLevels, PolicyResources, PolicyWords, TargetTable } from '@/components/sla/policy-sections'
import { Disclosure } from '@/components/ui/disclosure'
import { openState } from '@/lib/sla/calendar'
import { getCurrentPolicy } from '@/lib/sla/queries'
import { guarded } from '@/lib/web/context'
import { readerSupport } from '../support'

export const metadata: Metadata = { title: 'Support policy' }

export default async function PolicyPage() {
  const { ctx, region, regions, zone, now } = await readerSupport()
  const { policy, name, version } = await guarded(getCurrentPolicy(ctx))
  const { text } = policy
  return (
    <>
      <h1>Support policy</h1>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
        {name}, version {version}
        <OpenTag state={openState(region.calendar, now)} zone={zone} now={now} />
      </p>
      <p className="mt-5 max-w-[68ch]">{text.introduction}</p>
      <div className="split mt-7">
        <div className="stack !gap-8">
          <section aria-labelledby="levels">
            <h2 id="levels">How we classify requests</h2>
            <p className="mb-3 mt-1 text-ink-2">{text.classification}</p>
            <PolicyLevels policy={policy} />
          </section>
          <section aria-labelledby="targets">
            <h2 id="targets">Expected response time</h2>
            <p className="mb-3 mt-1 text-ink-2">{text.response}</p>
            <TargetTable policy={policy} />
          </section>
          <PolicyWords text={text} />
          <PolicyResources resources={text.resources} />
        </div>
        <aside className="stack" aria-label="Business hours">
          <section className="card card-pad" aria-labelledby="hours">
            <h2 id="hours">Your business hours, in your time</h2>
            <RegionHours region={region} zone={zone} now={now} published={text.businessHours} closures={8} />
          </section>
          {regions
            .filter(({ code }) => code !== region.code)
            .map((other) => (
              <Disclosure key={other.code} summary={other.name} className="card card-pad">
                <RegionHours region={other} zone={zone} now={now} published={text.businessHours} closures={4} />
              </Disclosure>
            ))}
        </aside>
      </div>
    </>
  )
}
