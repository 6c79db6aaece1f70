import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { CaseSheet } from '@/components/cases/case-sheet'
import { categoryWords, statusWords } from '@/components/cases/case-words'
import { PrintButton } from '@/components/cases/print-button'
import { deskEntries } from '@/components/cases/sheet-entries'
import { ButtonLink } from '@/components/ui/button'
import { getDeskCase } from '@/lib/cases/queries/case'
import { formatAbsolute } from '@/lib/kernel/words'
import { brandOfRequest } from '@/lib/web/brand'
import { deskContext, guarded } from '@/lib/web/context'

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ notes?: unknown }> }

const load = cache(async (reference: string) => guarded(getDeskCase(await deskContext(), decodeURIComponent(reference))))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const supportCase = await load((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}`, robots: { index: false } }
}

/** Without internal notes unless they are asked for: what lies on a printer is read by whoever comes by. */
export default async function PrintDeskCasePage({ params, searchParams }: Props) {
  const ctx = await deskContext()
  const supportCase = await load((await params).number)
  if (supportCase.mergedInto !== null) redirect(`/desk/cases/${supportCase.mergedInto}/print`)
  const withNotes = (await searchParams).notes === 'with'
  const { brandName } = await brandOfRequest()
  const { reference, subject, status, severity, levelName, category, requester, assignee, accountManager, details } = supportCase
  const { timeZone: zone, name } = ctx.actor
  const here = `/desk/cases/${reference}`
  return (
    <main id="main" className="sheet-page">
      <nav className="sheet-bar no-print" aria-label="Print">
        <ButtonLink href={here} small>
          Back to the case
        </ButtonLink>
        <ButtonLink href={withNotes ? `${here}/print` : `${here}/print?notes=with`} small>
          {withNotes ? 'Leave the internal notes out' : 'With internal notes'}
        </ButtonLink>
        <PrintButton />
      </nav>
      <CaseSheet
        brand={brandName}
        reference={reference}
        subject={subject}
        isInternal={withNotes}
        zone={zone}
        printed={{ by: name, at: ctx.now }}
        facts={[
          ['Status', statusWords(status, 'desk')],
          ['Level', `L${severity}, ${levelName}`],
          ['About', categoryWords(category)],
          ['Organisation', supportCase.organisationName],
          ['Opened', `${formatAbsolute(supportCase.openedAt, zone)} by ${requester.name}`],
          ['Resolved', supportCase.resolvedAt && formatAbsolute(supportCase.resolvedAt, zone)],
          ['Assignee', assignee?.name],
          ['CSM', accountManager.name],
          ['Site', details.site],
          ['Project', details.project],
          ['Username', details.username],
          ['Browser', details.browser],
        ]}
        entries={deskEntries(supportCase, withNotes, zone, ctx.now)}
      />
    </main>
  )
}
