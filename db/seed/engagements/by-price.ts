// The engagements of the demo at a fixed price.
import { decideTime, giveTime } from '@/lib/engagements/commands/time-decide'
import { saveTime } from '@/lib/engagements/commands/time-draft'
import { submitTime } from '@/lib/engagements/commands/time-submit'
import { assignConsultant, planWork } from '@/lib/engagements/commands/work-plan'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { dayOf } from '@/lib/kernel/time'
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
    [36, () => acting.begin(reference, 'kaito', 'rina', 36)],
    [
      15.9,
      () =>
        acting.worked(
          reference,
          ['kaito'],
          [
            [26, 360, '研修の資料 Wrote the exercises on the panel’s own data.'],
            [17, 360, '研修 Trained five analysts.'],
          ],
          { since: 36, approved: 15.9 },
        ),
    ],
    [16, () => milestone(acting, reference, 0, 'delivered', acting.staff('kaito', 16))],
    [14, () => milestone(acting, reference, 0, 'accepted', acting.customer('Kenta Arisugawa', 14))],
    [
      9,
      async () => {
        const invoiceId = await acting.invoice(reference, 9)
        await pay(acting, invoiceId, '225,000', 4)
        await take(acting, reference, 'delivered', 'kaito', 8.5)
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
    [
      66,
      async () => {
        await acting.begin(reference, 'petra', 'tobin', 66)
        await acting.join(reference, ['callum'], 'tobin', 66, 0)
        await acting.join(reference, ['dario'], 'tobin', 66, 3)
      },
    ],
    [
      3.1,
      () =>
        acting.worked(
          reference,
          ['petra', 'callum', 'dario'],
          [
            [45, 2_250, 'Model of the thirteen regions.'],
            [31, 1_350, 'Data of three years, cleaned and joined.'],
            [17, 1_350, 'Dashboards of the regions.'],
            [4, 1_350, 'The story, and its checks.'],
          ],
          { since: 65 },
        ),
    ],
    [0.3, () => handbook(acting, reference)],
    [30, () => milestone(acting, reference, 0, 'delivered', acting.staff('petra', 30))],
    [25, () => milestone(acting, reference, 0, 'accepted', acting.customer('Bastien Corvoisier', 25))],
    [
      20,
      async () => {
        const invoiceId = await acting.invoice(reference, 20)
        await pay(acting, invoiceId, '2,000', 8)
      },
    ],
    [3, () => milestone(acting, reference, 1, 'delivered', acting.staff('petra', 3))],
  ]
}

/** What is written of the last part: two drafts, one of them changed; two that wait, one given; three that came back. */
async function handbook(acting: Acting, reference: string): Promise<void> {
  const save = (who: string, daysAgo: number, worked: number, customerNote: string, version = 0) => {
    const ctx = acting.staff(who, daysAgo)
    const workedOn = dayOf(ctx.now, acting.people.staff.get(who)!.timeZone)
    return saveTime(ctx, { reference, role: 'consultant', workedOn, version, worked, customerNote, internalNote: '' })
  }
  const submit = (who: string, daysAgo: number) => {
    const ctx = acting.staff(who, daysAgo)
    return submitTime(ctx, { week: dayOf(ctx.now, acting.people.staff.get(who)!.timeZone) })
  }
  const lead = acting.staff('ingrid', 0.4)
  /** The newest first. */
  const waiting = async () =>
    (await getEngagement(lead, reference)).desk!.time.filter(({ state }) => state === 'submitted').map(({ id }) => id)
  for (const [daysAgo, note] of [
    [6, 'Handbook, outline'],
    [4, 'Handbook, first chapter'],
    [2, 'Handbook, second chapter'],
  ] as const) {
    await save('callum', daysAgo, 120, `${note}.`)
    await submit('callum', daysAgo)
  }
  await decideTime(lead, { entryId: await waiting(), to: 'rejected', reason: 'Please say for which region.' })
  for (const [daysAgo, note] of [
    [4, 'Handbook: pictures of the dashboards.'],
    [2, 'A page for the prefectures, which was not asked for.'],
  ] as const) {
    await save('petra', daysAgo, 90, note)
    await submit('petra', daysAgo)
  }
  const [given] = await waiting()
  await giveTime(lead, { entryId: given!, reason: 'We tried it out for ourselves.' })
  await save('petra', 0, 60, 'Handbook, third chapter.')
  await save('petra', 0, 75, 'Handbook, third chapter, with the glossary.', 1)
  await save('callum', 0, 45, 'Training, first ideas.')
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
