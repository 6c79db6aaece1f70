// Cases of the demo that an agent passed to the account manager (services.md §2), each at its own instant before `now`: one that is to be
// decided, one that waits for its customer, one that came back because it was support.
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
  by: string
  daysAgo: number
  title: string
  goal: string
  why: ReferralReason
  itemCode: string
  reply: string
  then?: { by: string; daysAgo: number; to: RequestState; reason: string }
}

const REFERRALS: readonly SeedReferral[] = [
  {
    ...{ story: 'how-to-returned', by: 'rafael', daysAgo: 1.9, why: 'custom_analysis', itemCode: 'CONS' },
    title: 'Choose the weight of a table of two waves',
    goal: 'A table of waves 4 and 5 together, with the right weight.',
    reply: `Hi Wade,

this looks like a question about how your two waves were weighted, so I have passed it to Marisol, your account manager. **Nothing is charged by this step.**

Rafael`,
    then: {
      ...{ by: 'marisol', daysAgo: 1.8, to: 'returned_to_support' },
      reason: 'Which weight a table takes is how Harmoni works, whatever the project. The table options show it.',
    },
  },
  {
    ...{ story: 'service-asked', by: 'jonty', daysAgo: 1.1, why: 'data_processing', itemCode: 'CONS' },
    title: 'Recode income into five bands, waves 1 to 7',
    goal: 'One question with five bands instead of the open amounts, in all seven waves.',
    reply: `Hi Priya,

recoding all seven waves for you is work on your own data, so I have passed it to Rina, your account manager. **Nothing is charged by this step.** She tells you first if it is billable, and work starts only after your organisation approves a written quote.

If you would rather do it yourselves: the article on recoding shows how, one wave at a time.

Jonty`,
    then: {
      ...{ by: 'rina', daysAgo: 0.9, to: 'awaiting_customer' },
      reason: decisionQuestion({
        customer: 'Priya',
        title: 'Recode income into five bands, waves 1 to 7',
        item: 'Project consulting',
      }),
    },
  },
  {
    ...{ story: 'service-to-decide', by: 'saskia', daysAgo: 0.1, why: 'project_setup', itemCode: 'CONS' },
    title: 'Forty charts in the colours of the client',
    goal: 'Every chart of the quarterly story in the palette of the client, with their font.',
    reply: `Hi Dafydd,

a palette of your own you can add in the settings of the story, and the article on palettes shows how. Going through forty finished charts is project work, so I have passed that to Tobin, your account manager. **Nothing is charged by this step.**

Saskia`,
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
  for (const { story, by, daysAgo, then, ...words } of REFERRALS) {
    const agent = acting.staff(by, daysAgo)
    const input = ReferCaseInput.parse({
      ...{ ...words, key: newId(agent.now), reference: cases.get(story) },
      ...{ notAFault: 'on', noArticle: 'on', noLicence: 'on' },
    })
    const { reference } = await referCase(agent, input)
    if (then) await changeRequestState(acting.staff(then.by, then.daysAgo), { reference, to: then.to, reason: then.reason })
  }
}
