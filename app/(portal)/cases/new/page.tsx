import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { browserName } from '@/components/cases/browser-name'
import { CaseForm } from '@/components/cases/case-form'
import { RefreshAt } from '@/components/live/refresh-at'
import { promisePreviews } from '@/components/sla/target-words'
import { Crumbs } from '@/components/ui/crumbs'
import { Callout } from '@/components/ui/callout'
import { NewCaseQuery } from '@/lib/cases/input'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { levelTable } from '@/lib/cases/severity'
import { getInstallation } from '@/lib/identity/queries/installation'
import { newId } from '@/lib/kernel/ids'
import { getCurrentPolicy } from '@/lib/sla/queries'
import { guarded, identityOfRequest } from '@/lib/web/context'
import { readerSupport } from '../../support'
import { send } from './actions'

export const metadata: Metadata = { title: 'Open a case' }

export default async function NewCasePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { ctx, own, region, zone, now } = await readerSupport()
  const { category, followUpOf, summary } = NewCaseQuery.parse(await searchParams)
  const [{ policy }, { productName }, followed, { person }, agent] = await Promise.all([
    guarded(getCurrentPolicy(ctx)),
    getInstallation(ctx),
    followUpOf === undefined ? undefined : guarded(getRequesterCase(ctx, followUpOf)),
    identityOfRequest(),
    headers(),
  ])
  if (followed && !followed.isFinal) redirect(`/cases/${followed.reference}`)
  const chosen = category ?? followed?.category ?? ''
  return (
    <>
      <Crumbs trail={[{ label: 'Cases', href: '/cases' }, { label: followed ? `Follow-up of ${followed.reference}` : 'New' }]} />
      <h1>Open a case</h1>
      {followed && (
        <Callout className="mt-4" title={`A follow-up of ${followed.reference}, ${followed.subject}`}>
          <p>That case is closed. This one will be linked to it, so you need not say again what stands there.</p>
        </Callout>
      )}
      <RefreshAt now={now} at={null} />
      <CaseForm
        formKey={newId(now)}
        draftName={`new-case:${ctx.actor.userId}:${followed?.reference ?? ''}`}
        start={{
          category: chosen,
          impact: chosen === '' || chosen === 'problem' ? '' : 'none',
          subject: summary,
          username: followed?.details.username ?? person?.email ?? '',
          site: followed?.details.site ?? (own.sites.length === 1 ? own.sites[0]! : ''),
          project: followed?.details.project ?? '',
          browser: browserName(agent.get('user-agent') ?? ''),
        }}
        sites={own.sites}
        productName={productName}
        accountManager={own.accountManager.name}
        previews={promisePreviews(policy, region.calendar, zone, now)}
        levels={levelTable()}
        followUpOf={followed?.reference}
        send={send}
      />
    </>
  )
}
