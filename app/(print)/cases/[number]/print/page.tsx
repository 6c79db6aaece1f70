import type { Metadata } from 'next'
import { cache } from 'react'
import { CaseSheet } from '@/components/cases/case-sheet'
import { categoryWords, statusWords } from '@/components/cases/case-words'
import { PrintButton } from '@/components/cases/print-button'
import { requesterEntries } from '@/components/cases/sheet-entries'
import { ButtonLink } from '@/components/ui/button'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { formatAbsolute } from '@/lib/kernel/words'
import { getPolicyVersion } from '@/lib/sla/queries'
import { levelOf, type Level } from '@/lib/sla/support-policy'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, portalContext } from '@/lib/web/context'

type Props = { params: Promise<{ number: string }> }

const load = cache(async (reference: string) => {
  const ctx = await portalContext()
  return { ctx, supportCase: await guarded(getRequesterCase(ctx, decodeURIComponent(reference))) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { supportCase } = await load((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}`, robots: { index: false } }
}

export default async function PrintCasePage({ params }: Props) {
  const { ctx, supportCase } = await load((await params).number)
  const { policy } = await guarded(getPolicyVersion(ctx, supportCase.policy.id))
  const { brandName } = await brandOfRequest()
  const { reference, subject, status, severity, category, requester, accountManager, details, openedAt, resolvedAt } = supportCase
  const { timeZone: zone, name, userId } = ctx.actor
  const levelName = (level: Level) => levelOf(policy, level).name
  const reader = { reference, userId, requesterId: requester.id, accountManager, zone, now: ctx.now, levelName }
  return (
    <main id="main" className="sheet-page">
      <nav className="sheet-bar no-print" aria-label="Print">
        <ButtonLink href={`/cases/${reference}`} small>
          Back to the case
        </ButtonLink>
        <PrintButton />
      </nav>
      <CaseSheet
        brand={brandName}
        reference={reference}
        subject={subject}
        zone={zone}
        printed={{ by: name, at: ctx.now }}
        facts={[
          ['Status', statusWords(status, 'requester')],
          ['Level', `L${severity}, ${levelName(severity)}`],
          ['About', categoryWords(category)],
          ['Opened', `${formatAbsolute(openedAt, zone)} by ${requester.name}, ${supportCase.organisationName}`],
          ['Solved', resolvedAt && formatAbsolute(resolvedAt, zone)],
          ['Account manager', accountManager.name],
          ['Site', details.site],
          ['Project', details.project],
          ['Username', details.username],
          ['Browser', details.browser],
        ]}
        entries={requesterEntries(supportCase, reader)}
      />
    </main>
  )
}
