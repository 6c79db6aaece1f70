// Cases of the demo that went to the account manager as a service request (services.md §2, §7), each at its own instant before `now`: two that
// are to be decided by somebody, and one for each way in which they end.
import type { TxCtx } from '@/db/context'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { referCase } from '@/lib/engagements/commands/refer'
import { ReferCaseInput } from '@/lib/engagements/input'
import { decisionQuestion, type ReferralReason } from '@/lib/engagements/referral'
import type { RequestState } from '@/lib/engagements/request'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { Acting, type People } from './acting'

type SeedReferral = {
  /** The key of its story. */
  story: string
  offer: 'whole' | 'request'
  by: string
  daysAgo: number
  title: string
  goal: string
  why: ReferralReason
  itemCode: string
  /** Empty for a case that its account manager had already. */
  reply: string
  then: readonly { by: string; daysAgo: number; to: RequestState; reason?: string }[]
}

const ask = (of: { customer: string; title: string }) => decisionQuestion({ ...of, item: 'Project consulting' })

const REFERRALS: readonly SeedReferral[] = [
  {
    ...{
      story: 'referral-answered',
      offer: 'request',
      by: 'tobin',
      daysAgo: 1.6,
      why: 'data_processing',
      itemCode: 'CONS',
      reply: '',
    },
    title: 'Map the columns of wave 7 to the project',
    goal: 'The CSV of the new field partner in the project, with labels, before the wave starts.',
    then: [
      {
        ...{ by: 'tobin', daysAgo: 1.5, to: 'awaiting_customer' },
        reason: ask({ customer: 'Lerato', title: 'Map the columns of wave 7 to the project' }),
      },
      { by: 'Lerato Nkosana', daysAgo: 0.6, to: 'scoping' },
    ],
  },
  {
    ...{ story: 'service-declined', offer: 'whole', by: 'hana', daysAgo: 1.2, why: 'project_setup', itemCode: 'CONS' },
    title: 'Put the brand font on the slides of Pantry Pulse',
    goal: 'Every slide of “Summer launch” in Banksia Sans, with line breaks that still fit.',
    reply: `Hello Tamsin,

adding your font is support, and I do that as soon as I have it. Going through the finished slides, whose lines will break in other places, is work on your own project, so I have passed that to Rina, your account manager. **Nothing is charged by this step.**

Hana`,
    then: [
      {
        ...{ by: 'rina', daysAgo: 0.9, to: 'awaiting_customer' },
        reason: ask({ customer: 'Tamsin', title: 'Put the brand font on the slides of Pantry Pulse' }),
      },
      {
        ...{ by: 'Tamsin Orrell', daysAgo: 0.3, to: 'declined_by_customer' },
        reason: 'We look through the slides ourselves, it is one afternoon. The font comes to you by Thursday.',
      },
    ],
  },
  {
    ...{ story: 'wish-returned', offer: 'whole', by: 'naomi', daysAgo: 0.9, why: 'other', itemCode: 'CONS' },
    title: 'Story links that end by themselves',
    goal: 'A link to a story should stop working after thirty days.',
    reply: `Hi Owen,

our product team has not planned this for the spring. Marisol, your account manager, may know another way, so I have passed it to her. **Nothing is charged by this step.**

Naomi`,
    then: [
      {
        ...{ by: 'marisol', daysAgo: 0.8, to: 'returned_to_support' },
        reason: 'This is a wish about the product and no project of theirs. Support keeps them posted.',
      },
    ],
  },
  {
    ...{ story: 'fault-after-all', offer: 'whole', by: 'jonty', daysAgo: 0.9, why: 'data_processing', itemCode: 'CONS' },
    title: 'Convert CSV exports for the import of their client',
    goal: 'CSV files that the system of their client reads.',
    reply: `Hi Kenta,

making files for the system of your client is work on your own data, so I have passed it to Rina, your account manager. **Nothing is charged by this step.** Tell us if you see this as a fault in Harmoni: we will keep handling it as support.

Jonty`,
    then: [
      {
        ...{ by: 'Kenta Arisugawa', daysAgo: 0.4, to: 'returned_to_support' },
        reason:
          'It is the export itself: the CSV has no mark that says it is UTF-8, and Excel guesses wrong. The text editor shows it right.',
      },
    ],
  },
  {
    ...{
      story: 'referral-amer',
      offer: 'request',
      by: 'marisol',
      daysAgo: 0.3,
      why: 'project_setup',
      itemCode: 'CONS',
      reply: '',
    },
    title: 'Set up a monthly extract for the data lake',
    goal: 'The respondent level data of Desert Signals as a file each month, in a bucket of theirs.',
    then: [
      {
        ...{ by: 'marisol', daysAgo: 0.2, to: 'awaiting_customer' },
        reason: ask({ customer: 'Paloma', title: 'Set up a monthly extract for the data lake' }),
      },
    ],
  },
  {
    ...{ story: 'service-to-decide', offer: 'whole', by: 'saskia', daysAgo: 0.1, why: 'project_setup', itemCode: 'CONS' },
    title: 'Forty charts in the colours of the client',
    goal: 'Every chart of the quarterly story in the palette of the client, with their font.',
    reply: `Hi Dafydd,

a palette of your own you can add in the settings of the story, and the article on palettes shows how. Going through forty finished charts is project work, so I have passed that to Tobin, your account manager. **Nothing is charged by this step.**

Saskia`,
    then: [],
  },
]

/** Passes the cases on and takes each as far as its story goes. `cases` are their references by story. */
export async function insertReferrals(
  ctx: TxCtx,
  people: People,
  cases: ReadonlyMap<string, string>,
  now: Instant,
): Promise<void> {
  const acting = new Acting(ctx, people, now)
  const as = (name: string, daysAgo: number) =>
    people.staff.has(name) ? acting.staff(name, daysAgo) : acting.customer(name, daysAgo)
  for (const { story, by, daysAgo, then, ...words } of REFERRALS) {
    const agent = acting.staff(by, daysAgo)
    const input = ReferCaseInput.parse({
      ...{ ...words, key: newId(agent.now), reference: cases.get(story) },
      ...{ notAFault: 'on', noArticle: 'on', noLicence: 'on' },
    })
    const { reference } = await referCase(agent, input)
    for (const { by: name, daysAgo: when, to, reason = '' } of then) {
      const yes = to === 'scoping' ? ({ notice: 1, understood: 'on' } as const) : {}
      await changeRequestState(as(name, when), { reference, to, reason, ...yes })
    }
  }
}
