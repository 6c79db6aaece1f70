// The engagements of the demo after the first one, and a quote in each state (services.md §7). They are ordered one after the other, so
// that their numbers are those of the design; what happened to them since is told in the order of time.
import type { TxCtx } from '@/db/context'
import { creditInvoice, voidInvoice } from '@/lib/billing/commands/credit'
import { recordPayment } from '@/lib/billing/commands/payment'
import { livePartsOf } from '@/lib/billing/queries/invoice-rows'
import { askForChange } from '@/lib/engagements/commands/change'
import { takeMilestone } from '@/lib/engagements/commands/milestones'
import { openOnboarding } from '@/lib/engagements/commands/onboarding'
import { expireQuotes, declineQuote, undoAcceptance } from '@/lib/engagements/commands/quote-end'
import { countersignOrder, recordOrder } from '@/lib/engagements/commands/quote-order'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { assignConsultant, planWork } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs, type Instant } from '@/lib/kernel/time'
import { SEED_ORGANISATIONS } from './people'
import { Acting, hours, line, type People } from './acting'

type Step = readonly [daysAgo: number, run: () => Promise<unknown>]

/** Orders ENG-2 to ENG-12, tells what happened to each, and quotes what became no engagement. */
export async function insertEngagements(ctx: TxCtx, people: People, now: Instant): Promise<void> {
  const acting = new Acting(ctx, people, now)
  const steps: Step[] = []
  for (const tell of [
    banksia,
    hoshikawa,
    saguaro,
    foxglove,
    sondalys,
    prairie,
    merlion,
    karoo,
    tuiwhenua,
    banksiaRests,
    fjordvane,
  ])
    steps.push(...(await tell(acting)))
  steps.push(...(await quotes(acting)))
  for (const [, run] of steps.toSorted(([a], [b]) => b - a)) await run()
}

/** ENG-2: half of the budget has just been used. */
async function banksia(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Priya Navendra', csm: 'rina', daysAgo: 50, zone: 'Australia/Sydney', title: 'Crosstabs of the shopper panel' },
    ...{ goal: 'All crosstabs of the shopper panel as dashboards, with significance letters.', model: 'time_and_materials' },
    ...{ taxCode: 'zero_rated_export', lines: [hours('64')] },
  })
  return [
    [47, () => acting.begin(reference, 'jonty', 'rina', 47)],
    [
      2,
      () =>
        acting.worked(reference, 'jonty', [
          [45, 300, 'Listed the crosstabs and who reads them.'],
          [38, 300, 'Built the page of households.'],
          [31, 300, 'Built the page of brands.'],
          [24, 300, 'Significance letters on both pages.'],
          [17, 300, 'Filters by state and by wave.'],
          [10, 300, 'Checked against the printed tables.'],
          [3, 135, 'Call with Priya about the page of stores.'],
        ]),
    ],
  ]
}

/** ENG-3: a training at a fixed price in yen, accepted, paid and closed. */
async function hoshikawa(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{
      by: 'Kenta Arisugawa',
      csm: 'rina',
      daysAgo: 40,
      zone: 'Asia/Tokyo',
      title: 'ダッシュボード研修',
      itemCode: 'TRAIN-ONSITE',
    },
    ...{
      goal: '研修: five analysts build the panel’s monthly dashboard themselves.',
      model: 'fixed',
      taxCode: 'zero_rated_export',
    },
    lines: [hours('12.5', { name: 'Training and preparation / 研修と準備', itemCode: 'TRAIN-ONSITE' })],
  })
  return [
    [36, () => acting.begin(reference, 'jonty', 'rina', 36)],
    [16, () => milestone(acting, reference, 0, 'delivered', acting.staff('jonty', 16))],
    [14, () => milestone(acting, reference, 0, 'accepted', acting.customer('Kenta Arisugawa', 14))],
    [
      9,
      async () => {
        const invoiceId = await acting.invoice(reference, 9)
        await pay(acting, invoiceId, '225,000', 4)
        await take(acting, reference, 'delivered', 'jonty', 8.5)
        await take(acting, reference, 'closed', 'rina', 3)
      },
    ],
  ]
}

/** ENG-4: an hour and a half past the budget, and a change that waits for the customer. */
async function saguaro(acting: Acting): Promise<Step[]> {
  const of = { csm: 'tobin', zone: 'America/Phoenix', model: 'time_and_materials', taxCode: 'no_tax_collected' } as const
  const reference = await acting.ordered({
    ...{ ...of, by: 'Wade Tillotson', daysAgo: 60, title: 'Segmentation of the loyalty panel', lines: [hours('50')] },
    goal: 'A segmentation of the loyalty panel, its typing tool, and a page for each segment.',
  })
  const done = [56, 50, 44, 38, 32, 26, 20].map(
    (daysAgo, at) => [daysAgo, 420, `Segmentation, step ${at + 1} of the plan, with notes on the page.`] as const,
  )
  return [
    [58, () => acting.begin(reference, 'rafael', 'tobin', 58)],
    [4, () => acting.worked(reference, 'rafael', [...done, [5, 150, 'Typing tool: mended for answers that are missing.']])],
    [
      2,
      async () => {
        const asking = acting.staff('tobin', 2)
        const words = {
          reason: 'estimate_wrong',
          title: 'Twenty hours more',
          goal: 'The typing tool takes longer than estimated.',
        } as const
        const change = await askForChange(asking, { ...words, reference, key: newId(asking.now) })
        const terms = { paymentDays: 30, validFor: 20, scope: 'The typing tool, to its end.', lines: [hours('20')] }
        await acting.quote(change.reference, { ...of, ...terms, daysAgo: 1.9 })
        await acting.send(change.reference, 'tobin', 1.8)
      },
    ],
  ]
}

/** ENG-5: billed, partly credited, two of three hours billed again; the first invoice is overdue. */
async function foxglove(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Dafydd Penhale', csm: 'tobin', daysAgo: 80, zone: 'Europe/London', title: 'Fieldwork monitor', paymentDays: 14 },
    ...{ goal: 'A page that shows the progress of fieldwork by region every morning.', model: 'time_and_materials' },
    ...{ taxCode: 'uk_vat_20', lines: [hours('20')] },
  })
  let invoiceId = ''
  return [
    [77, () => acting.begin(reference, 'callum', 'tobin', 77)],
    [
      54,
      () =>
        acting.worked(reference, 'callum', [
          [75, 420, 'Read the layout of the fieldwork file and agreed on the page.'],
          [70, 420, 'Built the page by region.'],
          [65, 180, 'Alerts for regions that fall behind.'],
          [60, 120, 'Checked against the field agency’s own count.'],
          [55, 60, 'Call about the night shift of the field agency.'],
        ]),
    ],
    [48, async () => void (invoiceId = await acting.invoice(reference, 48))],
    [
      12,
      async () => {
        const noting = acting.staff('odile', 12)
        const parts = await livePartsOf(noting, { id: invoiceId, currency: 'GBP' })
        const id = (minutes: number) => parts.find((part) => part.minutes === minutes)!.id
        await creditInvoice(noting, {
          ...{ invoiceId, reason: 'The check was longer than it had to be, and the call was ours to make.' },
          part: [
            { allocationId: id(120), fate: 'bill_again' },
            { allocationId: id(60), fate: 'write_off' },
          ],
        })
      },
    ],
    [11, () => acting.invoice(reference, 11)],
    [10, () => take(acting, reference, 'delivered', 'callum', 10)],
  ]
}

/** ENG-6: a fixed price in three milestones: one billed, one waits for its acceptance, one is to come. */
async function sondalys(acting: Acting): Promise<Step[]> {
  const part = (name: string, rate: string) => line({ itemCode: 'CONS', name, rate })
  const reference = await acting.ordered({
    ...{ by: 'Bastien Corvoisier', csm: 'tobin', daysAgo: 70, zone: 'Europe/Paris', title: 'Barometer of the regions' },
    ...{ goal: 'A barometer with thirteen regions, its story, and a handbook.', model: 'fixed', taxCode: 'reverse_charge' },
    lines: [part('Model and data', '4,500'), part('Dashboards and story', '9,000'), part('Handbook and training', '4,500')],
  })
  return [
    [66, () => acting.begin(reference, 'callum', 'tobin', 66)],
    [30, () => milestone(acting, reference, 0, 'delivered', acting.staff('callum', 30))],
    [25, () => milestone(acting, reference, 0, 'accepted', acting.customer('Bastien Corvoisier', 25))],
    [20, () => acting.invoice(reference, 20)],
    [3, () => milestone(acting, reference, 1, 'delivered', acting.staff('callum', 3))],
  ]
}

/** ENG-7: prepaid hours, thirty-three of forty drawn; the rest lapses in twenty-four days. */
async function prairie(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{
      by: 'Marcus Ellery',
      csm: 'tobin',
      daysAgo: 341.9,
      zone: 'America/Chicago',
      title: 'Forty hours of consulting',
      itemCode: 'RETAIN',
    },
    ...{ goal: 'Consulting on what our clients ask for during the year.', model: 'retainer', taxCode: 'no_tax_collected' },
    lines: [hours('40', { itemCode: 'RETAIN', name: 'Consulting, prepaid' })],
  })
  return [
    [
      340,
      async () => {
        const invoiceId = await acting.invoice(reference, 340)
        await pay(acting, invoiceId, '6,400', 330)
        await acting.begin(reference, 'rafael', 'tobin', 329)
      },
    ],
    [
      19,
      () =>
        acting.worked(reference, 'rafael', [
          [310, 360, 'Weighted the spring wave for the retail client.'],
          [250, 300, 'Crosstabs for the retail client.'],
          [200, 300, 'A page for the board of the dairy client.'],
          [150, 300, 'Open answers of the summer wave, coded.'],
          [100, 240, 'A page for the press.'],
          [60, 240, 'Autumn wave: weights and checks.'],
          [20, 240, 'Autumn wave: crosstabs.'],
        ]),
    ],
  ]
}

/** ENG-8: day 20 of 90 of an onboarding. */
async function merlion(acting: Acting): Promise<Step[]> {
  const reference = await onboarding(acting, 'merlion', { csm: 'rina', who: 'jonty', opened: 19, hours: 24 })
  return [
    [19, () => take(acting, reference, 'active', 'jonty', 18.9)],
    [
      1,
      () =>
        acting.worked(reference, 'jonty', [
          [16, 240, 'First project: imported the wave of October together.'],
          [9, 240, 'Weights, and a page for the team.'],
          [2, 210, 'Users, rights and the export of tables.'],
        ]),
    ],
  ]
}

/** ENG-9: an onboarding that ended yesterday. Its last entry crossed the hours; what was past them was not billed. */
async function karoo(acting: Acting): Promise<Step[]> {
  const reference = await onboarding(acting, 'karoo', { csm: 'tobin', who: 'callum', opened: 90, hours: 24 })
  return [
    [90, () => take(acting, reference, 'active', 'callum', 89.9)],
    [
      1.8,
      async () => {
        const done = [85, 78, 70, 60, 45].map(
          (daysAgo, at) => [daysAgo, 240, `Onboarding, session ${at + 1}: worked on your first project together.`] as const,
        )
        const last = [3, 90, 'Began the funnel charts; the rest of them is beyond the onboarding.'] as const
        await acting.worked(reference, 'callum', [...done, [30, 210, 'Rights of the field team.'], last])
        const writing = acting.staff('ingrid', 1.5)
        const { time } = await getEngagement(writing, reference)
        const past = time.filter(({ timeClass }) => timeClass === 'overrun').map(({ id }) => id)
        const reason = 'Beyond the onboarding: the customer has asked for a quote.'
        await decideTime(writing, { entryId: past, to: 'written_off', reason })
      },
    ],
    [1, () => take(acting, reference, 'delivered', 'callum', 1)],
    [0.5, () => take(acting, reference, 'closed', 'tobin', 0.5)],
  ]
}

/** ENG-10: a workshop that is planned, with its travel; an option was not taken. */
async function tuiwhenua(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{
      by: 'Mere Hollis',
      csm: 'rina',
      daysAgo: 12,
      zone: 'Pacific/Auckland',
      title: 'Workshop: stories for the board',
      itemCode: 'WORKSHOP',
    },
    ...{ goal: 'Two half-days in Auckland with eight people.', model: 'fixed', taxCode: 'nz_gst_15' },
    lines: [
      hours('2', { role: 'trainer', unit: 'half_day', itemCode: 'WORKSHOP', name: 'Workshop, on site' }),
      line({ kind: 'expense', name: 'Travel', detail: 'Christchurch to Auckland and back', rate: '900' }),
      line({ name: 'A recording of both half-days', rate: '450', isOptional: true }),
    ],
  })
  const userId = acting.people.staff.get('jonty')!.userId
  const zone = 'Pacific/Auckland'
  return [
    [
      10,
      async () => {
        const of = {
          role: 'trainer',
          fromOn: acting.day(-16, zone),
          toOn: acting.day(-17, zone),
          hoursPerWeek: 480,
          leads: true,
        } as const
        await assignConsultant(acting.staff('rina', 10), { reference, userId, ...of })
        const dates = { startsOn: acting.day(-16, zone), endsOn: acting.day(-17, zone), remaining: undefined }
        await planWork(acting.staff('jonty', 10), { reference, ...dates })
      },
    ],
  ]
}

/** ENG-11: rests on the customer's side. */
async function banksiaRests(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Tamsin Orrell', csm: 'rina', daysAgo: 35, zone: 'Australia/Sydney', title: 'Open answers of the café survey' },
    ...{ goal: 'A code frame for the open answers, and the coding of two waves.', model: 'time_and_materials' },
    ...{ taxCode: 'zero_rated_export', lines: [hours('20')] },
  })
  const reason = 'The second wave goes into the field two weeks later.'
  return [
    [32, () => acting.begin(reference, 'jonty', 'rina', 32)],
    [27.5, () => acting.worked(reference, 'jonty', [[28, 240, 'A first code frame from two hundred answers.']])],
    [15, () => takeWork(acting.staff('rina', 15), { reference, to: 'on_hold', side: 'customer', reason })],
  ]
}

/** ENG-12: billed in error, void, and cancelled. */
async function fjordvane(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Liv Haugstein', csm: 'tobin', daysAgo: 30, zone: 'Europe/Oslo', title: 'Maps of the spring wave' },
    ...{ goal: 'Maps by municipality for the spring wave.', model: 'time_and_materials', taxCode: 'reverse_charge' },
    lines: [hours('10')],
  })
  return [
    [27, () => acting.begin(reference, 'callum', 'tobin', 27)],
    [24.5, () => acting.worked(reference, 'callum', [[25, 240, 'Looked for the boundaries of the municipalities.']])],
    [
      15,
      async () => {
        const invoiceId = await acting.invoice(reference, 15)
        await voidInvoice(acting.staff('odile', 14), { invoiceId, reason: 'Billed in error: the wave was cancelled.' })
        const writing = acting.staff('ingrid', 13)
        const { time } = await getEngagement(writing, reference)
        const reason = 'The wave was cancelled.'
        await decideTime(writing, { entryId: time.map(({ id }) => id), to: 'written_off', reason })
        await take(acting, reference, 'cancelled', 'ingrid', 12.9)
      },
    ],
  ]
}

/** A quote in each state that leads to no engagement, or has not yet. */
async function quotes(acting: Acting): Promise<Step[]> {
  const us = {
    csm: 'tobin',
    model: 'time_and_materials',
    taxCode: 'no_tax_collected',
    goal: 'As we talked about it on the phone.',
  } as const
  const draft = (of: { by: string; daysAgo: number; zone: string; title: string; validFor?: number }) =>
    acting.drafted({ ...us, ...of, lines: [hours('20')] })
  const maple = await draft({
    by: 'Owen Stratford-Lee',
    daysAgo: 12,
    zone: 'America/Toronto',
    title: 'Panel health page',
    validFor: 10.6,
  })
  const declined = await draft({ by: 'June Haverstock', daysAgo: 25, zone: 'America/Chicago', title: 'Social listening feed' })
  const undone = await draft({ by: 'Caio Montelar', daysAgo: 4, zone: 'America/Sao_Paulo', title: 'Painel de preços' })
  await draft({ by: 'Hollis Greer', daysAgo: 2, zone: 'America/Phoenix', title: 'A page for each store' })
  const aud = { csm: 'rina', zone: 'Australia/Sydney', model: 'time_and_materials', taxCode: 'zero_rated_export' } as const
  const review = await acting.drafted({
    ...{
      ...aud,
      by: 'Bao Lindgren',
      daysAgo: 1.5,
      title: 'Twelve store audits',
      goal: 'A page for each of twelve store audits.',
    },
    lines: [hours('30', { discount: '12' })],
  })
  const partly = await acting.drafted({
    ...{
      by: 'Maëlle Trégor',
      csm: 'tobin',
      daysAgo: 5,
      zone: 'Europe/Paris',
      title: 'Second barometer',
      model: 'time_and_materials',
    },
    ...{ goal: 'The barometer of the regions, for a second sector.', taxCode: 'reverse_charge', lines: [hours('90')] },
  })
  return [
    [11.2, () => acting.send(maple, 'tobin', 11.2)],
    [24, () => acting.send(declined, 'tobin', 24)],
    [
      20,
      () =>
        declineQuote(acting.customer('Dorothea Winslade', 20), {
          ...{
            reference: declined,
            version: 1,
            code: 'price',
            reason: 'Twice what we have for it this year.',
            then: 'stop',
          },
        }),
    ],
    [3.4, () => acting.send(undone, 'tobin', 3.4)],
    [
      0.9,
      async () => {
        const order = { reference: undone, version: 1, orderNumber: 'OC-2217', orderedBy: 'Beatriz Sandoval-Reis' }
        await recordOrder(acting.staff('tobin', 0.9), { ...order, note: 'By mail; nobody of theirs may approve here yet.' })
        await countersignOrder(acting.staff('ingrid', 0.8), { reference: undone, version: 1 })
        await undoAcceptance(acting.staff('tobin', 0.5), { reference: undone, reason: 'The order was for another quote.' })
      },
    ],
    [
      1,
      () => takeQuote(acting.staff('rina', 1), { reference: review, version: 1, revision: 1, to: 'internal_review', reason: '' }),
    ],
    [4, () => acting.send(partly, 'tobin', 4)],
    [3, () => signs(acting, partly, 'Élodie Vauquelin', 3)],
    [0, () => expireQuotes({ ...acting.ctx, actor: { kind: 'system', job: 'engagements.expire_quotes' }, now: acting.now })],
  ]
}

async function onboarding(
  acting: Acting,
  key: string,
  of: { csm: string; who: string; opened: number; hours: number },
): Promise<string> {
  const { domain, timeZone } = SEED_ORGANISATIONS.find((each) => each.key === key)!
  const opening = acting.staff(of.csm, of.opened)
  const [row] = await opening.sql<{ id: string }[]>`
    select m.organisation_id as id from memberships m join users u on u.id = m.user_id where u.email like ${`%@${domain}`} limit 1`
  const { reference } = await openOnboarding(opening, {
    ...{ organisationId: row!.id, opensOn: acting.day(of.opened, timeZone), days: 90, hours: of.hours * 60 },
    consultantId: acting.people.staff.get(of.who)!.userId,
  })
  return reference
}

const take = (
  acting: Acting,
  reference: string,
  to: 'active' | 'delivered' | 'closed' | 'cancelled',
  who: string,
  daysAgo: number,
) =>
  takeWork(acting.staff(who, daysAgo), {
    reference,
    to,
    side: undefined,
    reason: to === 'cancelled' ? 'The wave was cancelled.' : '',
  })

async function milestone(acting: Acting, reference: string, at: number, to: 'delivered' | 'accepted', by: TxCtx): Promise<void> {
  const { milestones } = await getEngagement(acting.as(by.actor, 0), reference)
  await takeMilestone(by, { reference, milestoneId: milestones[at]!.id, to, reason: '' })
}

const pay = (acting: Acting, invoiceId: string, amount: string, daysAgo: number) =>
  recordPayment(acting.staff('odile', daysAgo), {
    ...{
      invoiceId,
      key: newId(acting.now),
      paidOn: acting.day(daysAgo + 1, 'UTC'),
      amount,
      isReversal: false,
      reference: 'Bank',
    },
  })

/** Signs as one of two approvers, in a session that is forgotten. */
async function signs(acting: Acting, reference: string, name: string, daysAgo: number): Promise<void> {
  const ctx = acting.customer(name, daysAgo)
  const { userId } = acting.people.customers.get(name)!
  const sessionId = newId(ctx.now)
  await ctx.sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${Buffer.from(sessionId)}, ${userId}, 'password', 'Demo', 'local', ${ctx.now}, ${ctx.now}, ${addMs(ctx.now, DAY_MS)})`
  const { shown } = await getQuote(ctx, reference)
  const words = { reference, version: 1, chosen: [], orderNumber: '', terms: 'on', typedName: name, password: '' } as const
  await signQuote(ctx, { ...words, chosen: [], sha256: shown!.sha256! }, { sessionId, address: 'local', userAgent: 'Demo' })
  await ctx.sql`delete from sessions where id = ${sessionId}`
}
