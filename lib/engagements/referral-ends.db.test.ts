// What was passed on ends without the question of a quote, or the case goes on without it (services.md §2).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confirmSolved } from '@/lib/cases/commands/change-case'
import { changeCategory } from '@/lib/cases/commands/change-category'
import { mergeCases } from '@/lib/cases/commands/merge'
import { answerCase } from '@/lib/cases/commands/reply'
import { newId } from '@/lib/kernel/ids'
import { openOnboarding } from './commands/onboarding'
import { tendUndecided } from './commands/undecided-tend'
import { getCaseDecision, getReferral, listReturnedReferrals } from './queries/referrals'
import { House } from './testing/house'
import { OpenOnboardingInput } from './work-input'
import { ReferralActs } from './testing/referral-acts'

let house: House
let acts: ReferralActs
beforeAll(async () => {
  house = await House.open()
  acts = new ReferralActs(house)
})
afterAll(() => house.close())

describe('what was passed on', () => {
  test('a fault is back with the agent at once, with the words of the customer', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    expect(await getCaseDecision(house.as(acts.requester()), reference)).toMatchObject({
      ...{ isAsked: false, mayBecome: ['returned_to_support'] },
    })
    await acts.become(acts.requester(), request, 'returned_to_support', { reason: 'The refresh button does nothing.' })
    expect(await acts.desk(reference)).toMatchObject({ status: 'open', assignee: { name: 'Hana Corvell' } })
    expect(await acts.told(reference)).toEqual(['referred', 'fault'])
    expect(await getCaseDecision(house.as(acts.requester()), reference)).toBeNull()
  })

  test('the account manager returns what is support, and it is counted by agent and reason', async () => {
    const request = await acts.refer(await acts.opened({}), { why: 'training' })
    await acts.become(house.csm, request, 'returned_to_support', { reason: 'There is an article.' })
    expect(await acts.state(request)).toBe('returned_to_support')
    expect(await listReturnedReferrals(house.as(house.lead))).toContainEqual({
      agent: 'Hana Corvell',
      reason: 'training',
      count: 1,
    })
  })

  test('what the onboarding includes needs no quote; without one it is refused', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await expect(acts.become(house.csm, request, 'included')).rejects.toThrow(/onboarding/)
    await openOnboarding(
      house.as(house.lead),
      OpenOnboardingInput.parse({
        ...{ organisationId: acts.requester().organisationId, consultantId: house.hana.userId },
        ...{ opensOn: '2026-11-20', days: '60', hours: '20' },
      }),
    )
    await acts.become(house.csm, request, 'included', { reason: 'This belongs to your onboarding.' })
    expect(await acts.state(request)).toBe('included')
    expect((await acts.desk(reference)).status).toBe('resolved')
    expect((await getReferral(house.as(house.csm), request))!.includedIn).toMatch(/^SR-/)
    expect(await acts.told(reference)).toEqual(['referred', 'included_onboarding'])
  })

  test('a case that is answered or solved without it ends it', async () => {
    const [answered, solved] = [await acts.opened(), await acts.opened()]
    const requests = [await acts.refer(answered), await acts.refer(solved)]
    await answerCase(house.as(house.csm), {
      ...{ key: newId(house.tick()), reference: answered, body: 'Support knows this.', outcome: 'back_to_support' },
    })
    await confirmSolved(house.as(acts.requester()), { reference: solved })
    await tendUndecided(house.system())
    expect(await Promise.all(requests.map(acts.state))).toEqual(['returned_to_support', 'returned_to_support'])
    expect((await acts.desk(solved)).status).toBe('resolved')
    expect(await acts.told(answered)).toEqual(['referred', 'answered'])
    for (const request of requests) expect((await acts.mailsAbout(request)).every(({ to }) => to === 'rina.valemore')).toBe(true)
  })

  test('a case that left its manager while its customer was asked waits for no decision any more', async () => {
    const reference = await acts.opened()
    const request = await acts.refer(reference)
    await acts.ask(request)
    await changeCategory(house.as(house.hana), { reference, category: 'how_to', reason: 'It is about a filter.' })
    await tendUndecided(house.system())
    expect(await acts.state(request)).toBe('returned_to_support')
    expect((await acts.desk(reference)).status).toBe('open')
  })

  test('a solved case is not opened again by a question, nor an open one of support ended by a yes', async () => {
    const solved = await acts.opened()
    const request = await acts.refer(solved)
    await confirmSolved(house.as(acts.requester()), { reference: solved })
    await expect(acts.ask(request)).rejects.toThrow(/went on without you/)
    const back = await acts.opened()
    const asked = await acts.refer(back)
    await acts.ask(asked)
    const words = { key: newId(house.tick()), reference: back, body: 'Support knows this.' }
    await answerCase(house.as(house.csm), { ...words, outcome: 'back_to_support' })
    await acts.yes(asked)
    expect((await acts.desk(back)).status).toBe('open')
    expect(await acts.state(asked)).toBe('scoping')
  })

  test('a case is not merged into another while it is undecided', async () => {
    const [reference, into] = [await acts.opened(), await acts.opened()]
    await acts.refer(reference)
    await expect(mergeCases(house.as(house.hana), { reference, into })).rejects.toThrow(/service request/)
  })
})
