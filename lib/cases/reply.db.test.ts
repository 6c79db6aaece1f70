import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, toIso, type Instant } from '@/lib/kernel/time'
import { closeResolvedCases, confirmSolved } from './commands/change-case'
import { addNote, answerCase, replyToCase } from './commands/reply'
import type { ReplyOutcome } from './case'
import { getDeskCase, getRequesterCase } from './queries/case'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

type Member = 'ann' | 'cleo' | 'boss' | 'gil'
const reply = (name: Member | 'agent', reference: string, now: Instant, body = 'Here is more.', key = newId(NOW)) =>
  replyToCase(world.as(name, now), { key, reference, body })
const answer = (reference: string, outcome: ReplyOutcome, now: Instant, body = 'An answer.') =>
  answerCase(world.as('agent', now), { key: newId(NOW), reference, body, outcome })
const seen = (reference: string, now: Instant, name: Member = 'ann') => getRequesterCase(world.as(name, now), reference)

describe('a customer’s message', () => {
  test('leaves a new case new, and neither meets nor moves its clock', async () => {
    const reference = await world.open('ann')
    const before = await seen(reference, NOW)
    await reply('ann', reference, hours(1))
    const after = await seen(reference, hours(1))
    expect(after.status).toBe('new')
    expect(after.ledgers.map(({ summary }) => [summary.dueAt, summary.outcome])).toEqual(
      before.ledgers.map(({ summary }) => [summary.dueAt, null]),
    )
  })

  test('brings a waiting case back to where it was', async () => {
    const reference = await world.open('ann')
    await answer(reference, 'wait', hours(1))
    expect((await seen(reference, hours(1))).status).toBe('waiting')
    await reply('ann', reference, hours(2))
    expect((await seen(reference, hours(2))).status).toBe('open')

    const managed = await world.open('ann', { category: 'project_or_data', impact: 'none' })
    await answer(managed, 'wait', hours(1))
    await reply('ann', managed, hours(2))
    expect((await seen(managed, hours(2))).status).toBe('with_account_manager')
  })

  test('sent twice under one key is one message; other words under that key are refused', async () => {
    const reference = await world.open('ann')
    const key = newId(NOW)
    await Promise.all([reply('ann', reference, hours(1), 'Once.', key), reply('ann', reference, hours(1), 'Once.', key)])
    await expect(reply('ann', reference, hours(1), 'Twice.', key)).rejects.toBeInstanceOf(Conflict)
    const messages = (await seen(reference, hours(1))).timeline.filter((entry) => entry.kind === 'message')
    expect(messages.map((message) => message.body)).toEqual(['Open the story, export it.', 'Once.'])
  })

  test('is for those who see the case: participants and administrators too, nobody else', async () => {
    const reference = await world.open('ann')
    await expect(reply('cleo', reference, hours(1))).rejects.toBeInstanceOf(NotFound)
    await expect(reply('gil', reference, hours(1))).rejects.toBeInstanceOf(NotFound)
    await expect(reply('agent', reference, hours(1))).rejects.toBeInstanceOf(Forbidden)
    await world.invite(reference, 'cleo')
    await reply('cleo', reference, hours(1))
    await reply('boss', reference, hours(1))
    expect((await seen(reference, hours(1), 'cleo')).timeline.filter((entry) => entry.kind === 'message')).toHaveLength(3)
  })
})

describe('solved and reopened', () => {
  test('"this is solved" stops a running first answer, neither met nor breached', async () => {
    const reference = await world.open('ann')
    await confirmSolved(world.as('ann', hours(2)), { reference })
    const solved = await seen(reference, hours(3))
    expect(solved).toMatchObject({ status: 'resolved', canConfirmSolved: false, canReply: true })
    expect(solved.ledgers[0]?.summary).toMatchObject({ outcome: 'stopped', breachedAt: null, usedSeconds: 2 * 3600 })
    await expect(confirmSolved(world.as('ann', hours(3)), { reference })).rejects.toBeInstanceOf(Conflict)
  })

  test('a message reopens it and the stopped clock runs on from the time it had used', async () => {
    const reference = await world.open('ann')
    await confirmSolved(world.as('ann', hours(2)), { reference })
    await reply('ann', reference, hours(4))
    const again = await seen(reference, hours(5))
    expect(again.status).toBe('open')
    const first = again.ledgers.find(({ summary }) => summary.metric === 'first_response' && summary.outcome === null)
    expect(first?.summary.usedSeconds).toBe(3 * 3600)
    expect(toIso(first!.summary.dueAt!)).toBe('2026-11-25T11:30:00.000Z')
    expect(first?.intervals.some((interval) => interval.kind === 'paused' && interval.reason === 'resolved')).toBe(true)
  })

  test('for fourteen days to the instant; then the case is over and only a follow-up goes on', async () => {
    const reference = await world.open('ann')
    await answer(reference, 'resolve', hours(1))
    const end = addMs(hours(1), 14 * DAY_MS)
    expect((await seen(reference, hours(1))).reopenableUntil).toBe(end)
    await expect(reply('ann', reference, end)).rejects.toThrow(/follow-up/)
    await reply('ann', reference, addMs(end, -1))
    expect((await seen(reference, addMs(end, -1))).status).toBe('open')
  })

  test('the job closes what was solved fourteen days ago, shows it and mails nobody', async () => {
    const reference = await world.open('ann')
    await answer(reference, 'resolve', hours(1))
    const mails = async () =>
      (
        await world.look(
          (sql) =>
            sql<
              { n: number }[]
            >`select count(*)::int as n from outbox o join cases c on c.id = o.case_id where c.number = ${Number(reference.slice(3))}`,
        )
      )[0]!.n
    const before = await mails()
    const later = addMs(hours(1), 14 * DAY_MS)
    await expect(closeResolvedCases(world.as('agent', later))).rejects.toBeInstanceOf(Forbidden)
    expect(await closeResolvedCases(world.system(later))).toBeGreaterThanOrEqual(1)
    const closed = await seen(reference, later)
    expect(closed).toMatchObject({ status: 'closed', isFinal: true, canReply: false, canConfirmSolved: false })
    expect(closed.timeline.at(-1)).toMatchObject({ kind: 'history', fact: { what: 'closed' } })
    expect(await mails()).toBe(before)
  })
})

describe('what a customer never sees', () => {
  test('a note is in the desk’s view and in nothing of the customer’s', async () => {
    const reference = await world.open('ann')
    await addNote(world.as('agent', hours(1)), { key: newId(NOW), reference, body: 'canary-of-the-note' })
    expect(JSON.stringify(await getDeskCase(world.as('agent', hours(2)), reference))).toContain('canary-of-the-note')
    for (const name of ['ann', 'boss'] as const) {
      expect(JSON.stringify(await seen(reference, hours(2), name))).not.toContain('canary')
      await expect(getDeskCase(world.as(name, hours(2)), reference)).rejects.toBeInstanceOf(NotFound)
    }
  })

  test('who has the case, and its history of assignments, stay on the desk', async () => {
    const reference = await world.open('ann', { category: 'project_or_data', impact: 'none' })
    expect(await seen(reference, NOW)).not.toHaveProperty('assignee')
    expect(
      (await seen(reference, NOW)).timeline.some((entry) => entry.kind === 'history' && entry.fact.what === 'assigned'),
    ).toBe(false)
  })
})
