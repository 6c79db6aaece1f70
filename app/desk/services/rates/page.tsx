import type { Metadata } from 'next'
import { RateCards } from '@/components/engagements/rate-cards'
import { RatesForm } from '@/components/engagements/rates-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { canPublishRates } from '@/lib/engagements/policy'
import { listRateCards, listRateCustomers } from '@/lib/engagements/queries/rates'
import { listRegionCodes } from '@/lib/identity/queries/organisations'
import { dayOf } from '@/lib/kernel/time'
import { deskContext, guarded } from '@/lib/web/context'
import { publish } from './actions'

export const metadata: Metadata = { title: 'Rate cards' }

/** What work costs, by region and currency, from a day on. */
export default async function RatesPage() {
  const ctx = await deskContext()
  const cards = await guarded(listRateCards(ctx))
  const today = dayOf(ctx.now, ctx.actor.timeZone)
  return (
    <>
      <DeskBar title="Rate cards" />
      <p className="shift">What is published is never changed: new rates are a new version from a later day on.</p>
      <div className="desk-page grid gap-4">
        {canPublishRates(ctx.actor) && (
          <RatesForm
            regions={await guarded(listRegionCodes(ctx))}
            customers={await guarded(listRateCustomers(ctx))}
            today={today}
            publish={publish}
          />
        )}
        <RateCards cards={cards} today={today} />
      </div>
    </>
  )
}
