// A quote while it is written and once it is sent: prices, reviews, freezing, versions, and who sees what (services.md §1.4).
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { parseInstant } from '@/lib/kernel/time'
import { newQuoteVersion, saveQuote } from './commands/quote-draft'
import { publishRates } from './commands/rates'
import { PublishRatesInput } from './quote-input'
import { sha256Of } from './gateway/hash'
import { listRateCards } from './queries/rates'
import { getQuotePdf } from './queries/quote-pdf'
import { draftOf, LINE, QuoteHouse, TIME } from './testing/quote-house'
import { HOUSE_NOW } from './testing/house'

// Its pages are made by the React of the web, which these tests have not; e2e/journeys.spec.ts reads them back.
vi.mock('./gateway/quote-pdf', () => ({ renderQuote: async (facts: { sha256: string }) => Buffer.from(facts.sha256) }))

let house: QuoteHouse
beforeAll(async () => void (house = await QuoteHouse.open()))
afterAll(() => house.close())

describe('a draft', () => {
  test('is priced by the customer’s own rates before those of its region', async () => {
    const lead = house.lead
    const own = {
      organisationId: house.world.a.organisationId,
      currency: 'NZD',
      effectiveFrom: '2027-06-01',
      'consultant.hour': '199',
    }
    await publishRates(house.world.as(lead), PublishRatesInput.parse({ ...own, regionCode: 'APAC' }))
    await expect(
      publishRates(house.world.as(lead), PublishRatesInput.parse({ ...own, regionCode: 'EMEA' })),
    ).rejects.toMatchObject({
      fields: { organisationId: [expect.any(String)] },
    })
    expect(
      (await listRateCards(house.world.as(lead))).map(({ organisationName, effectiveFrom }) => [organisationName, effectiveFrom]),
    ).toEqual([
      [null, '2027-01-01'],
      [null, '2026-01-01'],
      [expect.stringContaining('Tuiwhenua'), '2027-06-01'],
    ])
    const reference = await house.begun()
    const priced = async (on: string) => {
      const { amounts } = await saveQuote(house.world.as(house.csm, parseInstant(`${on}T01:00:00Z`)), {
        ...{
          reference,
          revision: (await house.see(reference)).shown!.revision,
          draft: draftOf([TIME], { validUntil: '2027-12-20' }),
        },
      })
      return amounts[0]
    }
    expect(await priced('2026-11-25')).toBe('NZD 3,000.00')
    expect(await priced('2027-06-02')).toBe('NZD 2,487.50')
  })

  test('is priced by the card of its date and the one pricing function', async () => {
    const reference = await house.begun()
    const saved = await saveQuote(house.as(house.csm), { reference, revision: 0, draft: draftOf([TIME, LINE]) })
    expect(saved).toMatchObject({
      amounts: ['NZD 3,000.00', 'NZD 1,000.00'],
      net: 'NZD 4,000.00',
      tax: 'NZD 600.00',
      total: 'NZD 4,600.00',
    })
    expect((await house.see(reference)).shown!.words.lines[0]).toMatchObject({ unitRateMinor: 24_000n, cardRateMinor: 24_000n })
  })

  test('says beside each line what is wrong, and keeps what was kept', async () => {
    const reference = await house.begun()
    await saveQuote(house.as(house.csm), { reference, revision: 0, draft: draftOf([LINE]) })
    const wrong = draftOf([
      { ...LINE, qty: '-1' },
      { ...LINE, rate: '1e9' },
      { ...TIME, role: 'data_scientist' },
      { ...LINE, discount: '101' },
    ])
    await expect(saveQuote(house.as(house.csm), { reference, revision: 1, draft: wrong })).rejects.toMatchObject({
      fields: {
        'lines.0.qty': [expect.any(String)],
        'lines.1.rate': [expect.any(String)],
        'lines.2.rate': [expect.any(String)],
        'lines.3.discount': [expect.any(String)],
      },
    })
    expect((await house.see(reference)).shown!.words.lines).toHaveLength(1)
  })

  test('is never overwritten by somebody who has not seen it', async () => {
    const reference = await house.begun()
    const save = () => saveQuote(house.as(house.csm), { reference, revision: 0, draft: draftOf([LINE]) })
    const saved = await Promise.allSettled([save(), save(), save()])
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is nobody’s at the customer, not even by name', async () => {
    const reference = await house.begun()
    expect((await house.see(reference, house.world.a.administrator)).shown).toBeNull()
    await expect(house.see(reference, house.world.a.administrator, 1)).rejects.toMatchObject({ code: 'not_found' })
    await expect(house.see(reference, house.world.b.administrator)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('goes by a second person where a rule says so, and never by its author', async () => {
    const reference = await house.begun()
    await saveQuote(house.as(house.csm), { reference, revision: 0, draft: draftOf([{ ...LINE, discount: '12' }]) })
    expect((await house.see(reference)).desk!.reasons).toEqual(['discount'])
    await expect(house.take(reference, 1, 'sent')).rejects.toMatchObject({ code: 'conflict' })
    await house.take(reference, 1, 'internal_review')
    await expect(house.take(reference, 1, 'ready')).rejects.toMatchObject({ code: 'forbidden' })
    await house.take(reference, 1, 'ready', house.lead)
    await house.take(reference, 1, 'sent')
    expect(await house.state(reference)).toBe('sent')
  })

  test.each([
    ['no line', [], {}],
    ['no scope', [LINE], { scope: '' }],
    ['a last day that is too near', [LINE], { validUntil: '2026-11-26' }],
  ])('with %s is not sent', async (_, lines, of) => {
    await expect(house.sent(lines, of)).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('what was sent', () => {
  test('is bound to the hash of its canonical words, and the database changes none of them', async () => {
    const reference = await house.sent()
    const [row] = await house.owner<{ id: string; canonical: string; hash: string }[]>`
      select id, canonical, canonical_sha256 as hash from quote_versions order by created_at desc limit 1`
    expect(sha256Of(row!.canonical)).toBe(row!.hash)
    expect((await house.see(reference, house.world.a.requester)).shown!.sha256).toBe(row!.hash)
    await expect(house.owner`update quote_versions set scope = 'More' where id = ${row!.id}`).rejects.toThrow('never changed')
    await expect(house.owner`update quote_versions set fees_minor = 1 where id = ${row!.id}`).rejects.toThrow('never changed')
    await expect(house.owner`update quote_lines set amount_minor = 1 where version_id = ${row!.id}`).rejects.toThrow(
      'only the lines of a draft',
    )
    await expect(house.owner`delete from quote_lines where version_id = ${row!.id}`).rejects.toThrow('only the lines of a draft')
    await expect(house.owner`delete from quote_versions where id = ${row!.id}`).rejects.toThrow('never deleted')
    await expect(house.owner`update quote_versions set state = 'accepted' where id = ${row!.id}`).rejects.toThrow(
      'without a signature',
    )
    await expect(house.owner`update quote_versions set state = 'draft' where id = ${row!.id}`).rejects.toThrow('does not go')
  })

  test('gives way to the next version, which says what changed', async () => {
    const reference = await house.sent()
    await newQuoteVersion(house.as(house.csm), { reference })
    await saveQuote(house.as(house.csm), { reference, revision: 0, draft: draftOf([{ ...LINE, rate: '900' }]) })
    expect((await house.see(reference, house.world.a.requester)).numbers).toEqual([{ version: 1, state: 'sent' }])
    await house.take(reference, 2, 'sent')
    const { numbers, difference } = await house.see(reference, house.world.a.requester)
    expect(numbers).toEqual([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'sent' },
    ])
    expect(difference!.changes.map(({ what }) => what)).toEqual(['Refresh', 'Total with tax'])
    await expect(house.sign(house.world.a.administrator, reference)).rejects.toBeDefined()
  })

  test('is a paper for whoever sees it, under its hash', async () => {
    const reference = await house.sent()
    const { name, bytes } = await getQuotePdf(house.world.as(house.world.a.requester, house.clock), reference)
    expect(name).toMatch(/^Q-\d{4}-v1\.pdf$/)
    expect(bytes.toString()).toBe((await house.see(reference)).shown!.sha256)
    await expect(getQuotePdf(house.world.as(house.world.a.requester, house.clock), await house.begun())).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('reading a request finds its newest version by an index', async () => {
  const plan = await house.owner.begin(async (sql) => {
    await sql`set local enable_seqscan = off`
    return sql`explain select v.id from quote_versions v where v.organisation_id = ${house.world.a.organisationId} and v.request_id = ${newId(HOUSE_NOW)}
      and v.sent_at is not null order by v.version desc limit 1`
  })
  expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toContain('quote_versions_request_idx')
})
