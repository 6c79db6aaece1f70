// Passing a case on to its account manager (services.md §2): who is told what, who has the case, and what its clocks do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confirmSolved } from '@/lib/cases/commands/change-case'
import { newId } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, parseInstant, toIso } from '@/lib/kernel/time'
import { ReferCaseInput } from './input'
import { getReferral, getReferralForm, listCaseRequests } from './queries/referrals'
import { getRequest, getServicesBoard } from './queries/requests'
import { House } from './testing/house'
import { ReferralActs } from './testing/referral-acts'

let house: House
let acts: ReferralActs
beforeAll(async () => {
  house = await House.open()
  acts = new ReferralActs(house)
})
afterAll(() => house.close())

describe('passing a case on', () => {
  test('gives the whole case to the account manager, tells the customer, and keeps the agent as a follower', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    expect(await acts.desk(reference)).toMatchObject({
      ...{ status: 'with_account_manager', category: 'project_or_data', assignee: { name: 'Rina Valemore' } },
    })
    expect(await acts.told(reference)).toEqual(['referred'])
    expect(await getRequest(house.as(acts.requester()), request)).toMatchObject({
      ...{ state: 'referred', title: 'A weekly refresh', caseReference: reference, isReferred: true },
      ...{ manager: { name: 'Rina Valemore' } },
    })
    expect(await acts.mailsAbout(request)).toEqual([{ kind: 'request_changed', to: 'rina.valemore', state: 'referred' }])
    const followers = await house.owner`
      select from case_followers f join cases c on c.id = f.case_id join service_requests r on r.case_id = c.id
      where 'SR-' || lpad(r.number::text, 4, '0') = ${request} and f.user_id = ${house.hana.userId}`
    expect(followers).toHaveLength(1)
  })

  test('meets the first answer inside its target, keeps a breach after it, and starts the next clock', async () => {
    const inTime = await acts.opened()
    await acts.refer(inTime)
    expect(await acts.clocks(inTime)).toMatchObject([{ metric: 'first_response', outcome: 'met', breachedAt: null }])
    const at = house.tick()
    const late = await acts.opened({ impact: 'major', workaround: 'no' }, at)
    const severity = (await acts.desk(late)).severity
    expect(severity).toBeLessThanOrEqual(2)
    await acts.refer(late, { offer: 'part' }, house.hana, addMs(at, 40 * HOUR_MS))
    const [first, update] = await acts.clocks(late)
    expect(first).toMatchObject({ metric: 'first_response', outcome: 'met', breachedAt: expect.any(Date) })
    expect(update).toMatchObject({ metric: 'update', outcome: null })
  })

  test('leaves a fault of the urgent levels with support, and makes its project part a request', async () => {
    const reference = await acts.opened({ impact: 'major', workaround: 'no' })
    const request = await acts.refer(reference, { offer: 'part' })
    expect((await acts.desk(reference)).status).toBe('open')
    expect(await acts.told(reference)).toEqual(['referred_in_part'])
    await acts.ask(request)
    expect((await acts.desk(reference)).status).toBe('open')
    expect((await acts.mailsAbout(request)).at(-1)).toMatchObject({ to: 'mere.hollis', state: 'awaiting_customer' })
    await acts.yes(request)
    expect(await acts.state(request)).toBe('scoping')
    expect((await acts.desk(reference)).status).toBe('open')
  })

  test('is refused twice, for a resolved case, without words, unchecked, and to customers', async () => {
    const reference = await acts.opened()
    const key = newId(house.tick())
    await expect(acts.refer(reference, { reply: '' })).rejects.toMatchObject({ fields: { reply: [expect.any(String)] } })
    const first = await acts.refer(reference, { key })
    expect(await acts.refer(reference, { key })).toBe(first)
    await expect(acts.refer(reference)).rejects.toThrow(first)
    await expect(acts.refer(await acts.opened(), {}, acts.requester())).rejects.toThrow(/services\.refer/)
    const solved = await acts.opened()
    await confirmSolved(house.as(acts.requester()), { reference: solved })
    await expect(acts.refer(solved)).rejects.toThrow(/resolved/)
    expect(ReferCaseInput.safeParse({ reference, notAFault: undefined }).success).toBe(false)
  })

  test('offers the form with first words, and none while it is undecided', async () => {
    const reference = await acts.opened()
    const form = await getReferralForm(house.as(house.hana), reference)
    expect(form).toMatchObject({ title: 'A weekly refresh of our data', goal: 'Every Monday, please.' })
    expect(form.reply).toContain('Nothing is charged by this step.')
    expect(form.reply).toMatch(/Rina Valemore, who will answer by .*Auckland/)
    const request = await acts.refer(reference)
    await expect(getReferralForm(house.as(house.hana), reference)).rejects.toThrow(request)
    expect(await listCaseRequests(house.as(house.hana), reference)).toMatchObject([{ reference: request, state: 'referred' }])
  })

  test('waits for the account manager within eight business hours, whoever stands in', async () => {
    // Friday 27 November, 16:00 in Auckland: an hour that day, seven on Monday.
    const at = parseInstant('2026-11-27T03:00:00Z')
    const request = await acts.refer(await acts.opened({}, at), {}, house.hana, addMs(at, 1_000))
    const { dueAt } = (await getReferral(house.as(house.csm), request))!
    const [row] = (await getServicesBoard(house.as(house.csm), 'mine')).undecided.filter(({ reference }) => reference === request)
    expect(row).toMatchObject({ quoteDueAt: dueAt, agentName: 'Hana Corvell' })
    expect(toIso(dueAt).slice(0, 13)).toBe('2026-11-30T02')
  })

  test('an account manager who is away is stood in for, with the same time to decide', async () => {
    await house.owner`
      insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, gives_back, created_at)
      values (gen_random_uuid(), ${house.csm.userId}, '2026-11-01', '2027-12-31', '2026-11-01', '2027-12-31', 'none', '2026-11-01')`
    try {
      const at = parseInstant('2026-11-27T03:00:00Z')
      const request = await acts.refer(await acts.opened({}, at), {}, house.hana, addMs(at, 1_000))
      const { manager } = await getRequest(house.as(house.lead), request)
      expect(manager.name).not.toBe('Rina Valemore')
      expect(toIso((await getReferral(house.as(house.lead), request))!.dueAt).slice(0, 13)).toBe('2026-11-30T02')
    } finally {
      await house.owner`delete from absences where user_id = ${house.csm.userId}`
    }
  })
})
