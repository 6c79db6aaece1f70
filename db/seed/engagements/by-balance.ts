// The engagements of the demo that draw on hours: prepaid, or included in an onboarding.
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { hours, type Acting } from '../acting'
import { onboarding, pay, take, type Step } from './step'

/** ENG-7: prepaid hours, thirty-three of forty drawn; the rest lapses in twenty-four days. */
export async function prairie(acting: Acting): Promise<Step[]> {
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
        await acting.begin(reference, 'dario', 'tobin', 329)
        await acting.join(reference, ['rafael'], 'tobin', 329, 20)
      },
    ],
    [
      19,
      () =>
        acting.worked(
          reference,
          ['dario', 'rafael'],
          [
            [310, 360, 'Weighted the spring wave for the retail client.'],
            [250, 300, 'Crosstabs for the retail client.'],
            [200, 300, 'A page for the board of the dairy client.'],
            [150, 300, 'Open answers of the summer wave, coded.'],
            [100, 240, 'A page for the press.'],
            [60, 240, 'Autumn wave: weights and checks.'],
            [20, 240, 'Autumn wave: crosstabs.'],
          ],
          { since: 312, size: 60 },
        ),
    ],
  ]
}

/** ENG-8: day 20 of 90 of an onboarding. */
export async function merlion(acting: Acting): Promise<Step[]> {
  const reference = await onboarding(acting, 'merlion', { csm: 'rina', who: 'jonty', opened: 19, hours: 24 })
  return [
    [19, () => take(acting, reference, 'active', 'jonty', 18.9)],
    [
      1,
      () =>
        acting.worked(
          reference,
          ['jonty'],
          [
            [16, 240, 'First project: imported the wave of October together.'],
            [9, 240, 'Weights, and a page for the team.'],
            [2, 210, 'Users, rights and the export of tables.'],
          ],
          { since: 18 },
        ),
    ],
  ]
}

/** ENG-9: an onboarding that ended yesterday. Its last entry crossed the hours; what was past them was not billed. */
export async function karoo(acting: Acting): Promise<Step[]> {
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
        await acting.worked(reference, ['callum'], [...done, [30, 210, 'Rights of the field team.'], last], { since: 88 })
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
