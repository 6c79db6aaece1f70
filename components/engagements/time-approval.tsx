import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import { formatWorked } from '@/lib/engagements/time'
import type { DeskTimeView, TimeToApprove } from '@/lib/engagements/work-views'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatLocalDate } from '@/lib/kernel/words'
import { BurnBar } from './burn-card'
import { ApproveTimeForm } from './approve-time-form'
import { aboutTime, DeskTimeWords } from './desk-work'
import { DecisionDialog, GiveDialog } from './time-dialogs'
import { BilledTime } from './work-parts'
import { CLASS_WORDS } from './work-words'

/** What waits for the reader's approval, an engagement at a time: all that is ticked is approved at once. */
export function TimeApproval({
  waiting,
  actions,
}: {
  waiting: readonly TimeToApprove[]
  actions: { decide: FormAction; give: FormAction }
}) {
  if (waiting.length === 0)
    return (
      <EmptyState title="No time waits for you">Time of engagements that you lead stands here once it is submitted.</EmptyState>
    )
  return (
    <div className="grid gap-4">
      {waiting.map((work) => (
        <WorkToApprove key={work.reference} work={work} actions={actions} />
      ))}
    </div>
  )
}

function WorkToApprove({ work, actions }: { work: TimeToApprove; actions: { decide: FormAction; give: FormAction } }) {
  const { reference, requestReference, title, organisationName, burn, time } = work
  const form = `approve-${reference}`
  return (
    <Card aria-labelledby={`of-${reference}`}>
      <CardHead
        id={`of-${reference}`}
        title={
          <TextLink quiet href={`/desk/services/${requestReference}/engagement`}>
            {reference} {organisationName}
          </TextLink>
        }
      >
        <span className="text-sm text-ink-2">{title}</span>
      </CardHead>
      <div className="card-pad">
        <BurnBar burn={burn} />
      </div>
      <table className="tbl tbl-stack num">
        <caption className="sr-only">Time of {reference} that waits for approval</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">What was done</th>
            <th scope="col" className="end">
              Worked
            </th>
            <th scope="col" className="end">
              Billed
            </th>
            <th scope="col">Counts as</th>
          </tr>
        </thead>
        <tbody>
          {time.map((entry) => (
            <tr key={entry.id}>
              <td data-label="Day" className="whitespace-nowrap">
                {entry.splitFrom === null ? <Tick entry={entry} form={form} /> : formatLocalDate(entry.workedOn)}
              </td>
              <th scope="row">
                <DeskTimeWords entry={entry} />
              </th>
              <td data-label="Worked" className="end">
                {entry.splitFrom === null ? formatWorked(entry.workedMinutes) : '–'}
              </td>
              <td data-label="Billed" className="end">
                <BilledTime entry={entry} />
              </td>
              <td data-label="Counts as">
                <div>
                  {CLASS_WORDS[entry.timeClass]}
                  <span className="flex flex-wrap">
                    {entry.mayBecome.includes('rejected') && (
                      <DecisionDialog entryId={entry.id} to="rejected" about={aboutTime(entry)} decide={actions.decide} />
                    )}
                    {entry.mayGive && entry.timeClass !== 'goodwill' && (
                      <GiveDialog entryId={entry.id} about={aboutTime(entry)} give={actions.give} />
                    )}
                  </span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="card-pad">
        <ApproveTimeForm id={form} label={`Approve what is ticked of ${reference}`} decide={actions.decide} />
      </div>
    </Card>
  )
}

function Tick({ entry, form }: { entry: DeskTimeView; form: string }) {
  return (
    <label className="check">
      <input type="checkbox" name="entryId" value={entry.id} form={form} defaultChecked />
      <span>{formatLocalDate(entry.workedOn)}</span>
    </label>
  )
}
