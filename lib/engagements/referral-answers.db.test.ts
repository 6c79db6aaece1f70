// The customer is asked about a case that was passed on, and says yes, no or nothing (services.md §2).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reclassifyCase } from '@/lib/cases/commands/change-case'
import { answerCase, replyToCase } from '@/lib/cases/commands/reply'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { newId } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, instant, parseInstant } from '@/lib/kernel/time'
import { elapsedSeconds } from '@/lib/sla/calendar'
import { listRegions } from '@/lib/sla/queries'
import { tendUndecided } from './commands/undecided-tend'
import { writeOnRequest } from './commands/write'
import { getCaseDecision } from './queries/referrals'
import { getRequest } from './queries/requests'
import { House } from './testing/house'
import { ReferralActs } from './testing/referral-acts'

let house: House
let acts: ReferralActs
beforeAll(async () => {
  house = await House.open()
  acts = new ReferralActs(house)
})
afterAll(() => house.close())

describe('asking the customer', () => {
  test('rests every clock, and a weekend of it adds only the business minutes', async () => {
    const at = parseInstant('2026-11-26T20:30:00Z')
    const reference = await acts.opened({}, at)
    const request = await acts.refer(reference, {}, house.hana, addMs(at, 60_000))
    await reclassifyCase(house.world.as(house.hana, addMs(at, 120_000)), { reference, severity: 2, reason: 'It is worse.' })
    const running = async () => (await acts.clocks(reference)).filter(({ outcome }) => outcome === null)
    expect(await running()).toMatchObject([{ metric: 'update' }])
    // Friday 16:50 to Monday 09:00; the question is an update, and starts the next clock.
    const asked = parseInstant('2026-11-27T03:50:00Z')
    await acts.ask(request, asked)
    expect((await running()).map(({ dueAt }) => dueAt)).toEqual([null])
    expect((await acts.desk(reference)).status).toBe('waiting')
    expect((await getCaseDecision(house.as(acts.requester()), reference))!).toMatchObject({ reference: request, isAsked: true })
    await replyToCase(house.world.as(acts.requester(), parseInstant('2026-11-29T20:00:00Z')), {
      ...{ key: newId(house.tick()), reference, body: 'What would it cost, roughly?' },
    })
    expect((await acts.desk(reference)).status).toBe('with_account_manager')
    expect(await acts.state(request)).toBe('awaiting_customer')
    const [after] = await running()
    const [apac] = await listRegions(house.as(house.csm))
    expect(elapsedSeconds(apac!.calendar, asked, instant(+after!.dueAt!))).toBe(72 * 60 * 60 + 40 * 60)
  })

  test('a yes ends the case, keeps the tick, promises a quote in five business days, and twice makes one', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    await expect(acts.become(acts.requester(), request, 'scoping', { reason: '' })).rejects.toMatchObject({
      fields: { understood: [expect.any(String)] },
    })
    await Promise.all([acts.yes(request), acts.yes(request)])
    await acts.yes(request)
    expect(await acts.desk(reference)).toMatchObject({ status: 'resolved' })
    expect(await acts.told(reference)).toEqual(['referred', 'moved_to_services'])
    const request_ = await getRequest(house.as(acts.requester()), request)
    expect(request_.state).toBe('scoping')
    expect(request_.quoteDueAt).toBeGreaterThan(house.clock)
    expect(request_.steps.map(({ to }) => to)).toEqual(['referred', 'awaiting_customer', 'scoping'])
    expect((await getRequesterCase(house.as(acts.requester()), reference)).rating).toBeNull()
    expect((await acts.mailsAbout(request)).filter(({ state }) => state === 'scoping')).toEqual([
      { kind: 'request_changed', to: 'rina.valemore', state: 'scoping' },
    ])
  })

  test('a no brings the case back to whoever passed it on, with what the customer says', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    await acts.become(acts.requester(), request, 'declined_by_customer', { reason: 'An article would do.' })
    expect(await acts.desk(reference)).toMatchObject({ status: 'open', category: 'how_to', assignee: { name: 'Hana Corvell' } })
    expect(await acts.state(request)).toBe('declined_by_customer')
    expect(await acts.told(reference)).toEqual(['referred', 'service_declined'])
    const words = (await acts.desk(reference)).timeline.flatMap((entry) => ('body' in entry ? [entry.body] : []))
    expect(words.at(-1)).toBe('An article would do.')
  })

  test('reminds after three and seven business days, and lapses after ten with the case', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    const from = house.clock
    const tendAt = (days: number) =>
      tendUndecided(house.world.as({ kind: 'system', job: 'test' }, addMs(from, days * 24 * HOUR_MS)))
    const reminders = async () => (await acts.mailsAbout(request)).filter(({ state }) => state === 'awaiting_customer').length
    await tendAt(2)
    expect(await reminders()).toBe(0)
    await tendAt(4)
    await tendAt(4)
    expect(await reminders()).toBe(1)
    await tendAt(10)
    expect(await reminders()).toBe(2)
    await tendAt(13)
    expect(await acts.state(request)).toBe('awaiting_customer')
    await tendAt(15)
    expect(await reminders()).toBe(2)
    expect(await acts.state(request)).toBe('lapsed')
    expect((await acts.desk(reference)).status).toBe('resolved')
    expect(await acts.told(reference)).toEqual(['referred', 'lapsed'])
    // The customer hears of it once, with the case; the account manager by the request.
    expect((await acts.mailsAbout(request)).filter(({ state }) => state === 'lapsed')).toEqual([
      { kind: 'request_changed', to: 'rina.valemore', state: 'lapsed' },
    ])
  })

  test('what is ours to answer is neither reminded of nor lapses, and a word on the request wakes the case', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    await writeOnRequest(house.as(acts.requester()), {
      key: newId(house.tick()),
      reference: request,
      body: 'What would it cost?',
    })
    expect((await acts.desk(reference)).status).toBe('with_account_manager')
    const from = house.clock
    for (const days of [5, 12, 20, 30])
      await tendUndecided(house.world.as({ kind: 'system', job: 'test' }, addMs(from, days * 24 * HOUR_MS)))
    expect(await acts.state(request)).toBe('awaiting_customer')
    expect((await acts.mailsAbout(request)).filter(({ state }) => state === 'awaiting_customer')).toEqual([])
  })

  test('the words of a no to a project part stand on the case, and what is over is answered in a new one', async () => {
    const reference = await acts.opened({ impact: 'major', workaround: 'no' })
    const request = await acts.refer(reference, { offer: 'part' })
    await acts.ask(request)
    await acts.become(acts.requester(), request, 'declined_by_customer', { reason: 'An article would do.' })
    const words = (await acts.desk(reference)).timeline.flatMap((entry) => ('body' in entry ? [entry.body] : []))
    expect(words).toContain('An article would do.')
    const again = await acts.refer(reference, { offer: 'part' })
    await answerCase(house.as(house.hana), { key: newId(house.tick()), reference, body: 'It is mended.', outcome: 'resolve' })
    await acts.become(house.csm, again, 'returned_to_support', { reason: 'There is an article.' })
    const { caseReference } = await getRequest(house.as(acts.requester()), again)
    expect(caseReference).not.toBe(reference)
    expect((await acts.desk(caseReference!)).status).toBe('new')
  })

  test('a case whose level rose after it was passed on goes back with a yes, and the form that showed another level is refused', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await reclassifyCase(house.as(house.hana), { reference, severity: 2, reason: 'It is worse.' })
    await acts.ask(request)
    expect(await getCaseDecision(house.as(acts.requester()), reference)).toMatchObject({ movesCase: false })
    await acts.yes(request)
    expect(await acts.desk(reference)).toMatchObject({ status: 'open', assignee: { name: 'Hana Corvell' } })
    await expect(acts.refer(await acts.opened({ impact: 'major', workaround: 'no' }))).rejects.toThrow(/level/)
  })

  test('a case that its manager had from the start stays theirs after a no', async () => {
    const reference = await acts.opened({ category: 'project_or_data' })
    const request = await acts.refer(reference, { offer: 'request', reply: '' }, house.csm)
    await acts.ask(request)
    await acts.become(acts.requester(), request, 'declined_by_customer', { reason: 'Not now.' })
    expect(await acts.desk(reference)).toMatchObject({ status: 'with_account_manager', assignee: { name: 'Rina Valemore' } })
  })

  test('a member of another organisation sees and decides nothing', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    const stranger = house.world.b.requester
    expect(await getCaseDecision(house.as(stranger), reference)).toBeNull()
    await expect(acts.yes(request, stranger)).rejects.toThrow(/request/)
    expect(await acts.state(request)).toBe('awaiting_customer')
  })
})
