// An engagement of the demo (services.md §7, ENG-1): a hundred hours ordered outside the portal, eighty-one of them used, by the same
// commands as people but for the time that is over (time-rows.ts).
import type { TxCtx } from '@/db/context'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { countersignOrder, recordOrder } from '@/lib/engagements/commands/quote-order'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { saveTime } from '@/lib/engagements/commands/time-draft'
import { submitTime } from '@/lib/engagements/commands/time-submit'
import { assignConsultant, planWork } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { QuoteDraft } from '@/lib/engagements/quote-input'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { Acting } from './acting'
import type { Chapter } from './time-rows'

/** What was done up to a day, and when it was approved; the last waits for that. */
const DONE: readonly { approved: number; since: number; chapters: readonly Chapter[] }[] = [
  {
    ...{ since: 28, approved: 20.6 },
    chapters: [
      [26, 870, 'Read the questionnaires of waves 1 to 8 and mapped their labels.'],
      [22, 840, 'Import of wave 1 as a trial, with a list of what differs.'],
      [21, 420, 'Weights of wave 1 checked against the tables of the old tool.'],
    ],
  },
  {
    ...{ since: 20, approved: 12.5 },
    chapters: [
      [18, 480, 'Import of waves 2 to 4.'],
      [15, 420, 'Import of waves 5 to 8.'],
      [13, 570, 'Segment page: filters by wave and region.'],
    ],
  },
  {
    ...{ since: 12, approved: 3.5 },
    chapters: [
      [10, 300, 'Segment page: checked against the September file.'],
      [7, 450, 'Significance letters in the exported tables.'],
      [4, 270, 'Dry run with all waves of this year.'],
    ],
  },
]

/** Orders the work, does it, and approves all of it but what was done last. */
export async function insertWork(
  ctx: TxCtx,
  people: { staff: ReadonlyMap<string, Staff>; customers: ReadonlyMap<string, Customer> },
  now: Instant,
): Promise<void> {
  const as = (actor: Actor, daysAgo: number): TxCtx => {
    const at = addMs(now, -Math.round((daysAgo * DAY_MS) / HOUR_MS) * HOUR_MS)
    return { ...ctx, actor, now: at, requestId: newId(at) }
  }
  const [rina, ingrid, jonty] = [people.staff.get('rina')!, people.staff.get('ingrid')!, people.staff.get('jonty')!]
  const reference = await order(as, { rina, ingrid, mere: people.customers.get('Mere Hollis')! })
  const day = (daysAgo: number) => dayOf(addMs(now, -daysAgo * DAY_MS), 'Pacific/Auckland')
  await assignConsultant(as(rina, 29), {
    ...{ reference, userId: jonty.userId, role: 'consultant', fromOn: day(28), toOn: day(-20) },
    ...{ hoursPerWeek: 12 * 60, leads: true },
  })
  await takeWork(as(jonty, 28), { reference, to: 'active', side: undefined, reason: '' })
  const acting = new Acting(ctx, people, now)
  await acting.join(reference, ['kaito', 'wiremu'], 'rina', 28, 4)
  for (const { since, approved, chapters } of DONE)
    await acting.worked(reference, ['jonty', 'kaito', 'wiremu'], chapters, { since, approved })
  const workedOn = day(1)
  const customerNote = 'Call about the Singapore wave, and a list of what it needs.'
  const internalNote = 'The base differs by 3 from the old tables; asked Rina.'
  await saveTime(as(jonty, 1), { reference, role: 'consultant', workedOn, version: 0, worked: 240, customerNote, internalNote })
  await submitTime(as(jonty, 1), { week: workedOn })
  await planWork(as(jonty, 0.5), { reference, startsOn: day(28), endsOn: day(-20), remaining: 15 * 60 })
}

async function order(
  as: (actor: Actor, daysAgo: number) => TxCtx,
  { rina, ingrid, mere }: { rina: Staff; ingrid: Staff; mere: Customer },
): Promise<string> {
  const asking = as(mere, 36)
  const { reference } = await askForQuote(
    asking,
    AskForQuoteInput.parse({
      ...{ key: newId(asking.now), itemCode: 'CONS', title: 'Tracker migration, phase 2', notice: '1', understood: 'on' },
      goal: 'All waves of this year in one project, with the weights and labels of the old tool.',
    }),
  )
  await changeRequestState(as(rina, 35), { reference, to: 'scoping', reason: '' })
  const quoting = as(rina, 33)
  await newQuoteVersion(quoting, { reference })
  const draft = QuoteDraft.parse({
    ...{ model: 'time_and_materials', isCapped: true, taxCode: 'nz_gst_15', paymentDays: 30, startsOn: '' },
    validUntil: dayOf(addMs(quoting.now, 20 * DAY_MS), 'Pacific/Auckland'),
    scope: 'Mapping, import and checks of eight waves, and a page for the segments.',
    ...{ assumptions: 'You send the questionnaires and the tables of the old tool.', exclusions: 'Waves of other countries.' },
    lines: [
      {
        ...{ kind: 'time', role: 'consultant', unit: 'hour', itemCode: 'CONS', name: 'Consulting', detail: '', qty: '100' },
        ...{ rate: '', discount: '', isOptional: false },
      },
    ],
  })
  await saveQuote(quoting, { reference, revision: 0, draft })
  const step = { reference, version: 1, revision: 1, reason: '' }
  await takeQuote(quoting, { ...step, to: 'internal_review' })
  await takeQuote(as(ingrid, 32), { ...step, to: 'ready' })
  await takeQuote(as(rina, 31), { ...step, to: 'sent' })
  const orderId = await recordOrder(as(rina, 30), {
    ...{ reference, version: 1, orderNumber: 'PO-88412', orderedBy: 'Aroha Tamatea' },
    ...{ note: 'By mail from their own system.', chosen: [], files: [] },
  })
  await countersignOrder(as(ingrid, 29.5), { reference, version: 1, orderId })
  return reference
}
