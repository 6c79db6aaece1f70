// What follows on a delivery, and what surrounds the work: silence that accepts, the customer's word, the timer, the schedule, the board.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptSilently, takeMilestone } from './commands/milestones'
import { rateWork } from './commands/satisfaction'
import { deleteTime } from './commands/time-draft'
import { startTimer, stopTimer } from './commands/timer'
import { planWork } from './commands/work-plan'
import { takeWork } from './commands/work-state'
import { getWorkBoard } from './queries/board'
import { getSchedule } from './queries/schedule'
import { getTimeSheet } from './queries/time-sheet'
import { House, HOURS_LINE } from './testing/house'

let house: House
beforeAll(async () => void (house = await House.open()))
afterAll(() => house.close())

const FIXED = { ...HOURS_LINE, kind: 'fixed', role: undefined, unit: 'piece', name: 'Go-live', qty: '1', rate: '2400' }
const state = async (reference: string) => (await house.see(reference)).milestones[0]!

test('a delivered milestone counts as accepted after ten business days of silence, and its customer is told before', async () => {
  const reference = await house.begun([FIXED], { model: 'fixed' })
  const { id: milestoneId } = await state(reference)
  const start = house.clock
  const deliver = () => takeMilestone(house.as(house.hana), { reference, milestoneId, to: 'delivered', reason: '' })
  await deliver()
  expect((await state(reference)).acceptsAt).not.toBeNull()
  house.leap(8)
  await acceptSilently(house.system())
  expect((await state(reference)).state).toBe('delivered')
  house.leap(2)
  await acceptSilently(house.system())
  await acceptSilently(house.system())
  const told =
    await house.owner`select u.name from outbox o join users u on u.id = o.recipient_id where o.facts ->> 'news' = 'milestone_silence' order by 1`
  expect(told.map(({ name }) => name as string)).toEqual(
    [house.world.a.administrator.name, house.world.a.requester.name].toSorted(),
  )
  // Returned and delivered again: the days begin anew.
  await takeMilestone(house.as(house.world.a.requester), {
    reference,
    milestoneId,
    to: 'pending',
    reason: 'The labels are missing.',
  })
  await deliver()
  house.leap(5)
  await acceptSilently(house.system())
  expect((await state(reference)).state).toBe('delivered')
  house.leap(7)
  await acceptSilently(house.system())
  house.leap(7)
  await acceptSilently(house.system())
  expect(await state(reference)).toMatchObject({
    state: 'accepted',
    last: { byName: '', reason: expect.stringContaining('10 business days') },
  })
  expect((await house.see(reference)).burn.percent).toBe(100)
  house.clock = start
})

test('terms that say nothing of silence accept nothing by it', async () => {
  const reference = await house.begun([FIXED], { model: 'fixed' })
  await house.owner`alter table quote_versions disable trigger user`
  await house.owner`update quote_versions v set terms_version = 1 from service_requests r where r.id = v.request_id and r.number = ${Number(reference.slice(3))}`
  await house.owner`alter table quote_versions enable trigger user`
  const { id: milestoneId } = await state(reference)
  const start = house.clock
  await takeMilestone(house.as(house.hana), { reference, milestoneId, to: 'delivered', reason: '' })
  house.leap(60)
  await acceptSilently(house.system())
  expect(await state(reference)).toMatchObject({ state: 'delivered', acceptsAt: null })
  house.clock = start
})

test('a member says how delivered work went, and may change their word; nobody judges what goes on', async () => {
  const reference = await house.begun()
  const rate = (answer: 'great' | 'not_good', by = house.world.a.requester) =>
    rateWork(house.as(by), { reference, answer, comment: 'Quick.' })
  await expect(rate('great')).rejects.toMatchObject({ code: 'conflict' })
  await house.take(reference, 'delivered')
  await rate('not_good')
  await rate('great')
  await expect(rate('great', house.world.a.colleague)).rejects.toMatchObject({ code: 'not_found' })
  expect((await house.see(reference)).words).toMatchObject([
    { answer: 'great', comment: 'Quick.', byName: house.world.a.requester.name },
  ])
  expect((await house.see(reference, house.world.a.administrator)).rating).toEqual({ own: null })
})

test('a timer becomes a draft of today, one at a time', async () => {
  const reference = await house.begun()
  const begin = (of = reference) => startTimer(house.as(house.hana), { reference: of, role: 'consultant' })
  await expect(startTimer(house.as(house.saskia), { reference, role: 'consultant' })).rejects.toMatchObject({ code: 'forbidden' })
  await begin()
  await expect(begin()).rejects.toMatchObject({ code: 'conflict' })
  expect((await getTimeSheet(house.as(house.hana))).timer).toMatchObject({ role: 'consultant' })
  house.leap(1 / 24)
  expect((await stopTimer(house.as(house.hana), { keep: true }))!.after).toMatchObject({ percent: 10 })
  await begin()
  house.leap(1 / 48)
  await stopTimer(house.as(house.hana), { keep: true })
  await begin()
  await stopTimer(house.as(house.hana), { keep: false })
  await expect(stopTimer(house.as(house.hana), { keep: true })).rejects.toMatchObject({ code: 'not_found' })
  expect(await house.rows(reference)).toEqual(['24 90 90 billable draft'])
  const [draft] = (await house.see(reference)).desk!.time
  await deleteTime(house.as(house.hana), { entryId: draft!.id })
})

test('the schedule is a file for whoever sees the work, and the board lists what is used up most first', async () => {
  const reference = await house.begun()
  await expect(getSchedule(house.as(house.world.a.requester), reference)).rejects.toMatchObject({ code: 'not_found' })
  await planWork(house.as(house.hana), { reference, startsOn: '2026-12-01', endsOn: '2026-12-18', remaining: undefined })
  const { name, text } = await getSchedule(house.as(house.world.a.requester), reference)
  expect(name).toMatch(/^eng-\d+[.]ics$/)
  expect(text).toContain('DTSTART;VALUE=DATE:20261201')
  await expect(getSchedule(house.as(house.world.a.colleague), reference)).rejects.toMatchObject({ code: 'not_found' })
  await house.worked(reference, '2026-11-24', '9')
  const board = await getWorkBoard(house.as(house.csm), 'all')
  const mine = board.work.find(({ requestReference }) => requestReference === reference)!
  expect(mine).toMatchObject({ percent: 90, left: { minor: 24_000n }, leadName: house.hana.name, endsOn: '2026-12-18' })
  const percents = board.work.map(({ percent }) => percent ?? -1)
  expect(percents).toEqual(percents.toSorted((a, b) => b - a))
  expect(board.milestones).toMatchObject([{ name: 'Go-live', acceptsAt: null }])
  expect(board.work.filter(({ awaited }) => awaited.length > 0)).toMatchObject([{ column: 'to_accept', awaited: ['Go-live'] }])
})

test('the board says what work waits for: that it rests and why, its bill, or that it is closed', async () => {
  const reference = await house.begun()
  const card = async () => {
    const { work } = await getWorkBoard(house.as(house.csm), 'all')
    return work.find(({ requestReference }) => requestReference === reference)
  }
  const reason = 'Their data is late.'
  expect(await card()).toMatchObject({ column: 'active', hold: null, awaited: [] })
  await takeWork(house.as(house.csm), { reference, to: 'on_hold', side: 'customer', reason })
  expect(await card()).toMatchObject({ column: 'on_hold', hold: { side: 'customer', reason } })
  await house.take(reference, 'active')
  await house.worked(reference, '2026-11-24', '1')
  expect(await card()).toMatchObject({ column: 'active', hold: null })
  await house.take(reference, 'delivered')
  expect(await card()).toMatchObject({ column: 'delivered' })
  await house.decide(reference, 'approved')
  expect(await card()).toMatchObject({ column: 'to_bill' })
  await house.decide(reference, 'written_off')
  expect(await card()).toMatchObject({ column: 'delivered' })
  await house.take(reference, 'closed')
  expect(await card()).toBeUndefined()
})
