// The engagements of the demo that are billed by the hour.
import { creditInvoice, voidInvoice } from '@/lib/billing/commands/credit'
import { livePartsOf } from '@/lib/billing/queries/invoice-rows'
import { askForChange } from '@/lib/engagements/commands/change'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { newId } from '@/lib/kernel/ids'
import { hours, type Acting } from '../acting'
import { take, type Step } from './step'

/** ENG-2: half of the budget has just been used; a first bill is drafted. */
export async function banksia(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Priya Navendra', csm: 'rina', daysAgo: 50, zone: 'Australia/Sydney', title: 'Crosstabs of the shopper panel' },
    ...{ goal: 'All crosstabs of the shopper panel as dashboards, with significance letters.', model: 'time_and_materials' },
    ...{ taxCode: 'zero_rated_export', lines: [hours('64')] },
  })
  return [
    [
      47,
      async () => {
        await acting.begin(reference, 'wiremu', 'rina', 47)
        await acting.join(reference, ['kaito'], 'rina', 47, 3)
      },
    ],
    [
      2,
      () =>
        acting.worked(
          reference,
          ['wiremu', 'kaito'],
          [
            [45, 300, 'Listed the crosstabs and who reads them.'],
            [38, 300, 'Built the page of households.'],
            [31, 300, 'Built the page of brands.'],
            [24, 300, 'Significance letters on both pages.'],
            [17, 300, 'Filters by state and by wave.'],
            [10, 300, 'Checked against the printed tables.'],
            [3, 135, 'Calls with Priya about the page of stores.'],
          ],
          { since: 47 },
        ),
    ],
    [1, () => acting.draftInvoice(reference, 1, 10)],
  ]
}

/** ENG-4: an hour and a half past the budget, and a change that waits for the customer. */
export async function saguaro(acting: Acting): Promise<Step[]> {
  const of = { csm: 'tobin', zone: 'America/Phoenix', model: 'time_and_materials', taxCode: 'no_tax_collected' } as const
  const reference = await acting.ordered({
    ...{ ...of, by: 'Wade Tillotson', daysAgo: 60, title: 'Segmentation of the loyalty panel', lines: [hours('50')] },
    goal: 'A segmentation of the loyalty panel, its typing tool, and a page for each segment.',
  })
  const done = [56, 50, 44, 38, 32, 26, 20].map(
    (daysAgo, at) => [daysAgo, 420, `Segmentation, step ${at + 1} of the plan, with notes on the page.`] as const,
  )
  return [
    [
      58,
      async () => {
        await acting.begin(reference, 'dario', 'tobin', 58)
        await acting.join(reference, ['rafael'], 'tobin', 58, 6)
      },
    ],
    [
      4,
      async () => {
        await acting.worked(reference, ['dario', 'rafael'], done, { since: 58, approved: 19 })
        const last = [5, 150, 'Typing tool: mended for answers that are missing.'] as const
        await acting.worked(reference, ['dario'], [last], { size: 150 })
      },
    ],
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
export async function foxglove(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Dafydd Penhale', csm: 'tobin', daysAgo: 80, zone: 'Europe/London', title: 'Fieldwork monitor', paymentDays: 14 },
    ...{ goal: 'A page that shows the progress of fieldwork by region every morning.', model: 'time_and_materials' },
    ...{ taxCode: 'uk_vat_20', lines: [hours('20')] },
  })
  let invoiceId = ''
  return [
    [77, () => acting.begin(reference, 'petra', 'tobin', 77)],
    [
      54,
      () =>
        acting.worked(
          reference,
          ['petra'],
          [
            [75, 420, 'Read the layout of the fieldwork file and agreed on the page.'],
            [70, 420, 'Built the page by region.'],
            [65, 180, 'Alerts for regions that fall behind.'],
            [60, 120, 'Checked against the field agency’s own count.'],
            [55, 60, 'Call about the night shift of the field agency.'],
          ],
          { since: 77, size: 90 },
        ),
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
    [10, () => take(acting, reference, 'delivered', 'petra', 10)],
  ]
}

/** ENG-11: rests on the customer's side. */
export async function banksiaRests(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Tamsin Orrell', csm: 'rina', daysAgo: 35, zone: 'Australia/Sydney', title: 'Open answers of the café survey' },
    ...{ goal: 'A code frame for the open answers, and the coding of two waves.', model: 'time_and_materials' },
    ...{ taxCode: 'zero_rated_export', lines: [hours('20')] },
  })
  const reason = 'The second wave goes into the field two weeks later.'
  return [
    [32, () => acting.begin(reference, 'wiremu', 'rina', 32)],
    [
      27.5,
      () => acting.worked(reference, ['wiremu'], [[28, 240, 'A first code frame from two hundred answers.']], { since: 32 }),
    ],
    [15, () => takeWork(acting.staff('rina', 15), { reference, to: 'on_hold', side: 'customer', reason })],
  ]
}

/** ENG-12: billed in error, void, and cancelled. */
export async function fjordvane(acting: Acting): Promise<Step[]> {
  const reference = await acting.ordered({
    ...{ by: 'Liv Haugstein', csm: 'tobin', daysAgo: 30, zone: 'Europe/Oslo', title: 'Maps of the spring wave' },
    ...{ goal: 'Maps by municipality for the spring wave.', model: 'time_and_materials', taxCode: 'reverse_charge' },
    lines: [hours('10')],
  })
  return [
    [27, () => acting.begin(reference, 'petra', 'tobin', 27)],
    [24.5, () => acting.worked(reference, ['petra'], [[25, 240, 'Looked for the boundaries of the municipalities.']])],
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
