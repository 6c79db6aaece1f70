// What the customers of the demo asked for beyond support (services.md §7), by the same commands as people, each at its own
// instant before `now`, in the order of their numbers.
import type { TxCtx } from '@/db/context'
import { nameApprover } from '@/lib/engagements/commands/approvers'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { AskForQuoteInput } from '@/lib/engagements/input'
import type { RequestState } from '@/lib/engagements/request'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '@/lib/kernel/time'

type SeedStep = { daysAgo: number; by: string } & ({ to: RequestState; reason?: string } | { says: string })
type SeedRequest = {
  by: string
  itemCode: string
  title: string
  goal: string
  budget?: string
  /** A day so many days after now. */
  wantedIn?: number
  /** The key of the story whose case it came up in. */
  fromCase?: string
  daysAgo: number
  steps: readonly SeedStep[]
}

export const REQUESTS: readonly SeedRequest[] = [
  {
    by: 'Dafydd Penhale',
    itemCode: 'TRAIN-ONSITE',
    title: 'Training for four new analysts',
    goal: 'Four people start with us in January. They should build a dashboard of our tracker on their own after two half-days.',
    budget: '1,500',
    daysAgo: 41.1,
    steps: [
      { daysAgo: 33.2, by: 'Imogen Farrow', to: 'withdrawn', reason: 'The start was moved to the spring; we ask again then.' },
    ],
  },
  {
    by: 'Liv Haugstein',
    itemCode: 'CONS',
    title: 'Write our questionnaire',
    goal: 'Could you write the questionnaire of our spring wave and find respondents for it?',
    daysAgo: 20.4,
    steps: [
      {
        daysAgo: 19.2,
        by: 'tobin',
        to: 'declined_by_vendor',
        reason: 'We work with data that is there; we write no questionnaires and have no panel. Your field agency can do both.',
      },
    ],
  },
  {
    by: 'Bastien Corvoisier',
    itemCode: 'WORKSHOP',
    title: 'Workshop: one story for the board',
    goal: 'Half a day in Paris with six people. At its end the quarterly story has one line of argument and eight slides.',
    budget: '2,400.00',
    wantedIn: 30,
    daysAgo: 6.2,
    steps: [{ daysAgo: 5.1, by: 'tobin', to: 'scoping' }],
  },
  {
    by: 'Mere Hollis',
    itemCode: 'CONS',
    title: 'Weekly data refresh for the Tui tracker',
    goal: 'Every Monday a new wave arrives as an SPSS file. It should be appended, weighted and shown by Tuesday noon without anybody of ours touching it.\n\nThe first three waves are in the project already.',
    budget: '12,000',
    wantedIn: 45,
    daysAgo: 3.9,
    steps: [
      { daysAgo: 2.1, by: 'rina', to: 'scoping' },
      {
        daysAgo: 2.05,
        by: 'rina',
        says: 'Two things before I ask our consultants: does the layout of the SPSS file stay the same from wave to wave, and who approves quotes on your side while Aroha is travelling?',
      },
      {
        daysAgo: 1.2,
        by: 'Mere Hollis',
        says: 'The layout stays the same; a new question comes in about twice a year, and we tell you before. Aroha is back on Monday and approves it herself.',
      },
    ],
  },
  {
    by: 'Pieter Vanrooyk',
    itemCode: 'CONS',
    title: 'Set up the brand funnel after onboarding',
    goal: 'Our onboarding ended yesterday. The funnel charts for two brands are still to be built, as we discussed with the consultant.',
    wantedIn: 20,
    daysAgo: 0.6,
    steps: [{ daysAgo: 0.1, by: 'tobin', to: 'scoping' }],
  },
  {
    by: 'Kenta Arisugawa',
    itemCode: 'CONS',
    title: 'パネル調査のウェイト設計',
    goal: 'We move from cell weighting to raking (RIM) for our panel of 8,000. We need targets, a check of the efficiency, and a note in Japanese for our clients.',
    budget: '500,000',
    daysAgo: 0.4,
    steps: [],
  },
  {
    by: 'Priya Navendra',
    itemCode: 'CONS',
    title: 'Somebody to put our weights of wave 7 right',
    goal: 'We need the wave on Thursday. If the case takes longer, please have a consultant weight it by hand.',
    fromCase: 'l2-update-at-90-percent',
    daysAgo: 0.3,
    steps: [
      {
        daysAgo: 0.25,
        by: 'rina',
        to: 'returned_to_support',
        reason: 'What you describe is a fault in our import, so it is support and costs nothing. Our agents see your Thursday.',
      },
    ],
  },
  {
    by: 'Wade Tillotson',
    itemCode: 'RETAIN',
    title: 'Forty hours for the second half-year',
    goal: 'We would like to draw on a consultant when a client asks for something special.',
    daysAgo: 0.2,
    steps: [],
  },
]

/** Who may approve quotes, as their administrators said two hundred days ago. At Ipê Amarelo nobody may. */
export const APPROVERS: readonly { by: string; name: string; limit: string }[] = [
  { by: 'Aroha Tamatea', name: 'Aroha Tamatea', limit: '' },
  { by: 'Aroha Tamatea', name: 'Ngaire Stow', limit: '5,000' },
  { by: 'Lachlan Quist', name: 'Lachlan Quist', limit: '20,000' },
  { by: 'Minori Hoshikawa', name: 'Minori Hoshikawa', limit: '1,000,000' },
  { by: 'Wei Ling Tan-Osric', name: 'Wei Ling Tan-Osric', limit: '10,000' },
  { by: 'Imogen Farrow', name: 'Imogen Farrow', limit: '15,000' },
  { by: 'Élodie Vauquelin', name: 'Élodie Vauquelin', limit: '10,000' },
  { by: 'Élodie Vauquelin', name: 'Henri Delasalle', limit: '25,000' },
  { by: 'Sigrid Aasmoen', name: 'Sigrid Aasmoen', limit: '' },
  { by: 'Thandeka Molapi', name: 'Thandeka Molapi', limit: '10,000' },
  { by: 'Dorothea Winslade', name: 'Dorothea Winslade', limit: '12,000' },
  { by: 'Ximena Caldero', name: 'Ximena Caldero', limit: '10,000' },
  { by: 'Genevieve Tremblier', name: 'Genevieve Tremblier', limit: '' },
]

/** Names the approvers as the customers' own database role: ours may not. */
export async function insertApprovers(ctx: TxCtx, customers: ReadonlyMap<string, Customer>, now: Instant): Promise<void> {
  const at = addMs(now, -200 * DAY_MS)
  for (const { by, name, limit } of APPROVERS) {
    const actor = customers.get(by)!
    const acting = (role: string) => ctx.sql`
      select set_config('role', ${role}, true), set_config('app.user', ${actor.userId}, true), set_config('app.org', ${actor.organisationId}, true),
        set_config('app.is_org_admin', 'true', true)`
    await acting('concord_customer')
    await nameApprover({ ...ctx, actor, now: at, requestId: newId(at) }, { userId: customers.get(name)!.userId, limit })
    await acting('concord_staff')
  }
  await ctx.sql`select set_config('app.user', '', true), set_config('app.org', '', true), set_config('app.is_org_admin', '', true)`
}

/** Asks for everything, and takes each request as far as its story goes, with what was written about it. */
export async function insertRequests(
  ctx: TxCtx,
  people: { staff: ReadonlyMap<string, Staff>; customers: ReadonlyMap<string, Customer> },
  cases: ReadonlyMap<string, string>,
  now: Instant,
): Promise<void> {
  const as = (actor: Actor, daysAgo: number): TxCtx => {
    const at = addMs(now, -Math.round((daysAgo * DAY_MS) / HOUR_MS) * HOUR_MS)
    return { ...ctx, actor, now: at, requestId: newId(at) }
  }
  const personOf = (name: string) => people.staff.get(name) ?? people.customers.get(name)!
  for (const { by, steps, daysAgo, wantedIn, fromCase, ...words } of REQUESTS) {
    const asking = as(personOf(by), daysAgo)
    const wantedOn = wantedIn === undefined ? '' : new Date(addMs(now, wantedIn * DAY_MS)).toISOString().slice(0, 10)
    const input = AskForQuoteInput.parse({
      ...words,
      wantedOn,
      caseReference: fromCase && cases.get(fromCase),
      key: newId(asking.now),
      notice: '1',
      understood: 'on',
    })
    const { reference } = await askForQuote(asking, input)
    for (const step of steps) {
      const acting = as(personOf(step.by), step.daysAgo)
      if ('says' in step) await writeOnRequest(acting, { key: newId(acting.now), reference, body: step.says })
      else await changeRequestState(acting, { reference, to: step.to, reason: step.reason ?? '' })
    }
  }
}
