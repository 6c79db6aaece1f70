import 'server-only'
import { read, type Ctx } from '@/db/context'
import { environment } from '@/lib/kernel/env'
import { NotFound } from '@/lib/kernel/errors'
import { engagementReference } from '../engagement'
import { scheduleFile, type ScheduledEvent } from '../schedule'
import { milestonesOf, workOfRequest } from './work-rows'

/**
 * The days of an engagement and of its milestones as an iCalendar file, for whoever sees it. Throws NotFound, also while nobody has said
 * a day yet.
 */
export async function getSchedule(ctx: Ctx, reference: string): Promise<{ name: string; text: string }> {
  return read(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference)
    const milestones = await milestonesOf(ctx, [work.id])
    const isCancelled = work.state === 'cancelled'
    const about = engagementReference(work.number)
    const [from, to] = [work.startsOn ?? work.endsOn, work.endsOn ?? work.startsOn]
    const events: ScheduledEvent[] = [
      ...(from !== null && to !== null
        ? [{ key: 'work', from, to, title: `${about} ${work.title}`, words: work.organisationName, isCancelled }]
        : []),
      ...milestones.flatMap(({ id, name, dueOn }) =>
        dueOn === null
          ? []
          : [
              {
                key: id,
                from: dueOn,
                to: dueOn,
                title: `${about}: ${name}`,
                words: `${work.title}, ${work.organisationName}`,
                isCancelled,
              },
            ],
      ),
    ]
    if (events.length === 0) throw new NotFound('schedule')
    const { appOrigin: origin } = environment()
    const address = `${origin}${ctx.actor.kind === 'customer' ? '' : '/desk'}/services/${work.requestReference}/engagement`
    return {
      name: `${about.toLowerCase()}.ics`,
      text: scheduleFile({ reference: about, host: new URL(origin).hostname, address, changedAt: work.changedAt, events }),
    }
  })
}
