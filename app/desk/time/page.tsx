import type { Metadata } from 'next'
import { SubmitWeek } from '@/components/engagements/submit-week'
import { RunningTimer } from '@/components/engagements/timer'
import { sheetHref, TimeSheetView } from '@/components/engagements/time-sheet'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { getTimeSheet } from '@/lib/engagements/queries/time-sheet'
import { formatWorked } from '@/lib/engagements/time'
import { addDays, daysOfWeek } from '@/lib/engagements/time-sheet'
import { TimeQuery } from '@/lib/engagements/work-input'
import { formatInstant, formatLocalDate } from '@/lib/kernel/words'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Time' }

/** One's own week, the present one unless the address names another. */
export default async function TimePage({ searchParams }: PageProps<'/desk/time'>) {
  const ctx = await deskContext()
  const { week, cell } = await searchInput(TimeQuery, searchParams)
  const sheet = await guarded(getTimeSheet(ctx, week))
  const isPresent = sheet.week === daysOfWeek(sheet.today)[0]
  return (
    <>
      <DeskBar
        title="Time"
        beside={
          <span className="flex flex-wrap items-center gap-2">
            <ButtonLink href={sheetHref(addDays(sheet.week, -7))} small aria-label="Week before">
              ‹
            </ButtonLink>
            <b className="num">
              {formatLocalDate(sheet.days[0]!, Number(sheet.days[6]!.slice(0, 4)))} to {formatLocalDate(sheet.days[6]!)}
            </b>
            <ButtonLink href={sheetHref(addDays(sheet.week, 7))} small aria-label="Week after">
              ›
            </ButtonLink>
            {!isPresent && <TextLink href="/desk/time">This week</TextLink>}
          </span>
        }
      >
        {sheet.toApprove > 0 && (
          <ButtonLink href="/desk/time/approve" small>
            Approve <span className="num">{sheet.toApprove}</span>
          </ButtonLink>
        )}
        {sheet.draftMinutes > 0 && (
          <SubmitWeek
            week={sheet.week}
            label={`Submit ${formatWorked(sheet.draftMinutes)} for approval`}
            submit={actions.submit}
          />
        )}
      </DeskBar>
      {sheet.openWeeks.length > 0 && (
        <p className="shift num">
          Not submitted yet:{' '}
          {sheet.openWeeks.map((open) => (
            <TextLink key={open} href={sheetHref(open)} className="mr-2">
              week of {formatLocalDate(open)}
            </TextLink>
          ))}
        </p>
      )}
      <div className="desk-page grid gap-4">
        {sheet.timer && (
          <RunningTimer
            words={`The timer of ${sheet.timer.reference}, “${sheet.timer.title}”, runs since ${formatInstant(sheet.timer.startedAt, ctx.actor.timeZone, ctx.now)}.`}
            stop={actions.stop}
          />
        )}
        <TimeSheetView sheet={sheet} open={cell} actions={actions} />
      </div>
    </>
  )
}
