// A reply that can be called back: until its time it is nobody's but its author's, and then it is sent once or given back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '@/db/context'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, type Instant } from '@/lib/kernel/time'
import { saveDraft } from './commands/drafts'
import { replyToCase } from './commands/reply'
import { callBackReply, sendReply, sendWaitingReply } from './commands/send-reply'
import { chooseUndo } from './commands/undo-choice'
import { getDeskCase, getRequesterCase } from './queries/case'
import { draftsOn } from './queries/drafts'
import { getUndoChoice } from './queries/undo-choice'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

const LATER = addMs(NOW, 10_000)
let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const reply = (reference: string, more: { seen?: string; outcome?: 'wait' | 'back_to_support' } = {}) => ({
  key: newId(NOW),
  reference,
  body: 'It is fixed.',
  outcome: 'wait' as const,
  ...more,
})
const messages = async (reference: string) => {
  const { timeline } = await getDeskCase(world.as('agent', hours(1)), reference)
  return timeline.flatMap((each) => (each.kind === 'message' ? [each.body] : []))
}
const drafts = async (reference: string) => {
  const { id } = await getDeskCase(world.as('agent'), reference)
  return read(world.as('agent'), (ctx) => draftsOn(ctx, id))
}
const timeComes = (draftId: string, at: Instant = LATER) =>
  sendWaitingReply(world.system(at), { draftId, authorId: world.actors.agent.userId })

describe('a reply that waits to be sent', () => {
  test('is seen by no customer, and reaches them once when its time has come, as it was sent', async () => {
    const reference = await world.open('ann')
    await saveDraft(world.as('agent'), { reference, kind: 'reply', body: 'It is fixed.', version: 0 })
    const waiting = await sendReply(world.as('agent'), reply(reference))
    expect(waiting).toMatchObject({ sendsAt: LATER })
    expect(await drafts(reference)).toMatchObject({ reply: { body: '' }, waiting: [{ body: 'It is fixed.', sendsAt: LATER }] })
    expect((await getRequesterCase(world.as('ann'), reference)).status).toBe('new')
    await timeComes(waiting!.draftId)
    await timeComes(waiting!.draftId)
    const told = await getRequesterCase(world.as('ann', hours(1)), reference)
    expect(told.status).toBe('waiting')
    expect(await messages(reference)).toEqual([expect.any(String), 'It is fixed.'])
    expect((await drafts(reference)).waiting).toEqual([])
  })

  test('leaves alone what its author begins to write meanwhile', async () => {
    const reference = await world.open('ann')
    const waiting = await sendReply(world.as('agent'), reply(reference))
    await saveDraft(world.as('agent'), { reference, kind: 'reply', body: 'One more thing', version: 0 })
    await timeComes(waiting!.draftId)
    expect((await drafts(reference)).reply.body).toBe('One more thing')
  })

  test('is a draft again when it is called back, before what was begun since, and is never sent', async () => {
    const reference = await world.open('ann')
    const { draftId } = (await sendReply(world.as('agent'), reply(reference)))!
    expect(await callBackReply(world.as('agent'), { draftId })).toEqual({ reference, files: [] })
    await timeComes(draftId)
    expect(await messages(reference)).toHaveLength(1)
    expect(await drafts(reference)).toMatchObject({ reply: { body: 'It is fixed.' }, waiting: [] })
    await expect(callBackReply(world.as('agent'), { draftId })).rejects.toBeInstanceOf(NotFound)
  })

  test('is called back by nobody else', async () => {
    const reference = await world.open('ann')
    const { draftId } = (await sendReply(world.as('agent'), reply(reference)))!
    await expect(callBackReply(world.as('csm'), { draftId })).rejects.toBeInstanceOf(NotFound)
    await expect(callBackReply(world.as('ann'), { draftId })).rejects.toBeInstanceOf(Forbidden)
  })

  test('is given back with its reason when the customer writes meanwhile, and its author hears of it', async () => {
    const reference = await world.open('ann')
    const { timeline } = await getDeskCase(world.as('agent'), reference)
    const seen = timeline.find((each) => each.kind === 'message')!.id
    const { draftId } = (await sendReply(world.as('agent'), reply(reference, { seen })))!
    await replyToCase(world.as('ann', addMs(NOW, 5_000)), { key: newId(NOW), reference, body: 'It is worse now.' })
    await timeComes(draftId)
    expect(await messages(reference)).toEqual([expect.any(String), 'It is worse now.'])
    expect(await drafts(reference)).toMatchObject({ reply: { body: 'It is fixed.' }, waiting: [] })
    const [kept] = await world.look(
      (sql) => sql<{ subject_id: string; after: { reason: string } }[]>`
        select subject_id, after from audit_entries where action = 'case.reply_held_back' order by id desc limit 1`,
    )
    expect(kept!.subject_id).toBe(world.actors.agent.userId)
    expect(kept!.after.reason).toContain('ann wrote meanwhile')
  })

  test('of somebody who has left meanwhile is a note for those who go on, and no message', async () => {
    const reference = await world.open('ann')
    const { draftId } = (await sendReply(world.as('agent'), reply(reference)))!
    const { userId } = world.actors.agent
    await world.look((sql) => sql`update users set disabled_at = ${NOW} where id = ${userId}`)
    await timeComes(draftId)
    await world.look((sql) => sql`update users set disabled_at = null where id = ${userId}`)
    expect(await messages(reference)).toHaveLength(1)
    const { timeline } = await getDeskCase(world.as('csm'), reference)
    expect(timeline.find(({ kind }) => kind === 'note')).toMatchObject({
      body: expect.stringMatching(/^\*\*Not sent[^]*> It is fixed\.$/),
    })
    expect((await drafts(reference)).waiting).toEqual([])
  })

  test('is refused at once where it could not be sent now', async () => {
    const reference = await world.open('ann')
    const toSupport = reply(reference, { outcome: 'back_to_support' })
    await expect(sendReply(world.as('agent'), toSupport)).rejects.toBeInstanceOf(Conflict)
    await expect(sendReply(world.as('agent'), reply(await world.open('ann'), { seen: newId(NOW) }))).rejects.toBeInstanceOf(
      Conflict,
    )
    await expect(sendReply(world.as('ann'), reply(reference))).rejects.toBeInstanceOf(Forbidden)
  })

  test('is not sent before its time, whatever a clock says', async () => {
    const reference = await world.open('ann')
    const { draftId } = (await sendReply(world.as('agent'), reply(reference)))!
    await expect(timeComes(draftId, NOW)).rejects.toThrow('before its time')
    expect((await drafts(reference)).waiting).toHaveLength(1)
  })

  test('waits as long as its author chose; for none, and where the promise would suffer, it goes at once', async () => {
    await chooseUndo(world.as('agent'), { seconds: 0 })
    expect(await getUndoChoice(world.as('agent'))).toBe(0)
    expect(await sendReply(world.as('agent'), reply(await world.open('ann')))).toBeNull()
    await chooseUndo(world.as('agent'), { seconds: 30 })
    const reference = await world.open('ann')
    expect(await sendReply(world.as('agent'), reply(reference))).toMatchObject({ sendsAt: addMs(NOW, 30_000) })
    const urgent = await world.open('ann')
    const { nextDueAt } = (
      await world.look(
        (sql) => sql<{ nextDueAt: Instant }[]>`
          select next_due_at as "nextDueAt" from cases where number = ${Number(urgent.slice(3))}`,
      )
    )[0]!
    expect(await sendReply(world.as('agent', addMs(nextDueAt, -20_000)), reply(urgent))).toBeNull()
    expect(await messages(urgent)).toContain('It is fixed.')
    await chooseUndo(world.as('agent'), { seconds: 10 })
  })
})
