// What a merge does and leaves alone, and its undoing, against the real database. That undoing restores every row: merge-undo.db.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { saveDraft } from './commands/drafts'
import { mergeCases } from './commands/merge'
import { addNote, answerCase, replyToCase } from './commands/reply'
import { sendReply, sendWaitingReply } from './commands/send-reply'
import { addTag, removeTag } from './commands/tags'
import { undoMerge } from './commands/undo-merge'
import { CaseHistoryInput } from './input'
import { getDeskCase, getRequesterCase } from './queries/case'
import { listCaseHistory } from './queries/history'
import { getMergePlan } from './queries/merge'
import { attachFile, storedOf } from './testing/stored'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const answer = (reference: string, now: Instant) =>
  answerCase(world.as('agent', now), { key: newId(now), reference, body: 'We look into it.', outcome: 'keep_open' })

const merge = (reference: string, into: string, now: Instant) => mergeCases(world.as('agent', now), { reference, into })
const undo = (reference: string, now: Instant) => undoMerge(world.as('csm', now), { reference })

describe('a merge', () => {
  test('moves words, files and clocks, brings the people along and closes the case', async () => {
    const target = await world.open('ann', { impact: 'none', subject: 'Slow chart' })
    const source = await world.open('cleo', { impact: 'unusable', workaround: 'no' }, hours(1))
    await attachFile(world, source, hours(1))
    await addNote(world.as('agent', hours(1)), { key: newId(NOW), reference: source, body: 'Seen before.' })
    const plan = (await getMergePlan(world.as('agent', hours(2)), source, target)).preview!
    expect(plan).toMatchObject({
      moves: { messages: 1, notes: 1, files: 1 },
      newcomers: ['cleo'],
      severity: 1,
      countsFrom: source,
    })
    await merge(source, target, hours(2))

    const seen = await getDeskCase(world.as('agent', hours(2)), target)
    expect(seen).toMatchObject({ severity: 1, status: 'new' })
    expect(seen.participants.map(({ name }) => name)).toEqual(['cleo'])
    expect(seen.timeline.filter(({ kind }) => kind === 'message')).toHaveLength(2)
    expect(seen.ledgers.map(({ summary }) => summary.level)).toEqual([4, 1])
    expect(Math.min(...seen.ledgers.map(({ summary }) => summary.dueAt!))).toBe(plan.promise!.dueAt)
    expect(await getRequesterCase(world.as('cleo', hours(2)), source)).toMatchObject({
      mergedInto: target,
      status: 'closed',
      canReply: false,
      timeline: [{ kind: 'history' }, { fact: { what: 'merged', way: 'away', other: target } }],
    })
    const { items } = await listCaseHistory(
      world.as('cleo', hours(2)),
      CaseHistoryInput.parse({ scope: 'mine', state: 'closed' }),
    )
    expect(items.find(({ reference }) => reference === source)).toMatchObject({ status: 'closed', mergedInto: target })
    const [queue] = await world.look(
      (sql) => sql<{ open: number }[]>`
        select count(*)::int as open from cases where number = ${Number(source.slice(3))} and (status <> 'closed' or next_due_at is not null)`,
    )
    expect(queue!.open).toBe(0)
  })

  test('leaves the tags of both with the case that goes on, and takes back only its own', async () => {
    const [target, source] = [await world.open('ann'), await world.open('ann')]
    for (const [reference, name] of [
      [target, 'weights'],
      [source, 'weights'],
      [source, 'export'],
      [source, 'wave 7'],
    ] as const)
      await addTag(world.as('agent', hours(1)), { reference, name })
    const tags = async (reference: string, now: Instant) =>
      (await getDeskCase(world.as('agent', now), reference)).tags.map(({ name }) => name)
    await merge(source, target, hours(2))
    expect(await tags(target, hours(2))).toEqual(['export', 'wave 7', 'weights'])
    // Taken away and added again since: the target's own.
    const { id: tagId } = (await getDeskCase(world.as('agent', hours(2)), target)).tags[0]!
    await removeTag(world.as('agent', hours(3)), { reference: target, tagId })
    await addTag(world.as('agent', hours(3)), { reference: target, name: 'export' })
    await undo(source, hours(4))
    expect(await tags(target, hours(4))).toEqual(['export', 'weights'])
    expect(await tags(source, hours(4))).toEqual(['export', 'wave 7', 'weights'])
  })

  test('takes along what people have begun to write, theirs alone as before, also from a page that still shows the old case', async () => {
    const [target, source] = [await world.open('ann'), await world.open('ann')]
    const write = (by: 'agent' | 'csm' | 'ann', reference: string, body: string, version = 0) =>
      saveDraft(world.as(by, hours(1)), { reference, kind: 'reply', body, version })
    await write('agent', source, 'It is mended')
    await write('csm', source, 'We ring you')
    await write('csm', target, 'Dear Ann')
    await write('ann', source, 'One more thing')
    await merge(source, target, hours(2))
    const begun = async (by: 'agent' | 'csm', reference: string) =>
      (await getDeskCase(world.as(by, hours(2)), reference)).drafts.reply.body
    expect(await begun('agent', target)).toBe('It is mended')
    expect(await begun('csm', target)).toBe('Dear Ann\n\nWe ring you')
    expect((await getRequesterCase(world.as('ann', hours(2)), target)).draft.body).toBe('One more thing')
    expect(await write('agent', source, 'It is mended.', 1)).toMatchObject({ status: 'saved' })
    expect(await begun('agent', target)).toBe('It is mended.')
    await undo(source, hours(3))
    expect([await begun('agent', source), await begun('csm', source), await begun('csm', target)]).toEqual([
      'It is mended.',
      'We ring you',
      'Dear Ann',
    ])
  })

  test('gives back a reply that waited to be sent in it, to be sent where the case goes on', async () => {
    const [target, source] = [await world.open('ann'), await world.open('ann')]
    const seen = (await getDeskCase(world.as('agent'), source)).timeline.find((entry) => entry.kind === 'message')!.id
    const waiting = { key: newId(NOW), reference: source, body: 'It is mended.', outcome: 'wait', seen } as const
    const { draftId, sendsAt } = (await sendReply(world.as('agent'), waiting))!
    await replyToCase(world.as('ann', addMs(NOW, 1_000)), { key: newId(NOW), reference: target, body: 'The same again.' })
    await merge(source, target, addMs(NOW, 2_000))
    await sendWaitingReply(world.system(sendsAt), { draftId, authorId: world.actors.agent.userId })
    expect(await getDeskCase(world.as('agent', hours(1)), target)).toMatchObject({
      drafts: { reply: { body: 'It is mended.' }, waiting: [] },
      lastAnswerAt: null,
    })
  })

  test('tells each of its people by one mail, and those of the other case by none', async () => {
    const target = await world.open('ann')
    const source = await world.open('cleo')
    await world.invite(source, 'boss')
    await merge(source, target, hours(1))
    const mails = await world.look(
      (sql) => sql<{ name: string; into: string }[]>`
        select u.name, m.facts ->> 'into' as into from outbox m join users u on u.id = m.recipient_id
        where m.kind = 'case_merged' and m.facts ->> 'from' = ${source} order by u.name`,
    )
    expect(mails.map(({ name, into }) => [name, into])).toEqual([
      ['boss', target],
      ['cleo', target],
    ])
  })

  test('a reply to the old case arrives in the one where it goes on, through several merges', async () => {
    const [last, middle, first] = [await world.open('ann'), await world.open('ann'), await world.open('cleo')]
    await merge(first, middle, hours(1))
    await merge(middle, last, hours(2))
    await replyToCase(world.as('cleo', hours(3)), { key: newId(hours(3)), reference: first, body: 'Any news?' })
    const { timeline } = await getDeskCase(world.as('agent', hours(3)), last)
    expect(timeline.findLast((entry) => entry.kind === 'message')).toMatchObject({ body: 'Any news?', author: { name: 'cleo' } })
  })

  test('our answer to the old case is refused with the number of the new one, and its text is kept', async () => {
    const [target, source] = [await world.open('ann'), await world.open('ann')]
    await merge(source, target, hours(1))
    await expect(answer(source, hours(2))).rejects.toThrow(`${source} was merged into ${target} and goes on there.`)
  })

  test('one answer keeps the promises of both', async () => {
    const [target, source] = [await world.open('ann', { impact: 'none' }), await world.open('ann', { impact: 'major' })]
    await merge(source, target, hours(1))
    await answer(target, hours(2))
    const { ledgers } = await getDeskCase(world.as('agent', hours(2)), target)
    expect(ledgers.map(({ summary }) => [summary.metric, summary.outcome])).toEqual([
      ['first_response', 'met'],
      ['first_response', 'met'],
      ['update', null],
    ])
  })

  test('never joins cases of different organisations, whoever asks', async () => {
    const [ours, theirs] = [await world.open('ann'), await world.open('gil')]
    const before = await storedOf(world, [ours, theirs])
    await expect(merge(ours, theirs, hours(1))).rejects.toMatchObject({ code: 'conflict' })
    await expect(mergeCases(world.as('ann', hours(1)), { reference: ours, into: theirs })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await storedOf(world, [ours, theirs])).toEqual(before)
  })

  test('of two at once into each other, one happens', async () => {
    const [a, b] = [await world.open('ann'), await world.open('ann')]
    const results = await Promise.allSettled([merge(a, b, hours(1)), merge(b, a, hours(1))])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('undoing', () => {
  test('leaves what was written since where it was written', async () => {
    const target = await world.open('ann', { impact: 'none' })
    const source = await world.open('cleo', { impact: 'unusable', workaround: 'no' })
    await merge(source, target, hours(1))
    await answer(target, hours(2))
    await undo(source, hours(3))

    const kept = await getDeskCase(world.as('agent', hours(3)), target)
    expect(kept).toMatchObject({ severity: 4, status: 'open', participants: [] })
    expect(kept.timeline.filter(({ kind }) => kind === 'message')).toHaveLength(2)
    expect(kept.ledgers.map(({ summary }) => [summary.level, summary.outcome])).toEqual([
      [4, 'met'],
      [1, 'superseded'],
    ])
    const own = await getDeskCase(world.as('agent', hours(3)), source)
    expect(own).toMatchObject({ severity: 1, status: 'new', mergedInto: null })
    expect(own.timeline.filter(({ kind }) => kind === 'message')).toHaveLength(1)
    expect(own.ledgers.map(({ summary }) => summary.outcome)).toEqual([null])
    await expect(getRequesterCase(world.as('cleo', hours(3)), target)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is refused after thirty days, out of order, and for a case of its own', async () => {
    const [target, a, b] = [await world.open('ann'), await world.open('ann'), await world.open('ann')]
    await expect(undo(a, hours(1))).rejects.toThrow(`${a} is a case of its own already.`)
    await merge(a, target, hours(1))
    await merge(b, target, hours(2))
    await expect(undo(a, hours(3))).rejects.toThrow(`${b} was merged into the same case later.`)
    await expect(undo(b, addMs(hours(2), 30 * DAY_MS + 1))).rejects.toThrow('30 days')
  })
})
