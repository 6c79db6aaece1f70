// Merging and undoing against the real database: whatever two or three cases have been through, after merge and undo every word, file,
// person and clock is as before (issue 3, done when 3).
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changeCategory } from './commands/change-category'
import { claimCase } from './commands/claim'
import { confirmSolved, reclassifyCase } from './commands/change-case'
import { handOverCase } from './commands/hand-over'
import { mergeCases } from './commands/merge'
import { addParticipant, removeParticipant } from './commands/participants'
import { addNote, answerCase, replyToCase } from './commands/reply'
import { addTag, removeTag } from './commands/tags'
import { undoMerge } from './commands/undo-merge'
import { CaseHistoryInput } from './input'
import { getDeskCase, getRequesterCase } from './queries/case'
import { listCaseHistory } from './queries/history'
import { getMergePlan } from './queries/merge'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const idOf = (reference: string) =>
  world.look(
    async (sql) => (await sql<{ id: string }[]>`select id from cases where number = ${Number(reference.slice(3))}`)[0]!.id,
  )

/** All that belongs to some cases, as it is stored; what every act changes, version and last activity, aside. */
async function everythingOf(references: readonly string[]) {
  const ids = await Promise.all(references.map(idOf))
  return world.look(async (sql) => ({
    cases:
      await sql`select to_jsonb(c) - array['version', 'last_activity_at'] as row from cases c where id = any(${ids}) order by id`,
    messages: await sql`select to_jsonb(m) as row from case_messages m where case_id = any(${ids}) order by id`,
    notes: await sql`select to_jsonb(n) as row from case_notes n where case_id = any(${ids}) order by id`,
    files: await sql`select to_jsonb(a) as row from attachments a where case_id = any(${ids}) order by id`,
    handovers: await sql`select to_jsonb(h) as row from case_handovers h where case_id = any(${ids}) order by id`,
    clocks: await sql`select to_jsonb(k) as row from sla_clocks k where case_id = any(${ids}) order by id`,
    participants:
      await sql`select to_jsonb(p) as row from case_participants p where case_id = any(${ids}) order by case_id, user_id`,
    followers: await sql`select to_jsonb(f) as row from case_followers f where case_id = any(${ids}) order by case_id, user_id`,
    tags: await sql`select to_jsonb(x) as row from case_tags x where case_id = any(${ids}) order by case_id, tag_id`,
  }))
}

/** What is there, wherever it is; people are joined, not moved. */
const idsOf = ({ messages, notes, files, handovers, clocks }: Awaited<ReturnType<typeof everythingOf>>) =>
  [messages, notes, files, handovers, clocks].map((rows) => rows.map(({ row }) => (row as { id: string }).id))

/** A file on the first message of a case, as an upload leaves it. */
async function attachFile(reference: string, now: Instant): Promise<void> {
  const [caseId, fileId] = [await idOf(reference), newId(now)]
  await world.look(
    (sql) => sql`
      insert into attachments (organisation_id, id, case_id, message_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
      select organisation_id, ${fileId}, case_id, id, 0, author_id, ${fileId}, 'wave.txt', 'text/plain', 3, 'abc', 'none', ${now}
      from case_messages where case_id = ${caseId} order by created_at limit 1`,
  )
}

async function follow(reference: string, now: Instant): Promise<void> {
  const caseId = await idOf(reference)
  await world.look(
    (sql) => sql`
      insert into case_followers (organisation_id, case_id, user_id, since)
      select organisation_id, id, ${world.actors.csm.userId}, ${now} from cases where id = ${caseId} on conflict do nothing`,
  )
}

const ACTS = {
  answer: (reference: string, now: Instant) =>
    answerCase(world.as('agent', now), { key: newId(now), reference, body: 'We look into it.', outcome: 'keep_open' }),
  wait: (reference: string, now: Instant) =>
    answerCase(world.as('agent', now), { key: newId(now), reference, body: 'Which browser?', outcome: 'wait' }),
  reply: (reference: string, now: Instant) =>
    replyToCase(world.as('boss', now), { key: newId(now), reference, body: 'Still so.' }),
  note: (reference: string, now: Instant) =>
    addNote(world.as('agent', now), { key: newId(now), reference, body: 'Seen before.' }),
  solved: (reference: string, now: Instant) => confirmSolved(world.as('boss', now), { reference }),
  raise: (reference: string, now: Instant) =>
    reclassifyCase(world.as('agent', now), { reference, severity: 1, reason: 'All sites.' }),
  lower: (reference: string, now: Instant) =>
    reclassifyCase(world.as('agent', now), { reference, severity: 4, reason: 'One site.' }),
  handOver: (reference: string, now: Instant) =>
    handOverCase(world.as('agent', now), { reference, regionCode: 'APAC', state: '', nextStep: 'Ring them.' }),
  share: (reference: string, now: Instant) =>
    addParticipant(world.as('agent', now), { reference, userId: world.actors.cleo.userId }),
  unshare: (reference: string, now: Instant) =>
    removeParticipant(world.as('agent', now), { reference, userId: world.actors.cleo.userId }),
  claim: (reference: string, now: Instant) => claimCase(world.as('agent', now), { reference }),
  recategorise: (reference: string, now: Instant) =>
    changeCategory(world.as('agent', now), { reference, category: 'project_or_data', reason: 'Their weights.' }),
  tag: (reference: string, now: Instant) => addTag(world.as('agent', now), { reference, name: 'weights' }).then(() => undefined),
  tagOther: (reference: string, now: Instant) =>
    addTag(world.as('agent', now), { reference, name: 'export' }).then(() => undefined),
  untag: async (reference: string, now: Instant) => {
    const [tag] = (await getDeskCase(world.as('agent', now), reference)).tags
    if (tag) await removeTag(world.as('agent', now), { reference, tagId: tag.id })
  },
  file: attachFile,
  follow,
} as const
type ActName = keyof typeof ACTS

/** Does what may be done; what the state of the case forbids is left out. */
async function act(name: ActName, reference: string, now: Instant): Promise<void> {
  await ACTS[name](reference, now).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'conflict')) throw error
  })
}

const merge = (reference: string, into: string, now: Instant) => mergeCases(world.as('agent', now), { reference, into })
const undo = (reference: string, now: Instant) => undoMerge(world.as('csm', now), { reference })

describe('after merge and undo', () => {
  const step = fc.record({
    act: fc.constantFrom(...(Object.keys(ACTS) as ActName[])),
    on: fc.nat({ max: 2 }),
    after: fc.integer({ min: 1, max: 90 }),
  })
  const opening = fc.record({
    by: fc.constantFrom('ann', 'cleo', 'boss'),
    impact: fc.constantFrom('unusable', 'major', 'minor', 'none'),
  }) satisfies fc.Arbitrary<{ by: 'ann' | 'cleo' | 'boss'; impact: string }>

  test('everything is as before, whatever the cases have been through, and meanwhile nothing is lost', async () => {
    let mergesDone = 0
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(opening, opening, opening),
        fc.array(step, { maxLength: 10 }),
        fc.constantFrom('both into the last', 'one through the other'),
        async (openings, steps, order) => {
          let now = NOW
          const references: string[] = []
          for (const { by, impact } of openings)
            references.push(await world.open(by, { impact, workaround: 'no' }, (now = addMs(now, HOUR_MS))))
          for (const { act: name, on, after } of steps) await act(name, references[on]!, (now = addMs(now, after * HOUR_MS)))
          const [a, b, c] = references as [string, string, string]
          const merges: [string, string][] =
            order === 'both into the last'
              ? [
                  [a, c],
                  [b, c],
                ]
              : [
                  [a, b],
                  [b, c],
                ]
          const before = await everythingOf(references)
          const done: string[] = []
          for (const [from, into] of merges) {
            const merged = await merge(from, into, (now = addMs(now, HOUR_MS))).then(
              () => true,
              (error: { code?: string }) => {
                if (error.code !== 'conflict') throw error as Error
                return false
              },
            )
            if (merged) done.unshift(from)
          }
          expect(idsOf(await everythingOf(references))).toEqual(idsOf(before))
          mergesDone += done.length
          for (const from of done) await undo(from, (now = addMs(now, DAY_MS)))
          expect(await everythingOf(references)).toEqual(before)
        },
      ),
      { numRuns: 40 },
    )
    expect(mergesDone).toBeGreaterThan(20)
  }, 60_000)
})

describe('a merge', () => {
  test('moves words, files and clocks, brings the people along and closes the case', async () => {
    const target = await world.open('ann', { impact: 'none', subject: 'Slow chart' })
    const source = await world.open('cleo', { impact: 'unusable', workaround: 'no' }, hours(1))
    await act('file', source, hours(1))
    await act('note', source, hours(1))
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
    await expect(ACTS.answer(source, hours(2))).rejects.toThrow(`${source} was merged into ${target} and goes on there.`)
  })

  test('one answer keeps the promises of both', async () => {
    const [target, source] = [await world.open('ann', { impact: 'none' }), await world.open('ann', { impact: 'major' })]
    await merge(source, target, hours(1))
    await ACTS.answer(target, hours(2))
    const { ledgers } = await getDeskCase(world.as('agent', hours(2)), target)
    expect(ledgers.map(({ summary }) => [summary.metric, summary.outcome])).toEqual([
      ['first_response', 'met'],
      ['first_response', 'met'],
      ['update', null],
    ])
  })

  test('never joins cases of different organisations, whoever asks', async () => {
    const [ours, theirs] = [await world.open('ann'), await world.open('gil')]
    const before = await everythingOf([ours, theirs])
    await expect(merge(ours, theirs, hours(1))).rejects.toMatchObject({ code: 'conflict' })
    await expect(mergeCases(world.as('ann', hours(1)), { reference: ours, into: theirs })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await everythingOf([ours, theirs])).toEqual(before)
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
    await ACTS.answer(target, hours(2))
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
