import type { Metadata } from 'next'
import { RequestForm } from '@/components/engagements/request-form'
import { Callout } from '@/components/ui/callout'
import { Crumbs } from '@/components/ui/crumbs'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { NewRequestQuery } from '@/lib/engagements/input'
import { getCatalogue } from '@/lib/engagements/queries/catalogue'
import { QUOTE_WITHIN_DAYS } from '@/lib/engagements/request'
import { newId } from '@/lib/kernel/ids'
import { formatDate } from '@/lib/kernel/words'
import { endOfBusinessDay } from '@/lib/sla/business-days'
import { guarded } from '@/lib/web/context'
import { readerSupport } from '../../support'
import { ask } from '../actions'

export const metadata: Metadata = { title: 'Ask for a quote' }

export default async function NewRequestPage({ searchParams }: PageProps<'/services/new'>) {
  const { ctx, own, region, zone, now } = await readerSupport()
  const { item, case: reference } = NewRequestQuery.parse(await searchParams)
  const [{ items, notice, currency }, origin] = await guarded(
    Promise.all([getCatalogue(ctx), reference === undefined ? undefined : getRequesterCase(ctx, reference)]),
  )
  const billable = items.filter(({ isIncluded }) => !isIncluded)
  const quoteBy = formatDate(endOfBusinessDay(region.calendar, now, QUOTE_WITHIN_DAYS), zone, now)
  return (
    <>
      <Crumbs trail={[{ label: 'Services', href: '/services' }, { label: 'Ask for a quote' }]} />
      <h1>Ask for a quote</h1>
      <p className="mt-1 text-ink-2">Asking costs nothing and binds you to nothing.</p>
      {origin && (
        <Callout className="mt-4" title={`From case ${origin.reference}, ${origin.subject}`}>
          <p>The request is linked to the case. The case itself goes on as it is, and costs nothing.</p>
        </Callout>
      )}
      <RequestForm
        formKey={newId(now)}
        draftName={`new-request:${ctx.actor.userId}:${origin?.reference ?? ''}`}
        services={billable.map(({ code, name, typical, asks }) => ({
          value: code,
          label: name,
          hint: `${typical}. We ask: ${asks}`,
        }))}
        chosen={billable.some(({ code }) => code === item) ? item! : ''}
        currency={currency ?? ''}
        notice={notice}
        fromCase={origin?.reference}
        steps={[
          `${own.accountManager.name}, your account manager, reads it and may ask you something.`,
          `You get a written quote by ${quoteBy}. No cost so far.`,
          'Somebody of your organisation approves the quote, or declines it.',
          'Only then does the work begin, and never beyond what was approved.',
        ]}
        send={ask}
      />
    </>
  )
}
