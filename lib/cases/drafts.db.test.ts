// Drafts and presence against a real database: what is kept for whom, and what a colleague may do with it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '@/db/context'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs } from '@/lib/kernel/time'
import { offerDraft, saveDraft, takeDraft } from './commands/drafts'
import { answerCase, replyToCase } from './commands/reply'
import { forgetPresence, markPresence } from './commands/presence'
import { draftsOn } from './queries/drafts'
import { getDeskCase } from './queries/case'
import { listPresence } from './queries/presence'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

type Name = 'ann' | 'cleo' | 'boss' | 'gil' | 'agent' | 'csm'
const save = (name: Name, reference: string, body: string, version = 0, kind: 'reply' | 'note' = 'reply') =>
  saveDraft(world.as(name), { reference, kind, body, version })
const drafts = async (name: Name, reference: string) => {
  const { id } = await getDeskCase(world.as('agent'), reference)
  return read(world.as(name), (ctx) => draftsOn(ctx, id))
}

describe('a draft', () => {
  test('is kept for its author alone, reply and note apart', async () => {
    const reference = await world.open('ann')
    await save('agent', reference, 'Dear Ann,')
    await save('agent', reference, 'She is right.', 0, 'note')
    await save('ann', reference, 'One more thing')
    expect(await drafts('agent', reference)).toMatchObject({
      reply: { body: 'Dear Ann,' },
      note: { body: 'She is right.' },
      offered: [],
    })
    expect(await drafts('csm', reference)).toMatchObject({ reply: { body: '' }, note: { body: '' }, offered: [] })
    expect(await drafts('ann', reference)).toMatchObject({ reply: { body: 'One more thing' } })
    expect(await drafts('boss', reference)).toMatchObject({ reply: { body: '' } })
  })

  test('of a second page does not overwrite what the first has saved since; both texts are there', async () => {
    const reference = await world.open('ann')
    const first = await save('agent', reference, 'From the office')
    expect(await save('agent', reference, 'From the train', 0)).toMatchObject({ status: 'overtaken', body: 'From the office' })
    expect(await save('agent', reference, 'From the office, longer', first.version)).toMatchObject({
      status: 'saved',
      version: 2,
    })
  })

  test('begun in two pages at the same moment is kept once, and the other page is told', async () => {
    const reference = await world.open('ann')
    const pages = await Promise.all(['From the office', 'From the train'].map((body) => save('agent', reference, body)))
    const kept = pages.find(({ status }) => status === 'saved')!
    expect(pages.map(({ status }) => status).sort()).toEqual(['overtaken', 'saved'])
    expect(pages.map(({ body }) => body)).toEqual([kept.body, kept.body])
    expect((await drafts('agent', reference)).reply.body).toBe(kept.body)
  })

  test('that was sent does not come back from a page that was still keeping it', async () => {
    const reference = await world.open('ann')
    const { version } = await save('agent', reference, 'Almost don')
    await answerCase(world.as('agent', hours(1)), { key: newId(NOW), reference, body: 'Almost done.', outcome: 'wait' })
    expect(await save('agent', reference, 'Almost done.', version)).toMatchObject({ status: 'overtaken', body: '', version: 0 })
    expect((await drafts('agent', reference)).reply.body).toBe('')
    expect(await save('agent', reference, 'One more thing.')).toMatchObject({ status: 'saved', version: 1 })
  })

  test('that is emptied is forgotten', async () => {
    const reference = await world.open('ann')
    const { version } = await save('agent', reference, 'Never mind')
    expect(await save('agent', reference, '  ', version)).toMatchObject({ status: 'saved', version: 0, body: '' })
    expect((await drafts('agent', reference)).reply.version).toBe(0)
  })

  test('is kept only where one may write: not on a case of others, and no note by a customer', async () => {
    const reference = await world.open('ann')
    await expect(save('gil', reference, 'Hello')).rejects.toBeInstanceOf(NotFound)
    await expect(save('cleo', reference, 'Hello')).rejects.toBeInstanceOf(NotFound)
    await expect(save('ann', reference, 'Hello', 0, 'note')).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('a reply for a colleague to send', () => {
  const offer = (reference: string, body = 'Dear Ann, it is fixed.') =>
    offerDraft(world.as('agent'), { reference, body, colleagueId: world.actors.csm.userId })

  test('leaves the author’s field, is shown to both, and joins what the colleague has begun', async () => {
    const reference = await world.open('ann')
    await save('agent', reference, 'Dear Ann, it is fix')
    await save('csm', reference, 'Hello Ann,')
    await offer(reference)
    const theirs = await drafts('csm', reference)
    expect((await drafts('agent', reference)).reply.body).toBe('')
    expect(theirs.offered.map(({ by, to, body }) => [by.name, to.name, body])).toEqual([
      [world.actors.agent.name, world.actors.csm.name, 'Dear Ann, it is fixed.'],
    ])
    await takeDraft(world.as('csm'), { draftId: theirs.offered[0]!.id })
    expect(await drafts('csm', reference)).toMatchObject({ reply: { body: 'Hello Ann,\n\nDear Ann, it is fixed.' }, offered: [] })
  })

  test('can be taken back by its author, and is taken once', async () => {
    const reference = await world.open('ann')
    await offer(reference)
    const draftId = (await drafts('agent', reference)).offered[0]!.id
    await takeDraft(world.as('agent'), { draftId })
    await expect(takeDraft(world.as('csm'), { draftId })).rejects.toBeInstanceOf(NotFound)
    expect((await drafts('agent', reference)).reply.body).toBe('Dear Ann, it is fixed.')
  })

  test('goes to somebody who may send it, and not to oneself', async () => {
    const reference = await world.open('ann')
    const to = (colleagueId: string) => offerDraft(world.as('agent'), { reference, body: 'Hello', colleagueId })
    await expect(to(world.actors.ann.userId)).rejects.toBeInstanceOf(Invalid)
    await expect(to(newId(NOW))).rejects.toBeInstanceOf(Invalid)
    await expect(to(world.actors.agent.userId)).rejects.toBeInstanceOf(Conflict)
  })
})

describe('presence', () => {
  const at = (name: 'agent' | 'csm', reference: string, page: string, doing: 'reading' | 'writing' | 'left', now = NOW) =>
    markPresence(world.as(name, now), { reference, page, doing })
  const on = async (reference: string, now = NOW) =>
    ((await listPresence(world.as('agent', now))).get(Number(reference.slice(3))) ?? []).map(
      ({ name, doing }) => `${name} ${doing}`,
    )

  test('says who reads and who writes, until they leave or fall silent', async () => {
    const reference = await world.open('ann')
    const [page, other] = [newId(NOW), newId(NOW)]
    await at('agent', reference, page, 'reading')
    await at('csm', reference, other, 'writing')
    expect(await on(reference)).toEqual([`${world.actors.csm.name} writing`, `${world.actors.agent.name} reading`])
    await at('csm', reference, other, 'left')
    expect(await on(reference)).toEqual([`${world.actors.agent.name} reading`])
    expect(await on(reference, addMs(NOW, 60_000))).toEqual([])
    await forgetPresence(world.system(hours(1)))
    expect(await on(reference)).toEqual([])
  })

  test('is for staff alone', async () => {
    const reference = await world.open('ann')
    await expect(markPresence(world.as('ann'), { reference, page: newId(NOW), doing: 'reading' })).rejects.toBeInstanceOf(
      Forbidden,
    )
    await expect(listPresence(world.as('boss'))).rejects.toBeInstanceOf(Forbidden)
    await expect(at('agent', 'HS-99999', newId(NOW), 'reading')).rejects.toBeInstanceOf(NotFound)
  })
})

describe('a reply that crosses another message (AB-091)', () => {
  const messages = async (reference: string) =>
    (await getDeskCase(world.as('agent'), reference)).timeline.flatMap((entry) => (entry.kind === 'message' ? [entry] : []))
  const answer = (name: 'agent' | 'csm', reference: string, seen: string, body: string, now = hours(1)) =>
    answerCase(world.as(name, now), { key: newId(now), reference, body, outcome: 'keep_open', seen })

  test('is held back with the name of who wrote, and goes out once that was read', async () => {
    const reference = await world.open('ann')
    const [first] = await messages(reference)
    await replyToCase(world.as('ann', hours(1)), { key: newId(NOW), reference, body: 'It works again!' })
    await expect(answer('agent', reference, first!.id, 'Please restart it.')).rejects.toThrow('Not sent: ann wrote meanwhile')
    expect((await messages(reference)).map(({ body }) => body)).toEqual(['Open the story, export it.', 'It works again!'])
    await answer('agent', reference, (await messages(reference)).at(-1)!.id, 'Good to hear.', hours(2))
    expect((await messages(reference)).at(-1)!.body).toBe('Good to hear.')
  })

  test('of two colleagues at once: one is sent, the other is held back, nothing is lost', async () => {
    const reference = await world.open('ann')
    const [first] = await messages(reference)
    await save('agent', reference, 'From the agent')
    await save('csm', reference, 'From the CSM')
    const sent = await Promise.allSettled([
      answer('agent', reference, first!.id, 'From the agent'),
      answer('csm', reference, first!.id, 'From the CSM'),
    ])
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = (await messages(reference)).at(-1)!.body
    const kept = [(await drafts('agent', reference)).reply.body, (await drafts('csm', reference)).reply.body]
    expect(kept).toEqual(winner === 'From the agent' ? ['', 'From the CSM'] : ['From the agent', ''])
  })

  test('of one person in two pages is not held back by themselves', async () => {
    const reference = await world.open('ann')
    const [first] = await messages(reference)
    await answer('agent', reference, first!.id, 'One')
    await answer('agent', reference, first!.id, 'Two', hours(2))
    expect((await messages(reference)).map(({ body }) => body).slice(1)).toEqual(['One', 'Two'])
  })

  test('takes a case that nobody has, and none that a colleague took meanwhile', async () => {
    const reference = await world.open('ann')
    const mine = (by: 'agent' | 'csm') =>
      answerCase(world.as(by, hours(1)), { key: newId(NOW), reference, body: by, outcome: 'keep_open', takeIfFree: true })
    await mine('agent')
    await mine('csm')
    expect((await getDeskCase(world.as('agent', hours(1)), reference)).assignee?.id).toBe(world.actors.agent.userId)
  })

  test('takes the case with it when asked to', async () => {
    const reference = await world.open('ann')
    await answerCase(world.as('agent', hours(1)), { key: newId(NOW), reference, body: 'Mine.', outcome: 'wait', take: true })
    const { assignee, timeline } = await getDeskCase(world.as('agent', hours(1)), reference)
    expect(assignee?.id).toBe(world.actors.agent.userId)
    expect(timeline.some((entry) => entry.kind === 'history' && entry.fact.what === 'assigned')).toBe(true)
  })
})
