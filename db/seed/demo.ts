// Fills an empty installation with the demo: people, organisations and forty-eight cases (services.md §7). The past is told by
// the same commands that people use, each at its own instant by its own actor, so clocks, history and audit are real. All of
// it is one transaction: a demo is filled or empty. Its mails are kept as suppressed, since nobody is to hear of the past.
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, type TxCtx } from '@/db/context'
import { assignCases, closeResolvedCases, confirmSolved, reclassifyCase } from '@/lib/cases/commands/change-case'
import { handOverCase } from '@/lib/cases/commands/hand-over'
import { saveMacro } from '@/lib/cases/commands/macros'
import { saveView } from '@/lib/queue/commands/saved-views'
import { openCase } from '@/lib/cases/commands/open-case'
import { rateCase } from '@/lib/cases/commands/rate-case'
import { addNote, answerCase, replyToCase } from '@/lib/cases/commands/reply'
import { REOPEN_DAYS } from '@/lib/cases/case'
import { AnswerInput, CustomerReplyInput, NoteInput, OpenCaseInput, RateInput, ReclassifyInput } from '@/lib/cases/input'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { createInstallation } from '@/lib/identity/commands/installation'
import { savePlan } from '@/lib/identity/commands/plans'
import { hashPassword } from '@/lib/identity/gateway'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, MINUTE_MS, addMs, instant, type Instant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'
import { listRegions } from '@/lib/sla/queries'
import { DEMO_PASSWORD, SEED_ORGANISATIONS, SEED_PLANS, SEED_STAFF, STAFF_DOMAIN, emailOf } from './people'
import { insertDeflections } from './deflections'
import { insertArticles } from './knowledge'
import { OWN_MACROS, REGION_MACROS, SHARED_MACROS } from './macros'
import { SHARED_VIEWS } from './views'
import { insertTags } from './tags'
import { insertUpdates } from './updates'
import { insertShifts } from './shifts'
import { insertQuotes, insertRateCards } from './quotes'
import { insertReferrals } from './referrals'
import { insertApprovers, insertRequests } from './services'
import { insertBilling } from './billing'
import { insertEngagements } from './engagements'
import { insertWork } from './work'
import { insertMember, insertOrganisation, insertStaff } from './rows'
import { AMER_STORIES } from './stories/amer'
import { APAC_STORIES } from './stories/apac'
import { CLOSED_STORIES } from './stories/closed'
import { EMEA_STORIES } from './stories/emea'
import { LEARNT_STORIES } from './stories/learnt'
import { momentOf, type Act, type Story } from './story'
import { Times } from './times'

/** All cases of the demo. */
export const STORIES: readonly Story[] = [...APAC_STORIES, ...EMEA_STORIES, ...AMER_STORIES, ...CLOSED_STORIES, ...LEARNT_STORIES]

/** How long before now the people of the demo came to be. */
const FOUNDED_DAYS_AGO = 300
/** The closing job comes by every ten minutes. */
const CLOSING_EVERY_MS = 10 * MINUTE_MS

export type FilledDemo = {
  /** The references of stories that have a key. */
  references: ReadonlyMap<string, string>
  cases: number
  people: number
}

/**
 * Fills an empty installation as of `now`, which stays of its `kind`. `client` signs in as concord_app and allows a
 * transaction of some seconds.
 */
export async function fillDemo(client: DbClient, now: Instant, kind: 'demo' | 'test' = 'demo'): Promise<FilledDemo> {
  const wholeSecond = instant(Math.floor(now / 1_000) * 1_000)
  const founded = addMs(wholeSecond, -FOUNDED_DAYS_AGO * DAY_MS)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return inTransaction(createContext({ kind: 'system', job: 'seed' }, founded, { client }), async (ctx) => {
    const vendor = { brandName: 'Harmoni Support', supportEmail: `support@${STAFF_DOMAIN}` }
    await publishDefaultPromise(ctx, vendor)
    await createInstallation(ctx, {
      kind,
      ...vendor,
      productName: 'Harmoni',
      casePrefix: 'HS',
      policyVersionId: DEFAULT_POLICY_ID,
    })
    const people = await makePeople(ctx, passwordHash)
    // While the past is told the installation is a replay, whose mails are suppressed; nobody else sees it before the commit.
    await ctx.sql`update installation set kind = 'replay'`
    const references = await tellStories(ctx, people, wholeSecond)
    await insertShifts(ctx, people.staff, wholeSecond)
    const hana = { ...ctx, actor: people.staff.get('hana')! }
    for (const macro of [...SHARED_MACROS, ...REGION_MACROS, ...OWN_MACROS])
      await saveMacro(hana, { ...macro, macroId: undefined })
    for (const view of SHARED_VIEWS) await saveView(hana, view)
    await insertTags(hana, wholeSecond)
    await insertArticles(ctx, people.staff, wholeSecond)
    await insertDeflections(ctx, people.customers, wholeSecond)
    await insertUpdates(ctx, people.staff, wholeSecond)
    await insertApprovers(ctx, people.customers, wholeSecond)
    await insertRateCards(ctx, people.staff, wholeSecond)
    await insertRequests(ctx, people, references, wholeSecond)
    await insertQuotes(ctx, people, wholeSecond)
    await insertWork(ctx, people, wholeSecond)
    await insertBilling(ctx, people.staff, wholeSecond)
    await insertEngagements(ctx, people, wholeSecond)
    await insertReferrals(ctx, people, references, wholeSecond)
    await ctx.sql`update installation set kind = ${kind}`
    return { references, cases: STORIES.length, people: people.staff.size + people.customers.size }
  })
}

type People = { staff: Map<string, Staff>; customers: Map<string, Customer> }

async function makePeople(ctx: TxCtx, passwordHash: string): Promise<People> {
  const people: People = { staff: new Map(), customers: new Map() }
  for (const { key, ...person } of SEED_STAFF) {
    const email = emailOf(person.name, STAFF_DOMAIN)
    people.staff.set(key, await insertStaff(ctx, { ...person, email, passwordHash, isDemo: true }))
  }
  const plans = new Map<string, string>()
  for (const name of SEED_PLANS) plans.set(name, (await savePlan({ ...ctx, actor: people.staff.get('oren')! }, { name })).planId)
  for (const organisation of SEED_ORGANISATIONS) {
    const planId = organisation.plan && plans.get(organisation.plan)
    const csmId = people.staff.get(organisation.csm)!.userId
    const backupCsmId = people.staff.get(organisation.backupCsm)!.userId
    const organisationId = await insertOrganisation(ctx, { ...organisation, csmId, backupCsmId, planId })
    for (const { name, role, state } of organisation.members) {
      const email = emailOf(name, organisation.domain)
      const { timeZone } = organisation
      const row = { name, email, role, timeZone, organisationId, passwordHash, isDemo: true, disabled: state === 'disabled' }
      people.customers.set(name, await insertMember(ctx, row))
    }
  }
  return people
}

type Step = { at: Instant; run: () => Promise<unknown> }

/** Tells all stories as one, in the order of time, so that case numbers rise with the day. */
async function tellStories(ctx: TxCtx, people: People, now: Instant): Promise<Map<string, string>> {
  const calendars = new Map((await listRegions(ctx)).map((region) => [region.code, region.calendar]))
  const references = new Map<string, string>()
  const told = new Map<Story, string>()
  const steps = STORIES.flatMap((story) => {
    const { regionCode } = SEED_ORGANISATIONS.find((each) => each.key === story.organisation)!
    return stepsOf(ctx, story, { people, times: new Times(now, calendars.get(regionCode)!), told, references })
  })
  for (const step of steps.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)) await step.run()
  return references
}

type Telling = { people: People; times: Times; told: Map<Story, string>; references: Map<string, string> }

function stepsOf(ctx: TxCtx, story: Story, { people, times, told, references }: Telling): Step[] {
  const requester = people.customers.get(story.by)!
  const openedAt = momentOf(story.at, times)
  const as = (actor: Actor, at: Instant): TxCtx => ({ ...ctx, actor, now: at, requestId: newId(at) })
  const open = async () => {
    const input = openingOf(story, openedAt, story.follows === undefined ? undefined : references.get(story.follows))
    const { reference } = await openCase(as(requester, openedAt), input)
    told.set(story, reference)
    if (story.key !== undefined) references.set(story.key, reference)
  }
  const acts = story.acts.map((act): Step => {
    const at = momentOf(act.at, times)
    const actor = 'by' in act && act.by !== undefined && people.staff.has(act.by) ? people.staff.get(act.by)! : requester
    return { at, run: () => perform(as(actor, at), told.get(story)!, act, people) }
  })
  return [{ at: openedAt, run: open }, ...acts, ...closingOf(ctx, story, acts)]
}

function openingOf(story: Story, at: Instant, followUpOf: string | undefined): OpenCaseInput {
  const { category, subject, impact, worseNote, body, project, browser } = story
  const organisation = SEED_ORGANISATIONS.find((each) => each.key === story.organisation)!
  return OpenCaseInput.parse({
    key: newId(at),
    category,
    subject,
    impact,
    workaround: story.workaround ?? 'acceptable',
    worseNote,
    body,
    username: emailOf(story.by, organisation.domain),
    site: organisation.sites[0],
    project,
    browser,
    followUpOf,
  })
}

async function perform(ctx: TxCtx, reference: string, act: Act, people: People): Promise<void> {
  const key = newId(ctx.now)
  switch (act.do) {
    case 'answer':
      return answerCase(ctx, AnswerInput.parse({ key, reference, body: act.body, outcome: act.outcome }))
    case 'reply':
      return replyToCase(ctx, CustomerReplyInput.parse({ key, reference, body: act.body }))
    case 'note':
      return addNote(ctx, NoteInput.parse({ key, reference, body: act.body }))
    case 'assign': {
      const [outcome] = await assignCases(ctx, { references: [reference], assigneeId: people.staff.get(act.to)!.userId })
      if (outcome?.refusal) throw new Error(`${reference}: ${outcome.refusal}`)
      return
    }
    case 'hand_over':
      return handOverCase(ctx, { reference, regionCode: act.to, state: act.state, nextStep: act.nextStep })
    case 'reclassify':
      return reclassifyCase(ctx, ReclassifyInput.parse({ reference, severity: act.severity, reason: act.reason }))
    case 'solved':
      return confirmSolved(ctx, { reference })
    case 'rate': {
      const { rating } = await getRequesterCase(ctx, reference)
      return rateCase(
        ctx,
        RateInput.parse({ reference, resolvedAt: rating?.resolvedAt, answer: act.answer, comment: act.comment }),
      )
    }
  }
}

/** When the closing job would have come by for a case that was resolved last. */
function closingOf(ctx: TxCtx, story: Story, acts: readonly Step[]): Step[] {
  const last = story.acts.findLastIndex((act) => act.do === 'solved' || (act.do === 'answer' && act.outcome === 'resolve'))
  if (last < 0) return []
  const due = addMs(acts[last]!.at, REOPEN_DAYS * DAY_MS)
  const at = instant(Math.ceil(due / CLOSING_EVERY_MS) * CLOSING_EVERY_MS)
  return [{ at, run: () => closeResolvedCases({ ...ctx, actor: { kind: 'system', job: 'cases.close_resolved' }, now: at }) }]
}
