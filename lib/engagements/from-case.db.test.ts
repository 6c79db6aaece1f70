// From case to service (services.md §2): who is told what, who has the case, and what its clocks do, each as the table there says.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCase } from '@/lib/cases/commands/open-case'
import { confirmSolved, reclassifyCase } from '@/lib/cases/commands/change-case'
import { changeCategory } from '@/lib/cases/commands/change-category'
import { mergeCases } from '@/lib/cases/commands/merge'
import { answerCase, replyToCase } from '@/lib/cases/commands/reply'
import { OpenCaseInput } from '@/lib/cases/input'
import { getDeskCase, getRequesterCase } from '@/lib/cases/queries/case'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, instant, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { elapsedSeconds } from '@/lib/sla/calendar'
import { listRegions } from '@/lib/sla/queries'
import { changeRequestState } from './commands/change-request'
import { openOnboarding } from './commands/onboarding'
import { referCase } from './commands/refer'
import { tendUndecided } from './commands/undecided-tend'
import { writeOnRequest } from './commands/write'
import { ChangeRequestStateInput, ReferCaseInput } from './input'
import { getCaseDecision, getReferral, getReferralForm, listCaseRequests, listReturnedReferrals } from './queries/referrals'
import { getRequest, getServicesBoard } from './queries/requests'
import type { RequestState } from './request'
import { House } from './testing/house'
import { OpenOnboardingInput } from './work-input'

let house: House
beforeAll(async () => void (house = await House.open()))
afterAll(() => house.close())

const requester = () => house.world.a.requester
const CHECKED = { notAFault: 'on', noArticle: 'on', noLicence: 'on' }
const REPLY = 'Rina, your account manager, answers. **Nothing is charged by this step.**'

/** A case of A, opened at this instant: of level 3 unless said otherwise. */
async function opened(of: Record<string, string> = {}, at: Instant = house.tick()): Promise<string> {
  const input = OpenCaseInput.parse({
    ...{ key: newId(at), category: 'how_to', subject: 'A weekly refresh of our data', impact: 'minor', workaround: 'acceptable' },
    ...{ body: 'Every Monday, please.', ...of },
  })
  return (await openCase(house.world.as(requester(), at), input)).reference
}

const refer = async (reference: string, of: Record<string, string> = {}, by: Actor = house.hana, at: Instant = house.tick()) =>
  (
    await referCase(
      house.world.as(by, at),
      ReferCaseInput.parse({
        ...{ key: newId(at), reference, title: 'A weekly refresh', goal: 'New data every Monday.', why: 'data_processing' },
        ...{ itemCode: 'CONS', reply: REPLY, offer: 'whole', ...CHECKED, ...of },
      }),
    )
  ).reference

const become = (by: Actor, reference: string, to: RequestState, of: Record<string, string> = {}, at: Instant = house.tick()) =>
  changeRequestState(house.world.as(by, at), ChangeRequestStateInput.parse({ reference, to, reason: 'Because it is so.', ...of }))
const YES = { reason: '', notice: '1', understood: 'on' }
const ask = (reference: string, at?: Instant) => become(house.csm, reference, 'awaiting_customer', {}, at)
const yes = (reference: string, by: Actor = requester()) => become(by, reference, 'scoping', YES)
const desk = (reference: string) => getDeskCase(house.as(house.hana), reference)
const state = async (reference: string) => (await getRequest(house.as(house.csm), reference)).state
const told = async (reference: string) =>
  (await getRequesterCase(house.as(requester()), reference)).timeline.flatMap((entry) =>
    'fact' in entry && entry.fact.what === 'referral' ? [entry.fact.step] : [],
  )
const clocks = (reference: string) => house.owner<
  { metric: string; outcome: string | null; dueAt: Date | null; breachedAt: Date | null }[]
>`
  select k.metric, k.outcome, k.due_at as "dueAt", k.breached_at as "breachedAt" from sla_clocks k join cases c on c.id = k.case_id
    cross join installation i where i.case_prefix || '-' || c.number = ${reference} order by k.started_at, k.metric`
const mailsAbout = (request: string) =>
  house.owner<{ kind: string; to: string; state: string }[]>`
    select m.kind, split_part(u.email, '@', 1) as "to", m.facts ->> 'state' as state from outbox m join users u on u.id = m.recipient_id
    where m.facts ->> 'reference' = ${request} order by m.created_at, m.id`

describe('passing a case on', () => {
  test('gives the whole case to the account manager, tells the customer, and keeps the agent as a follower', async () => {
    const reference = await opened()
    const request = await refer(reference)
    expect(await desk(reference)).toMatchObject({
      ...{ status: 'with_account_manager', category: 'project_or_data', assignee: { name: 'Rina Valemore' } },
    })
    expect(await told(reference)).toEqual(['referred'])
    expect(await getRequest(house.as(requester()), request)).toMatchObject({
      ...{ state: 'referred', title: 'A weekly refresh', caseReference: reference, isReferred: true },
      ...{ manager: { name: 'Rina Valemore' } },
    })
    expect(await mailsAbout(request)).toEqual([{ kind: 'request_changed', to: 'rina.valemore', state: 'referred' }])
    const followers = await house.owner`
      select from case_followers f join cases c on c.id = f.case_id join service_requests r on r.case_id = c.id
      where 'SR-' || lpad(r.number::text, 4, '0') = ${request} and f.user_id = ${house.hana.userId}`
    expect(followers).toHaveLength(1)
  })

  test('meets the first answer inside its target, keeps a breach after it, and starts the next clock', async () => {
    const inTime = await opened()
    await refer(inTime)
    expect(await clocks(inTime)).toMatchObject([{ metric: 'first_response', outcome: 'met', breachedAt: null }])
    const at = house.tick()
    const late = await opened({ impact: 'major', workaround: 'no' }, at)
    const severity = (await desk(late)).severity
    expect(severity).toBeLessThanOrEqual(2)
    await refer(late, { offer: 'part' }, house.hana, addMs(at, 40 * HOUR_MS))
    const [first, update] = await clocks(late)
    expect(first).toMatchObject({ metric: 'first_response', outcome: 'met', breachedAt: expect.any(Date) })
    expect(update).toMatchObject({ metric: 'update', outcome: null })
  })

  test('leaves a fault of the urgent levels with support, and makes its project part a request', async () => {
    const reference = await opened({ impact: 'major', workaround: 'no' })
    const request = await refer(reference, { offer: 'part' })
    expect((await desk(reference)).status).toBe('open')
    expect(await told(reference)).toEqual(['referred_in_part'])
    await ask(request)
    expect((await desk(reference)).status).toBe('open')
    expect((await mailsAbout(request)).at(-1)).toMatchObject({ to: 'mere.hollis', state: 'awaiting_customer' })
    await yes(request)
    expect(await state(request)).toBe('scoping')
    expect((await desk(reference)).status).toBe('open')
  })

  test('is refused twice, for a resolved case, without words, unchecked, and to customers', async () => {
    const reference = await opened()
    const key = newId(house.tick())
    await expect(refer(reference, { reply: '' })).rejects.toMatchObject({ fields: { reply: [expect.any(String)] } })
    const first = await refer(reference, { key })
    expect(await refer(reference, { key })).toBe(first)
    await expect(refer(reference)).rejects.toThrow(first)
    await expect(refer(await opened(), {}, requester())).rejects.toThrow(/services\.refer/)
    const solved = await opened()
    await confirmSolved(house.as(requester()), { reference: solved })
    await expect(refer(solved)).rejects.toThrow(/resolved/)
    expect(ReferCaseInput.safeParse({ reference, notAFault: undefined }).success).toBe(false)
  })

  test('offers the form with first words, and none while it is undecided', async () => {
    const reference = await opened()
    const form = await getReferralForm(house.as(house.hana), reference)
    expect(form).toMatchObject({ title: 'A weekly refresh of our data', goal: 'Every Monday, please.' })
    expect(form.reply).toContain('Nothing is charged by this step.')
    expect(form.reply).toMatch(/Rina Valemore, who will answer by .*Auckland/)
    const request = await refer(reference)
    await expect(getReferralForm(house.as(house.hana), reference)).rejects.toThrow(request)
    expect(await listCaseRequests(house.as(house.hana), reference)).toMatchObject([{ reference: request, state: 'referred' }])
  })

  test('waits for the account manager within eight business hours, whoever stands in', async () => {
    // Friday 27 November, 16:00 in Auckland: an hour that day, seven on Monday.
    const at = parseInstant('2026-11-27T03:00:00Z')
    const request = await refer(await opened({}, at), {}, house.hana, addMs(at, 1_000))
    const { dueAt } = (await getReferral(house.as(house.csm), request))!
    const [row] = (await getServicesBoard(house.as(house.csm), 'mine')).undecided.filter(({ reference }) => reference === request)
    expect(row).toMatchObject({ quoteDueAt: dueAt, agentName: 'Hana Corvell' })
    expect(toIso(dueAt).slice(0, 13)).toBe('2026-11-30T02')
  })
})

describe('asking the customer', () => {
  test('rests every clock, and a weekend of it adds only the business minutes', async () => {
    const at = parseInstant('2026-11-26T20:30:00Z')
    const reference = await opened({}, at)
    const request = await refer(reference, {}, house.hana, addMs(at, 60_000))
    await reclassifyCase(house.world.as(house.hana, addMs(at, 120_000)), { reference, severity: 2, reason: 'It is worse.' })
    const running = async () => (await clocks(reference)).filter(({ outcome }) => outcome === null)
    expect(await running()).toMatchObject([{ metric: 'update' }])
    // Friday 16:50 to Monday 09:00; the question is an update, and starts the next clock.
    const asked = parseInstant('2026-11-27T03:50:00Z')
    await ask(request, asked)
    expect((await running()).map(({ dueAt }) => dueAt)).toEqual([null])
    expect((await desk(reference)).status).toBe('waiting')
    expect((await getCaseDecision(house.as(requester()), reference))!).toMatchObject({ reference: request, isAsked: true })
    await replyToCase(house.world.as(requester(), parseInstant('2026-11-29T20:00:00Z')), {
      ...{ key: newId(house.tick()), reference, body: 'What would it cost, roughly?' },
    })
    expect((await desk(reference)).status).toBe('with_account_manager')
    expect(await state(request)).toBe('awaiting_customer')
    const [after] = await running()
    const [apac] = await listRegions(house.as(house.csm))
    expect(elapsedSeconds(apac!.calendar, asked, instant(+after!.dueAt!))).toBe(72 * 60 * 60 + 40 * 60)
  })

  test('a yes ends the case, keeps the tick, promises a quote in five business days, and twice makes one', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    await expect(become(requester(), request, 'scoping', { reason: '' })).rejects.toMatchObject({
      fields: { understood: [expect.any(String)] },
    })
    await Promise.all([yes(request), yes(request)])
    await yes(request)
    expect(await desk(reference)).toMatchObject({ status: 'resolved' })
    expect(await told(reference)).toEqual(['referred', 'moved_to_services'])
    const request_ = await getRequest(house.as(requester()), request)
    expect(request_.state).toBe('scoping')
    expect(request_.quoteDueAt).toBeGreaterThan(house.clock)
    expect(request_.steps.map(({ to }) => to)).toEqual(['referred', 'awaiting_customer', 'scoping'])
    expect((await getRequesterCase(house.as(requester()), reference)).rating).toBeNull()
    expect((await mailsAbout(request)).filter(({ state }) => state === 'scoping')).toEqual([
      { kind: 'request_changed', to: 'rina.valemore', state: 'scoping' },
    ])
  })

  test('a no brings the case back to whoever passed it on, with what the customer says', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    await become(requester(), request, 'declined_by_customer', { reason: 'An article would do.' })
    expect(await desk(reference)).toMatchObject({ status: 'open', category: 'how_to', assignee: { name: 'Hana Corvell' } })
    expect(await state(request)).toBe('declined_by_customer')
    expect(await told(reference)).toEqual(['referred', 'service_declined'])
    const words = (await desk(reference)).timeline.flatMap((entry) => ('body' in entry ? [entry.body] : []))
    expect(words.at(-1)).toBe('An article would do.')
  })

  test('reminds after three and seven business days, and lapses after ten with the case', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    const from = house.clock
    const tendAt = (days: number) =>
      tendUndecided(house.world.as({ kind: 'system', job: 'test' }, addMs(from, days * 24 * HOUR_MS)))
    const reminders = async () => (await mailsAbout(request)).filter(({ state }) => state === 'awaiting_customer').length
    await tendAt(2)
    expect(await reminders()).toBe(0)
    await tendAt(4)
    await tendAt(4)
    expect(await reminders()).toBe(1)
    await tendAt(10)
    expect(await reminders()).toBe(2)
    await tendAt(13)
    expect(await state(request)).toBe('awaiting_customer')
    await tendAt(15)
    expect(await reminders()).toBe(2)
    expect(await state(request)).toBe('lapsed')
    expect((await desk(reference)).status).toBe('resolved')
    expect(await told(reference)).toEqual(['referred', 'lapsed'])
    // The customer hears of it once, with the case; the account manager by the request.
    expect((await mailsAbout(request)).filter(({ state }) => state === 'lapsed')).toEqual([
      { kind: 'request_changed', to: 'rina.valemore', state: 'lapsed' },
    ])
  })
})

describe('before anybody is asked', () => {
  test('a fault is back with the agent at once, with the words of the customer', async () => {
    const reference = await opened()
    const request = await refer(reference)
    expect(await getCaseDecision(house.as(requester()), reference)).toMatchObject({
      ...{ isAsked: false, mayBecome: ['returned_to_support'] },
    })
    await become(requester(), request, 'returned_to_support', { reason: 'The refresh button does nothing.' })
    expect(await desk(reference)).toMatchObject({ status: 'open', assignee: { name: 'Hana Corvell' } })
    expect(await told(reference)).toEqual(['referred', 'fault'])
    expect(await getCaseDecision(house.as(requester()), reference)).toBeNull()
  })

  test('the account manager returns what is support, and it is counted by agent and reason', async () => {
    const request = await refer(await opened({}), { why: 'training' })
    await become(house.csm, request, 'returned_to_support', { reason: 'There is an article.' })
    expect(await state(request)).toBe('returned_to_support')
    expect(await listReturnedReferrals(house.as(house.lead))).toContainEqual({
      agent: 'Hana Corvell',
      reason: 'training',
      count: 1,
    })
  })

  test('what the onboarding includes needs no quote; without one it is refused', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await expect(become(house.csm, request, 'included')).rejects.toThrow(/onboarding/)
    await openOnboarding(
      house.as(house.lead),
      OpenOnboardingInput.parse({
        ...{ organisationId: requester().organisationId, consultantId: house.hana.userId },
        ...{ opensOn: '2026-11-20', days: '60', hours: '20' },
      }),
    )
    await become(house.csm, request, 'included', { reason: 'This belongs to your onboarding.' })
    expect(await state(request)).toBe('included')
    expect((await desk(reference)).status).toBe('resolved')
    expect((await getReferral(house.as(house.csm), request))!.includedIn).toMatch(/^SR-/)
    expect(await told(reference)).toEqual(['referred', 'included_onboarding'])
  })

  test('a case that is answered or solved without it ends it', async () => {
    const [answered, solved] = [await opened(), await opened()]
    const requests = [await refer(answered), await refer(solved)]
    await answerCase(house.as(house.csm), {
      ...{ key: newId(house.tick()), reference: answered, body: 'Support knows this.', outcome: 'back_to_support' },
    })
    await confirmSolved(house.as(requester()), { reference: solved })
    await tendUndecided(house.system())
    expect(await Promise.all(requests.map(state))).toEqual(['returned_to_support', 'returned_to_support'])
    expect((await desk(solved)).status).toBe('resolved')
    expect(await told(answered)).toEqual(['referred', 'answered'])
    for (const request of requests) expect((await mailsAbout(request)).every(({ to }) => to === 'rina.valemore')).toBe(true)
  })

  test('a case that left its manager while its customer was asked waits for no decision any more', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    await changeCategory(house.as(house.hana), { reference, category: 'how_to', reason: 'It is about a filter.' })
    await tendUndecided(house.system())
    expect(await state(request)).toBe('returned_to_support')
    expect((await desk(reference)).status).toBe('open')
  })

  test('a solved case is not opened again by a question, nor an open one of support ended by a yes', async () => {
    const solved = await opened()
    const request = await refer(solved)
    await confirmSolved(house.as(requester()), { reference: solved })
    await expect(ask(request)).rejects.toThrow(/went on without you/)
    const back = await opened()
    const asked = await refer(back)
    await ask(asked)
    const words = { key: newId(house.tick()), reference: back, body: 'Support knows this.' }
    await answerCase(house.as(house.csm), { ...words, outcome: 'back_to_support' })
    await yes(asked)
    expect((await desk(back)).status).toBe('open')
    expect(await state(asked)).toBe('scoping')
  })

  test('a case is not merged into another while it is undecided', async () => {
    const [reference, into] = [await opened(), await opened()]
    await refer(reference)
    await expect(mergeCases(house.as(house.hana), { reference, into })).rejects.toThrow(/service request/)
  })

  test('what is ours to answer is neither reminded of nor lapses, and a word on the request wakes the case', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    await writeOnRequest(house.as(requester()), { key: newId(house.tick()), reference: request, body: 'What would it cost?' })
    expect((await desk(reference)).status).toBe('with_account_manager')
    const from = house.clock
    for (const days of [5, 12, 20, 30])
      await tendUndecided(house.world.as({ kind: 'system', job: 'test' }, addMs(from, days * 24 * HOUR_MS)))
    expect(await state(request)).toBe('awaiting_customer')
    expect((await mailsAbout(request)).filter(({ state }) => state === 'awaiting_customer')).toEqual([])
  })

  test('the words of a no to a project part stand on the case, and what is over is answered in a new one', async () => {
    const reference = await opened({ impact: 'major', workaround: 'no' })
    const request = await refer(reference, { offer: 'part' })
    await ask(request)
    await become(requester(), request, 'declined_by_customer', { reason: 'An article would do.' })
    const words = (await desk(reference)).timeline.flatMap((entry) => ('body' in entry ? [entry.body] : []))
    expect(words).toContain('An article would do.')
    const again = await refer(reference, { offer: 'part' })
    await answerCase(house.as(house.hana), { key: newId(house.tick()), reference, body: 'It is mended.', outcome: 'resolve' })
    await become(house.csm, again, 'returned_to_support', { reason: 'There is an article.' })
    const { caseReference } = await getRequest(house.as(requester()), again)
    expect(caseReference).not.toBe(reference)
    expect((await desk(caseReference!)).status).toBe('new')
  })

  test('a case whose level rose after it was passed on goes back with a yes, and the form that showed another level is refused', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await reclassifyCase(house.as(house.hana), { reference, severity: 2, reason: 'It is worse.' })
    await ask(request)
    expect(await getCaseDecision(house.as(requester()), reference)).toMatchObject({ movesCase: false })
    await yes(request)
    expect(await desk(reference)).toMatchObject({ status: 'open', assignee: { name: 'Hana Corvell' } })
    await expect(refer(await opened({ impact: 'major', workaround: 'no' }))).rejects.toThrow(/level/)
  })

  test('a case that its manager had from the start stays theirs after a no', async () => {
    const reference = await opened({ category: 'project_or_data' })
    const request = await refer(reference, { offer: 'request', reply: '' }, house.csm)
    await ask(request)
    await become(requester(), request, 'declined_by_customer', { reason: 'Not now.' })
    expect(await desk(reference)).toMatchObject({ status: 'with_account_manager', assignee: { name: 'Rina Valemore' } })
  })

  test('an account manager who is away is stood in for, with the same time to decide', async () => {
    await house.owner`
      insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, gives_back, created_at)
      values (gen_random_uuid(), ${house.csm.userId}, '2026-11-01', '2027-12-31', '2026-11-01', '2027-12-31', 'none', '2026-11-01')`
    try {
      const at = parseInstant('2026-11-27T03:00:00Z')
      const request = await refer(await opened({}, at), {}, house.hana, addMs(at, 1_000))
      const { manager } = await getRequest(house.as(house.lead), request)
      expect(manager.name).not.toBe('Rina Valemore')
      expect(toIso((await getReferral(house.as(house.lead), request))!.dueAt).slice(0, 13)).toBe('2026-11-30T02')
    } finally {
      await house.owner`delete from absences where user_id = ${house.csm.userId}`
    }
  })

  test('a member of another organisation sees and decides nothing', async () => {
    const reference = await opened()
    const request = await refer(reference)
    await ask(request)
    const stranger = house.world.b.requester
    expect(await getCaseDecision(house.as(stranger), reference)).toBeNull()
    await expect(yes(request, stranger)).rejects.toThrow(/request/)
    expect(await state(request)).toBe('awaiting_customer')
  })
})
