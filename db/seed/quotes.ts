// Rate cards of the demo (services.md §7), and a quote that waits for approval in its second version, by the same commands as people.
import type { TxCtx } from '@/db/context'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { publishRates } from '@/lib/engagements/commands/rates'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { QuoteDraft } from '@/lib/engagements/quote-input'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf, HOUR_MS, type Instant } from '@/lib/kernel/time'

/** Region, currency, and what a consultant and a senior one cost an hour, a trainer a half-day. */
const CARDS = [
  ['APAC', 'NZD', '240.00', '280.00', '1,100.00'],
  ['APAC', 'AUD', '225.00', '265.00', '1,050.00'],
  ['APAC', 'JPY', '18,000', '21,000', '80,000'],
  ['APAC', 'USD', '150.00', '180.00', '720.00'],
  ['EMEA', 'GBP', '130.00', '155.00', '620.00'],
  ['EMEA', 'EUR', '150.00', '175.00', '700.00'],
  ['EMEA', 'USD', '150.00', '180.00', '720.00'],
  ['AMER', 'USD', '160.00', '190.00', '760.00'],
] as const

const WORKSHOP = {
  ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', paymentDays: 30, startsOn: undefined },
  scope:
    'Two days at your office in Tāmaki Makaurau, with up to twelve people and one trainer.\n\nAt the end every analyst has built the quarterly charts of your own tracker without help.',
  assumptions: 'You bring a room, a screen, and a project in which everybody may edit.',
  exclusions: 'Changes to the data of the tracker.',
} as const
const line = (of: Partial<QuoteDraft['lines'][number]>) => ({
  ...{ kind: 'fixed', unit: 'piece', name: '', detail: '', qty: '1', rate: '', discount: '', isOptional: false },
  ...of,
})
const DAYS = line({ kind: 'time', role: 'trainer', unit: 'half_day', itemCode: 'WORKSHOP', name: 'Workshop, on site', qty: '4' })
const PREPARATION = line({ kind: 'time', role: 'consultant', unit: 'hour', name: 'Preparation', qty: '6' })

/** What a rate is raised by from the next version on: 4 %. */
const raised = (amount: string): string => (Number(amount.replaceAll(',', '')) * 1.04).toFixed(amount.includes('.') ? 2 : 0)

/** Publishes what work costs, as the services lead a year ago, and what it costs from forty days from now on. */
export async function insertRateCards(ctx: TxCtx, staff: ReadonlyMap<string, Staff>, now: Instant): Promise<void> {
  const at = addMs(now, -365 * DAY_MS)
  const acting = { ...ctx, actor: staff.get('ingrid')!, now: at, requestId: newId(at) }
  const lately = addMs(now, -10 * DAY_MS)
  const next = { ...acting, now: lately, requestId: newId(lately) }
  for (const [regionCode, currency, consultant, senior, trainer] of CARDS) {
    await publishRates(acting, {
      ...{ regionCode, currency, effectiveFrom: dayOf(at, 'UTC') },
      ...{ 'consultant.hour': consultant, 'senior_consultant.hour': senior, 'trainer.half_day': trainer },
    })
    await publishRates(next, {
      ...{ regionCode, currency, effectiveFrom: dayOf(addMs(now, 40 * DAY_MS), 'UTC') },
      ...{ 'consultant.hour': raised(consultant), 'senior_consultant.hour': raised(senior) },
      'trainer.half_day': raised(trainer),
    })
  }
}

/** A workshop: asked for, quoted, questioned, and quoted again without the travel. */
export async function insertQuotes(
  ctx: TxCtx,
  people: { staff: ReadonlyMap<string, Staff>; customers: ReadonlyMap<string, Customer> },
  now: Instant,
): Promise<void> {
  const as = (actor: Actor, daysAgo: number): TxCtx => {
    const at = addMs(now, -Math.round((daysAgo * DAY_MS) / HOUR_MS) * HOUR_MS)
    return { ...ctx, actor, now: at, requestId: newId(at) }
  }
  const [mere, rina] = [people.customers.get('Mere Hollis')!, people.staff.get('rina')!]
  const asking = as(mere, 9)
  const { reference } = await askForQuote(
    asking,
    AskForQuoteInput.parse({
      ...{ key: newId(asking.now), itemCode: 'WORKSHOP', title: 'Two-day workshop on our tracker', budget: '8,000', notice: '1' },
      ...{ goal: 'Twelve analysts should build the quarterly charts themselves.', understood: 'on' },
    }),
  )
  await changeRequestState(as(rina, 8), { reference, to: 'scoping', reason: '' })
  const validUntil = dayOf(addMs(now, 20 * DAY_MS), 'Pacific/Auckland')
  const quote = async (daysAgo: number, version: number, lines: readonly object[]) => {
    const acting = as(rina, daysAgo)
    await newQuoteVersion(acting, { reference })
    const draft = QuoteDraft.parse({ ...WORKSHOP, validUntil, lines })
    await saveQuote(acting, { reference, revision: 0, draft })
    await takeQuote(acting, { reference, version, revision: 1, to: 'sent', reason: '' })
  }
  const travel = line({ kind: 'expense', name: 'Travel', detail: 'Christchurch to Auckland and back', rate: '900' })
  await quote(6, 1, [
    { ...DAYS, detail: '2 days, up to 12 people' },
    { ...PREPARATION, detail: 'Your own tracker as the exercise' },
    travel,
  ])
  await writeOnRequest(as(mere, 5), {
    ...{ key: newId(asking.now), reference, body: 'Is there nobody in Auckland? We would rather not pay for the travel.' },
  })
  await quote(3, 2, [
    { ...DAYS, detail: '2 days, up to 12 people' },
    { ...PREPARATION, detail: 'Your own tracker as the exercise' },
    line({ kind: 'included', name: 'Travel', detail: 'A trainer who lives in Auckland' }),
    line({ name: 'A recording of both days', detail: 'For those who cannot come', rate: '450', isOptional: true }),
  ])
}
