import type { Metadata } from 'next'
import { DeflectionTable, FailedLines, SearchTotals } from '@/components/knowledge/search-report'
import { NewSynonyms, Proposals, SynonymList } from '@/components/knowledge/synonyms'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { canWriteArticles } from '@/lib/knowledge/policy'
import { getSearchReport } from '@/lib/knowledge/queries/search-report'
import { REPORT_DAYS, SEARCHES_KEPT_DAYS } from '@/lib/knowledge/search/privacy'
import { deskContext, guarded } from '@/lib/web/context'
import { decideProposal, keepSynonyms, removeSynonyms } from '../actions'

export const metadata: Metadata = { title: 'Searches' }

export default async function SearchesPage() {
  const ctx = await deskContext()
  const report = await guarded(getSearchReport(ctx))
  const mayWrite = canWriteArticles(ctx.actor)
  const none = report.totals.searches === 0 ? 'Nobody has searched yet.' : undefined
  return (
    <>
      <DeskBar title="Searches" />
      <div className="desk-page split">
        <div className="stack">
          <Card>
            <CardHead title={`What readers looked for in the last ${REPORT_DAYS} days`} />
            <CardBody>
              <SearchTotals totals={report.totals} />
              <p className="mt-3 text-sm text-ink-2">
                Every page of results that a reader opened is one search; our own people are not counted. Kept are the words,
                without addresses, long numbers and links, and nothing of who searched. They are forgotten after{' '}
                {SEARCHES_KEPT_DAYS} days.
              </p>
            </CardBody>
          </Card>
          <Card>
            <CardHead title={`Articles beside the form for a new case, last ${REPORT_DAYS} days`} />
            <DeflectionTable counts={report.deflection} />
          </Card>
          <Card>
            <CardHead title="Nothing was found" />
            <FailedLines
              caption="Searches that found nothing"
              lines={report.nothingFound}
              now={ctx.now}
              zone={ctx.actor.timeZone}
              empty={none ?? 'Every search found something.'}
            />
          </Card>
          <Card>
            <CardHead title="Nothing was opened" />
            <FailedLines
              caption="Searches that found something, of which nothing was opened"
              lines={report.nothingOpened}
              now={ctx.now}
              zone={ctx.actor.timeZone}
              empty={none ?? 'After every search that found something an article was opened.'}
            />
          </Card>
        </div>
        <div className="stack">
          <Card>
            <CardHead title="Do these mean the same?" />
            <Proposals proposals={report.proposals} mayWrite={mayWrite} decide={decideProposal} />
          </Card>
          <Card>
            <CardHead title="Words that mean the same" />
            <SynonymList synonyms={report.synonyms} mayWrite={mayWrite} remove={removeSynonyms} />
            {mayWrite && (
              <CardBody>
                <NewSynonyms keep={keepSynonyms} />
              </CardBody>
            )}
          </Card>
        </div>
      </div>
    </>
  )
}
