// The end of a quote that was sent: approval with its evidence, what many at once come to, expiry, refusal, and undo (services.md §1.5; AB-092, AB-093).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/kernel/actor'
import { formatMoney } from '@/lib/kernel/money'
import { addMs, HOUR_MS, MINUTE_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import { setBuyingRules } from './commands/buying-rules'
import { changeRequestState } from './commands/change-request'
import { newQuoteVersion } from './commands/quote-draft'
import { declineQuote, expireQuotes, undoAcceptance } from './commands/quote-end'
import { askToRenew } from './commands/quote-renew'
import { SignQuoteInput } from './quote-input'
import { getQuote } from './queries/quotes'
import { LINE, OPTION, QuoteHouse, TIME } from './testing/quote-house'

let house: QuoteHouse
beforeAll(async () => void (house = await QuoteHouse.open()))
afterAll(() => house.close())

describe('approval', () => {
  test('needs a grant, a name, the terms, and what was shown', async () => {
    const reference = await house.sent()
    await expect(house.sign(house.world.a.requester, reference)).rejects.toMatchObject({ code: 'forbidden' })
    await house.grant(house.ten[0]!, '')
    await expect(house.sign(house.ten[0]!, reference, { typedName: '12 3' })).rejects.toMatchObject({
      fields: { typedName: [expect.any(String)] },
    })
    await expect(house.sign(house.ten[0]!, reference, { sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' })
    expect(SignQuoteInput.safeParse({ reference, version: 1, sha256: '0'.repeat(64), typedName: 'A B' }).success).toBe(false)
    expect(await house.state(reference)).toBe('sent')
  })

  test('of ten at once accepts once, with one order and one chain of evidence (AB-092, AB-093)', async () => {
    for (const person of house.ten) await house.grant(person, '')
    const reference = await house.sent([TIME])
    const at = house.tick()
    const answers = await Promise.allSettled(house.ten.map((person) => house.sign(person, reference, {}, at)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'conflict' })
    expect(await house.engagementsOf(reference)).toEqual([{ state: 'planned', fees: '300000' }])
    expect((await house.see(reference, house.ten[1]!)).signatures).toHaveLength(1)
    const [{ intact }] =
      (await house.owner`select quote_signatures_intact(${house.world.a.organisationId}) as intact`) as unknown as [
        { intact: boolean },
      ]
    expect(intact).toBe(true)
  })

  test('above their limits takes two different people, of ten at once too', async () => {
    for (const person of house.ten) await house.grant(person, '500')
    const reference = await house.sent()
    const at = house.tick()
    const refused = await Promise.allSettled(house.ten.slice(0, 4).map((person) => house.sign(person, reference, {}, at)))
    expect(refused.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await house.state(reference)).toBe('partly_approved')
    await setBuyingRules(house.as(house.world.a.administrator), { orderRequired: false, anyTwo: true })
    const then = house.tick()
    const answers = await Promise.allSettled(house.ten.map((person) => house.sign(person, reference, {}, then)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await house.engagementsOf(reference)).toHaveLength(1)
    await setBuyingRules(house.as(house.world.a.administrator), { orderRequired: false, anyTwo: false })
    await house.grant(house.ten[0]!, '')
  })

  test('carries the chosen options, and an order number where it is required', async () => {
    await setBuyingRules(house.as(house.world.a.administrator), { orderRequired: true, anyTwo: false })
    const reference = await house.sent([LINE, OPTION])
    expect(formatMoney((await house.see(reference)).shown!.totals.total)).toBe('NZD 1,150.00')
    await expect(house.sign(house.ten[0]!, reference, { chosen: ['2'] })).rejects.toMatchObject({
      fields: { orderNumber: [expect.any(String)] },
    })
    await house.sign(house.ten[0]!, reference, { chosen: ['2'], orderNumber: 'PO-77' })
    const { signatures } = await house.see(reference, house.ten[0]!)
    expect(signatures).toMatchObject([{ orderNumber: 'PO-77', chosen: [2], address: '198.51.100.7' }])
    expect(signatures[0]!.statement).toContain('with the options “Recording”, of NZD 1,667.50')
    expect(await house.engagementsOf(reference)).toEqual([{ state: 'planned', fees: '145000' }])
    await setBuyingRules(house.as(house.world.a.administrator), { orderRequired: false, anyTwo: false })
  })

  test('asks for the password when the sign-in is older than ten minutes', async () => {
    const reference = await house.sent()
    const at = house.tick()
    await expect(house.sign(house.ten[0]!, reference, {}, at, addMs(at, -11 * MINUTE_MS))).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    })
    await expect(house.sign(house.ten[0]!, reference, { password: 'wrong' }, at)).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    })
    await house.sign(house.ten[0]!, reference, {}, at, addMs(at, -9 * MINUTE_MS))
    expect(await house.state(reference)).toBe('accepted')
  })

  test('ends with the last day where the customer is, and the job says so', async () => {
    const reference = await house.sent()
    // The end of 20 December in Auckland.
    const end = parseInstant('2026-12-20T11:00:00Z')
    await expect(house.sign(house.ten[0]!, reference, {}, end)).rejects.toMatchObject({ code: 'conflict' })
    const system = house.world.as({ kind: 'system', job: 'x' }, end)
    while ((await expireQuotes(system)) > 0);
    expect(await house.state(reference)).toBe('expired')
    expect((await house.see(reference)).requestState).toBe('scoping')
    const renew = (as: Actor) => askToRenew(house.world.as(as, addMs(end, MINUTE_MS)), { reference, version: 1 })
    const asksFor = async () => (await getQuote(house.world.as(house.world.a.requester, end), reference)).may.askToRenew
    expect(await asksFor()).toBe(true)
    for (const [who, code] of [
      [house.csm, 'forbidden'],
      [house.world.a.colleague, 'not_found'],
    ] as const)
      await expect(renew(who)).rejects.toMatchObject({ code })
    await renew(house.world.a.requester)
    await renew(house.world.a.requester)
    expect(await house.see(reference)).toMatchObject({ renewalAsked: true })
    expect(await asksFor()).toBe(false)
    expect(
      await house.owner`select recipient_id as id from outbox where facts ->> 'body' like 'Please renew Q-%stood until Sun 20 Dec 2026.'`,
    ).toEqual([{ id: house.csm.userId }])
    await newQuoteVersion(house.as(house.csm), { reference })
    expect((await house.see(reference)).shown).toMatchObject({ state: 'draft', words: { version: 2 } })
    // A draft is not there for the customer: what has expired for them is the first one, and nothing else can be renewed.
    const another = askToRenew(house.world.as(house.world.a.requester, addMs(end, MINUTE_MS)), { reference, version: 2 })
    await expect(another).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is declined with a reason, and revised or ended', async () => {
    const decline = (reference: string, then: 'revise' | 'stop', as: Actor = house.world.a.administrator) =>
      declineQuote(house.as(as), { reference, version: 1, code: 'price', reason: 'Too much.', then })
    const revised = await house.sent()
    await expect(decline(revised, 'revise', house.world.a.requester)).rejects.toMatchObject({ code: 'forbidden' })
    await decline(revised, 'revise')
    const [mail] = await house.owner<
      { reason: string }[]
    >`select facts ->> 'reason' as reason from outbox where facts ->> 'news' = 'declined'`
    expect(mail).toEqual({ reason: 'The price: Too much.' })
    expect(await house.see(revised)).toMatchObject({ requestState: 'scoping', shown: { state: 'declined' } })
    const ended = await house.sent()
    await decline(ended, 'stop')
    expect((await house.see(ended)).requestState).toBe('withdrawn')
  })

  test('ends with the request that the customer withdraws', async () => {
    const reference = await house.sent()
    await changeRequestState(house.as(house.world.a.requester), { reference, to: 'withdrawn', reason: '' })
    expect(await house.state(reference)).toBe('withdrawn')
    await expect(house.sign(house.ten[0]!, reference)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is undone within a day, and never after it', async () => {
    const undo = (reference: string, at: Instant) =>
      undoAcceptance(house.world.as(house.ten[0]!, at), { reference, reason: 'By mistake.' })
    const reference = await house.sent()
    const at = house.tick()
    await house.sign(house.ten[0]!, reference, {}, at)
    await expect(undo(reference, addMs(at, 24 * HOUR_MS))).rejects.toMatchObject({ code: 'conflict' })
    await undo(reference, addMs(at, 23 * HOUR_MS))
    expect(await house.engagementsOf(reference)).toMatchObject([{ state: 'cancelled' }])
    expect((await house.see(reference)).requestState).toBe('scoping')
    expect((await house.see(reference)).signatures).toHaveLength(1)
  })

  test('leaves evidence that nobody changes', async () => {
    await expect(house.owner`update quote_signatures set typed_name = 'Somebody Else'`).rejects.toThrow('append-only')
    await expect(house.owner`delete from quote_signatures`).rejects.toThrow('append-only')
    await expect(house.owner`update budget_revisions set fees_minor = 1`).rejects.toThrow('append-only')
  })
})
