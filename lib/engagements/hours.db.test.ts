// Prepaid and included hours against the database: no block falls below nothing, whatever happens at once (services.md §1.9, §1.10, I12).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, read } from '@/db/context'
import { keepEntity } from '@/lib/billing/commands/entity'
import { issueInvoice } from '@/lib/billing/commands/issue'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { newId } from '@/lib/kernel/ids'
import { askForChange } from './commands/change'
import { changeRequestState } from './commands/change-request'
import { restoreHours, tendHours } from './commands/hours-end'
import { extendOnboarding, openOnboarding } from './commands/onboarding'
import { decideTime } from './commands/time-decide'
import { listOwnHours } from './queries/hours'
import { workOfRequest } from './queries/work-rows'
import { House, HOURS_LINE } from './testing/house'

let house: House
beforeAll(async () => {
  house = await House.open()
  await keepEntity(house.as(house.world.staff.finance), {
    ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street', bankDetails: '' },
    timeZone: 'Pacific/Auckland',
  })
})
afterAll(() => house.close())

/** A retainer of four hours whose invoice is issued, begun. */
async function retainer(qty = '4'): Promise<string> {
  const reference = await house.ordered([{ ...HOURS_LINE, qty }], { model: 'retainer' })
  await house.assign(reference, house.hana)
  await expect(house.take(reference, 'active')).rejects.toMatchObject({ message: expect.stringContaining('not invoiced') })
  await invoiced(reference)
  await house.take(reference, 'active')
  return reference
}

async function invoiced(reference: string): Promise<void> {
  const finance = house.world.staff.finance
  const { id } = await read(house.as(finance), (ctx) => workOfRequest(ctx, reference))
  const [draft] = await prepareDrafts(house.as(finance), { upTo: '2026-11-24', engagementId: [id] })
  await issueInvoice(house.as(finance), { invoiceId: draft!.invoiceId! })
}

const ledger = async (reference: string) =>
  (await house.see(reference)).hours.map(({ lines }) =>
    lines.map(({ kind, minutes, balance }) => `${kind} ${minutes} ${balance}`),
  )

describe('prepaid hours', () => {
  test('are drawn by what is approved, come back with an approval that is taken back, and end at nothing', async () => {
    const reference = await retainer()
    await house.worked(reference, '2026-11-23', '3')
    expect(await ledger(reference)).toEqual([['granted 240 240']])
    await house.decide(reference, 'approved')
    await house.decide(reference, 'submitted')
    await house.decide(reference, 'approved')
    await house.worked(reference, '2026-11-24', '1:30')
    await house.decide(reference, 'approved')
    expect(await house.rows(reference)).toEqual([
      ...['24 90 60 retainer approved', '24 0 30 overrun approved', '23 180 180 retainer approved'],
    ])
    expect(await ledger(reference)).toEqual([
      ['granted 240 240', 'drawn -180 60', 'returned 180 240', 'drawn -180 60', 'drawn -60 0'],
    ])
    const theirs = (await listOwnHours(house.as(house.world.a.administrator))).find(({ used }) => used === 240)
    expect(theirs).toMatchObject({ kind: 'prepaid', granted: 240, left: 0, endsOn: '2027-11-24', isOpen: true })
    expect(await listOwnHours(house.as(house.world.a.colleague))).toEqual([])
    expect((await house.see(reference, house.world.a.requester)).hours[0]!.lines).toHaveLength(5)
  })

  test('are added to by a change, which pays for the time that it names', async () => {
    const reference = await retainer('1')
    await house.worked(reference, '2026-11-24', '2')
    await house.decide(reference, 'approved')
    const asked = { reference, key: newId(house.tick()), reason: 'scope', title: 'More hours', goal: 'Two more.' } as const
    const change = await askForChange(house.as(house.world.a.requester), asked)
    await changeRequestState(house.as(house.csm), { reference: change.reference, to: 'scoping', reason: '' })
    await house.quoted(change.reference, [{ ...HOURS_LINE, qty: '2' }], { model: 'retainer' })
    await house.sign(change.reference)
    expect(await house.rows(reference)).toEqual(['24 120 60 retainer approved', '24 0 60 retainer approved'])
    expect(await ledger(reference)).toEqual([
      ['granted 60 60', 'drawn -60 0'],
      ['granted 120 120', 'drawn -60 60'],
    ])
  })

  test('are used up to the minute, also where their price does not part into minutes', async () => {
    // A half day of 3:45 for NZD 760.00: the price of an hour of it is rounded up.
    const line = { ...HOURS_LINE, unit: 'half_day', qty: '1' }
    const reference = await house.ordered([line], { model: 'retainer' })
    await house.assign(reference, house.hana)
    await invoiced(reference)
    await house.take(reference, 'active')
    await house.worked(reference, '2026-11-24', '3:45')
    await house.decide(reference, 'approved')
    expect(await house.rows(reference)).toEqual(['24 225 225 retainer approved'])
    expect((await house.see(reference)).hours).toMatchObject([{ used: 225, left: 0 }])
  })

  test('ten who approve ten entries at once draw no more than there is', async () => {
    const reference = await retainer('4')
    const days = ['14', '15', '16', '17', '18', '19', '20', '21', '22', '23']
    for (const day of days) await house.worked(reference, `2026-11-${day}`, '0:45')
    const waiting = (await house.see(reference)).desk!.time.filter(
      ({ state, splitFrom }) => state === 'submitted' && splitFrom === null,
    )
    expect(waiting).toHaveLength(10)
    await House.atOnce(
      waiting.map(
        ({ id }) =>
          () =>
            decideTime(house.as(house.lead), { entryId: [id], to: 'approved', reason: '' }),
      ),
    )
    const [block] = (await house.see(reference)).hours
    expect(block).toMatchObject({ used: 240, left: 0 })
    const [sum] = await house.owner`
      select sum(billed_minutes) filter (where time_class = 'retainer')::int as drawn, sum(billed_minutes) filter (where time_class = 'overrun')::int as past
      from time_entries t join hour_blocks b on b.engagement_id = t.engagement_id where b.id = ${block!.id}`
    expect(sum).toEqual({ drawn: 240, past: 210 })
  })

  test('expire after their last day, are told of before it, and come back within ninety days by a services lead', async () => {
    const reference = await retainer('2')
    const clock = house.clock
    const blockId = (await house.see(reference)).hours[0]!.id
    const notices = async () =>
      (
        await house.owner<{ threshold: number }[]>`select threshold from hour_notices where block_id = ${blockId} order by at`
      ).map(({ threshold }) => threshold)
    house.leap(340)
    await tendHours(house.system())
    await tendHours(house.system())
    expect(await notices()).toEqual([30])
    house.leap(26)
    await tendHours(house.system())
    await tendHours(house.system())
    expect(await ledger(reference)).toEqual([['granted 120 120', 'expired -120 0']])
    const back = { reference, blockId, endsOn: '2028-01-31', reason: 'They were away.' }
    await expect(restoreHours(house.as(house.csm), back)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(restoreHours(house.as(house.lead), { ...back, endsOn: '2027-01-01' })).rejects.toMatchObject({ code: 'invalid' })
    await restoreHours(house.as(house.lead), back)
    await expect(restoreHours(house.as(house.lead), back)).rejects.toMatchObject({ code: 'conflict' })
    expect((await ledger(reference))[0]!.at(-1)).toBe('restored 120 120')
    house.clock = clock
  })
})

describe('an onboarding', () => {
  test('is opened once, draws on its hours in its days, and can never be billed', async () => {
    const { organisationId } = house.world.a
    const of = { organisationId, opensOn: '2026-11-01', days: 30, hours: 120, consultantId: house.hana.userId }
    await expect(openOnboarding(house.as(house.hana), of)).rejects.toMatchObject({ code: 'forbidden' })
    const opened = await Promise.allSettled(Array.from({ length: 5 }, () => openOnboarding(house.as(house.csm), of)))
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { reference } = (opened.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{ reference: string }>)
      .value
    await house.take(reference, 'active', house.hana)
    await expect(house.write(house.hana, reference, '2026-10-31', '1')).rejects.toMatchObject({ code: 'invalid' })
    await house.worked(reference, '2026-11-23', '1:30')
    await house.worked(reference, '2026-11-24', '1:30')
    await house.decide(reference, 'approved')
    expect(await house.rows(reference)).toEqual([
      ...['24 90 30 included approved', '24 0 60 overrun approved', '23 90 90 included approved'],
    ])
    expect(await ledger(reference)).toEqual([['granted 120 120', 'drawn -90 30', 'drawn -30 0']])
    expect(await listOwnHours(house.as(house.world.a.colleague))).toMatchObject([{ kind: 'included', used: 120, isOpen: false }])
    expect(await listOwnHours(house.as(house.world.b.administrator))).toEqual([])
    const told =
      await house.owner`select basis, threshold from hour_notices n join hour_blocks b on b.id = n.block_id where b.kind = 'included' order by threshold`
    expect(told.map(({ threshold }) => threshold as number)).toEqual([50, 80, 100])
    const work = await read(house.as(house.csm), (ctx) => workOfRequest(ctx, reference))
    expect(
      await prepareDrafts(house.as(house.world.staff.finance), { upTo: '2026-11-24', engagementId: [work.id] }),
    ).toMatchObject([{ invoiceId: null }])
    await expect(
      house.owner`insert into budget_revisions (organisation_id, engagement_id, revision, version_id, fees_minor, expenses_minor, at)
        select organisation_id, ${work.id}, 1, version_id, 1, 0, now() from budget_revisions limit 1`,
    ).rejects.toThrow()
    await expect(house.owner`update time_entries set time_class = 'billable' where engagement_id = ${work.id}`).rejects.toThrow()

    const longer = (endsOn: string, by = house.csm) =>
      extendOnboarding(house.as(by), { reference, endsOn, reason: 'They were away.' })
    await expect(longer('2026-11-30')).rejects.toMatchObject({ code: 'invalid' })
    await expect(longer('2026-12-31')).rejects.toMatchObject({ code: 'invalid' })
    await longer('2026-12-30')
    await longer('2027-02-28', house.lead)
    expect((await house.see(reference, house.world.a.administrator)).hours).toMatchObject([
      { endsOn: '2027-02-28', mayExtend: false },
    ])
    const clock = house.clock
    house.leap(110)
    await expect(house.write(house.hana, reference, '2027-03-01', '1')).rejects.toMatchObject({
      code: 'invalid',
      fields: { workedOn: [expect.stringContaining('service request')] },
    })
    house.clock = clock
  })
})

describe('the database', () => {
  test('adds to a ledger only what is so, and lets nothing of it be changed', async () => {
    const reference = await retainer('1')
    await house.worked(reference, '2026-11-24', '0:30')
    const blockId = (await house.see(reference)).hours[0]!.id
    const add = (kind: string, minutes: number, of: { entry?: boolean; endsOn?: string } = {}) =>
      house.owner`insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, time_entry_id, ends_on, reason, at)
        select b.organisation_id, b.id, 0, ${kind}, ${minutes}, 0, case when ${of.entry ?? false} then t.id end, ${of.endsOn ?? null}::date, 'Why.', ${new Date(house.clock)}
        from hour_blocks b join time_entries t on t.engagement_id = b.engagement_id where b.id = ${blockId} limit 1`
    for (const [kind, minutes, of] of [
      ['granted', 60],
      ['drawn', -30],
      ['drawn', -30, { entry: true }],
      ['drawn', -61, { entry: true }],
      ['returned', 30, { entry: true }],
      ['expired', -60],
      ['restored', 10, { endsOn: '2027-12-31' }],
      ['extended', 0, { endsOn: '2027-12-31' }],
    ] as [string, number, object?][])
      await expect(add(kind, minutes, of), kind).rejects.toThrow()
    for (const words of [
      `update hour_blocks set balance_minutes = 60`,
      `update hour_entries set minutes = 1`,
      `delete from hour_entries`,
      `delete from hour_blocks`,
      `truncate hour_entries cascade`,
    ])
      await expect(house.owner.unsafe(words), words).rejects.toThrow()
    await expect(
      inTransaction(house.as(house.lead), (ctx) => ctx.sql`update hour_blocks set balance_minutes = 600`),
    ).rejects.toMatchObject({ code: 'forbidden' })
    // Approved past every command: the ledger would say something else.
    await expect(
      house.owner`update time_entries t set state = 'approved', decided_by = ${house.lead.userId}, decided_at = now() from hour_blocks b
        where b.id = ${blockId} and t.engagement_id = b.engagement_id`,
    ).rejects.toThrow('draws what was approved')
    expect(
      await house.owner`select b.id from hour_blocks b where b.balance_minutes <> (select sum(minutes) from hour_entries h where h.block_id = b.id)
        or b.balance_minutes < 0`,
    ).toEqual([])
  })
})
