'use client'

import { ActButton } from '@/components/identity/act-form'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card, CardHead } from '@/components/ui/card'
import { Meter } from '@/components/ui/meter'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { BulkCase, BulkReport } from '@/lib/queue/views'
import { foreseenWords } from './bulk-words'

type Acts = { start: FormAction; stop: FormAction; retry: FormAction; putBack: FormAction }

/** An act on many cases on one page: first what will become of each, then how far it is, then what failed and why. */
export function BulkPage({ report, ...acts }: { report: BulkReport } & Acts) {
  if (report.startedAt === null) return <Preview report={report} start={acts.start} />
  return report.finishedAt === null ? <Progress report={report} stop={acts.stop} /> : <Report report={report} {...acts} />
}

function Preview({ report, start }: { report: BulkReport; start: FormAction }) {
  const { act, actId, cases } = report
  const refused = cases.filter(({ foreseen }) => foreseen.kind === 'refused')
  const same = cases.filter(({ foreseen }) => foreseen.kind === 'unchanged')
  const will = cases.filter(({ foreseen }) => foreseen.kind !== 'refused' && foreseen.kind !== 'unchanged')
  return (
    <>
      <p className="text-ink-2">Nothing is done yet. This is what will become of each case, as they stand now.</p>
      {act.kind === 'answer' && (
        <Card>
          <CardHead title="Each customer reads" />
          <p className="px-4 pb-4 whitespace-pre-wrap">{act.body}</p>
        </Card>
      )}
      {act.kind === 'hand_over' && (
        <Card>
          <CardHead title="The next region should first" />
          <p className="px-4 pb-4 whitespace-pre-wrap">{act.nextStep}</p>
        </Card>
      )}
      <div className="flex flex-wrap gap-2">
        {will.length > 0 && (
          <ActButton act={start} fields={{ actId }} variant="primary">
            {`Do it for ${count(will.length, 'case')}`}
          </ActButton>
        )}
        <ButtonLink href="/desk?view=all" small>
          Not now
        </ButtonLink>
      </div>
      <Cases title="Cannot be done" cases={refused} report={report} />
      <Cases title="Will be done" cases={will} report={report} />
      <Cases title="Already so" cases={same} report={report} />
    </>
  )
}

function Progress({ report: { actId, cases }, stop }: { report: BulkReport; stop: FormAction }) {
  const left = cases.filter(({ state }) => state === 'waiting').length
  const done = cases.length - left
  const refused = cases.filter(({ state }) => state === 'refused').length
  return (
    <>
      <p role="status">
        {`${done} of ${count(cases.length, 'case')} done`}
        {refused > 0 && `, of which ${refused} could not be`}. You may leave this page: it goes on, and its report stays here.
      </p>
      <Meter value={done / cases.length} tone="accent" label="Cases done" progress />
      <ActButton act={stop} fields={{ actId }}>
        Stop
      </ActButton>
    </>
  )
}

function Report({ report, retry, putBack }: { report: BulkReport } & Acts) {
  const { act, actId, cases } = report
  const refused = cases.filter(({ state }) => state === 'refused')
  const done = cases.filter(({ state }) => state === 'done')
  return (
    <>
      {refused.length === 0 ? (
        <Callout tone="ok" announce title={cases.length === 1 ? 'The case is done' : `All ${cases.length} cases are done`} />
      ) : (
        <Callout tone="warn" announce title={`${refused.length} of ${count(cases.length, 'case')} could not be done`}>
          Each says why below. What was done stays done.
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        {refused.length > 0 && (
          <ActButton act={retry} fields={{ actId }} variant="primary">
            {`Try the ${count(refused.length, 'case')} again`}
          </ActButton>
        )}
        {act.kind === 'assign' && done.length > 0 && (
          <ActButton act={putBack} fields={{ actId }}>
            Put them back…
          </ActButton>
        )}
        <ButtonLink href="/desk?view=all" small>
          Open the queue
        </ButtonLink>
      </div>
      <Cases title="Could not be done" cases={refused} report={report} />
      <Cases title="Done" cases={done} report={report} />
    </>
  )
}

function Cases({ title, cases, report }: { title: string; cases: readonly BulkCase[]; report: BulkReport }) {
  if (cases.length === 0) return null
  const words = (of: BulkCase) =>
    report.startedAt === null ? foreseenWords(of, report) : (of.refusal ?? (of.state === 'done' ? 'Done' : 'Not yet'))
  return (
    <Card>
      <CardHead title={`${title} · ${cases.length}`} />
      <Table
        caption={title}
        rows={cases}
        rowKey={({ reference }) => reference}
        columns={[
          {
            key: 'case',
            head: 'Case',
            rowHead: true,
            cell: ({ reference, subject, organisationName }) => (
              <div className="min-w-0">
                <TextLink quiet href={`/desk/cases/${reference}`}>
                  {subject}
                </TextLink>
                <span className="block text-sm font-normal text-ink-2">
                  {reference} · {organisationName}
                </span>
              </div>
            ),
          },
          {
            key: 'words',
            head: report.startedAt === null ? 'What will become of it' : 'What became of it',
            words: true,
            cell: words,
          },
        ]}
      />
    </Card>
  )
}
