import type { Metadata } from 'next'
import { CatalogueCards, WhatCosts } from '@/components/engagements/catalogue'
import { OwnHoursCard } from '@/components/engagements/hours'
import { RequestList } from '@/components/engagements/request-list'
import { Card, CardHead } from '@/components/ui/card'
import { ButtonLink } from '@/components/ui/button'
import { seesOwnBills } from '@/lib/billing/queries/own-bills'
import { getCatalogue } from '@/lib/engagements/queries/catalogue'
import { listOwnHours } from '@/lib/engagements/queries/hours'
import { listOwnRequests } from '@/lib/engagements/queries/requests'
import { guarded, portalContext } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Services' }

/** What is included and what is billed, before anything else; what was asked; what can be asked for. */
export default async function ServicesPage() {
  const ctx = await portalContext()
  const [{ items }, requests, seesBills, hours] = await guarded(
    Promise.all([getCatalogue(ctx), listOwnRequests(ctx), seesOwnBills(ctx), listOwnHours(ctx)]),
  )
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>Services</h1>
        {seesBills && (
          <ButtonLink href="/services/invoices" small>
            Invoices
          </ButtonLink>
        )}
      </div>
      <p className="mt-1 mb-5 text-ink-2">
        Support is included. What goes beyond it is quoted first, and nothing is charged before your organisation approves.
      </p>
      <div className="grid gap-6">
        <WhatCosts />
        <OwnHoursCard hours={hours} />
        {requests.length > 0 && (
          <Card aria-labelledby="requests">
            <CardHead id="requests" title={ctx.actor.isAdministrator ? 'Your organisation’s requests' : 'Your requests'} />
            <RequestList requests={requests} zone={ctx.actor.timeZone} now={ctx.now} />
          </Card>
        )}
        <section aria-labelledby="catalogue">
          <h2 id="catalogue" className="mb-3">
            What we can do for you
          </h2>
          <CatalogueCards items={items} />
        </section>
      </div>
    </>
  )
}
