import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { answerCase, replyToCase } from './commands/reply'
import { splitMessage } from './commands/split'
import { getDeskCase, getRequesterCase } from './queries/case'
import { getSplitPlan } from './queries/split'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const reply = (who: 'ann' | 'cleo', reference: string, body: string, now: Instant) =>
  replyToCase(world.as(who, now), { key: newId(now), reference, body })
const answer = (reference: string, now: Instant) =>
  answerCase(world.as('agent', now), { key: newId(now), reference, body: 'We look into it.', outcome: 'keep_open' })
const messageOf = async (reference: string, body: string) => {
  const { timeline } = await getDeskCase(world.as('agent'), reference)
  return timeline.find((entry) => entry.kind === 'message' && entry.body === body)!.id as string
}
const split = (reference: string, messageId: string, now: Instant, key = newId(now)) =>
  splitMessage(world.as('agent', now), { key, reference, messageId, category: 'how_to', subject: 'The other thing' })
const ledgersOf = async (reference: string, now: Instant) =>
  (await getDeskCase(world.as('agent', now), reference)).ledgers.map(({ summary }) => summary)

describe('a message that is split off', () => {
  test('is a case of its author, with words and files, and stays where it was; both are linked and say so', async () => {
    const reference = await world.open('ann')
    await world.invite(reference, 'cleo')
    await reply('cleo', reference, 'And how do I share a dashboard?', hours(1))
    const messageId = await messageOf(reference, 'And how do I share a dashboard?')
    await world.look(
      (sql) => sql`
        insert into attachments (organisation_id, id, case_id, message_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
        select organisation_id, ${newId(NOW)}, case_id, id, 0, author_id, 'kept-once', 'wave.txt', 'text/plain', 3, 'abc', 'none', ${NOW}
        from case_messages where id = ${messageId}`,
    )
    const { reference: made } = await split(reference, messageId, hours(2))

    const [old, fresh] = [
      await getDeskCase(world.as('agent', hours(2)), reference),
      await getDeskCase(world.as('agent', hours(2)), made),
    ]
    expect(fresh).toMatchObject({
      requester: { name: 'cleo' },
      severity: old.severity,
      category: 'how_to',
      subject: 'The other thing',
      status: 'new',
    })
    expect(fresh.participants.map(({ id }) => id)).toEqual([world.actors.ann.userId])
    for (const { timeline } of [old, fresh]) {
      const message = timeline.find((entry) => entry.kind === 'message' && entry.body === 'And how do I share a dashboard?')
      expect(message).toMatchObject({ at: hours(1), files: [{ name: 'wave.txt' }] })
    }
    expect(old.links.links).toMatchObject([{ kind: 'split_from', way: 'to', reference: made }])
    expect(fresh.links.links).toMatchObject([{ kind: 'split_from', way: 'from', reference }])
    const told = async (who: 'ann' | 'cleo', of: string) =>
      (await getRequesterCase(world.as(who), of)).timeline.flatMap((entry) =>
        entry.kind === 'history' && entry.fact.what === 'split' ? [[entry.fact.way, entry.fact.other]] : [],
      )
    expect(await told('ann', reference)).toEqual([['to', made]])
    expect(await told('cleo', made)).toEqual([['from', reference]])
    const mails = await world.look(
      (sql) => sql<{ recipient: string; facts: { splitFrom?: string } }[]>`
        select o.recipient_id as recipient, o.facts from outbox o join cases c on c.id = o.case_id where c.number = ${Number(made.slice(3))}`,
    )
    expect(mails).toMatchObject([{ recipient: world.actors.cleo.userId, facts: { splitFrom: reference } }])
  })

  test('is promised from its arrival, as the page said before', async () => {
    const reference = await world.open('ann')
    await answer(reference, hours(1))
    await reply('ann', reference, 'Something else', hours(2))
    const messageId = await messageOf(reference, 'Something else')
    const plan = await getSplitPlan(world.as('agent', hours(5)), reference, messageId)
    const { reference: made } = await split(reference, messageId, hours(5))
    const [first] = await ledgersOf(made, hours(5))
    expect(first).toMatchObject({ metric: 'first_response', dueAt: plan.promise!.dueAt })
    const late = await world.open('ann', {}, hours(2))
    expect(first!.dueAt).toBe((await ledgersOf(late, hours(5)))[0]!.dueAt)
  })

  test('that was answered since has had its first answer', async () => {
    const reference = await world.open('ann')
    await reply('ann', reference, 'Something else', hours(1))
    await answer(reference, hours(2))
    const messageId = await messageOf(reference, 'Something else')
    const { reference: made } = await split(reference, messageId, hours(3))
    const { status, lastAnswerAt } = await getDeskCase(world.as('agent', hours(3)), made)
    expect([status, lastAnswerAt]).toEqual(['open', hours(2)])
    expect((await ledgersOf(made, hours(3)))[0]).toMatchObject({ metric: 'first_response', endedAt: hours(2) })
  })

  test('sent twice is one case; at once too', async () => {
    const reference = await world.open('ann')
    const messageId = await messageOf(reference, 'Open the story, export it.')
    const key = newId(NOW)
    const made = await Promise.all([split(reference, messageId, hours(1), key), split(reference, messageId, hours(1), key)])
    expect(made[0]).toEqual(made[1])
  })

  test('is never ours, of another case, of somebody who left, or split by a customer', async () => {
    const [reference, other] = [await world.open('ann'), await world.open('gil')]
    await answer(reference, hours(1))
    const ours = await messageOf(reference, 'We look into it.')
    const theirs = await messageOf(reference, 'Open the story, export it.')
    await expect(split(reference, ours, hours(2))).rejects.toBeInstanceOf(Conflict)
    await expect(split(other, theirs, hours(2))).rejects.toBeInstanceOf(NotFound)
    await expect(
      splitMessage(world.as('ann'), { key: newId(NOW), reference, messageId: theirs, category: 'how_to', subject: 'Mine' }),
    ).rejects.toBeInstanceOf(Forbidden)
    await world.look((sql) => sql`update users set disabled_at = ${NOW} where id = ${world.actors.ann.userId}`)
    await expect(split(reference, theirs, hours(2))).rejects.toThrow(/has left/)
    await world.look((sql) => sql`update users set disabled_at = null where id = ${world.actors.ann.userId}`)
  })
})
