// The engagements of the demo at a fixed price.
import { assignConsultant, planWork } from '@/lib/engagements/commands/work-plan'
import { hours, line, type Acting } from '../acting'
import { milestone, pay, take, type Step } from './step'

/** ENG-3: a training at a fixed price in yen, accepted, paid and closed. */
export async function hoshikawa(acting: Acting): Promise<Step[]> {
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

/** ENG-6: a fixed price in three milestones: one billed, one waits for its acceptance, one is to come. */
export async function sondalys(acting: Acting): Promise<Step[]> {
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

/** ENG-10: a workshop that is planned, with its travel; an option was not taken. */
export async function tuiwhenua(acting: Acting): Promise<Step[]> {
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
