// Merging and undoing against the real database: whatever two or three cases have been through, after merge and undo every row that names
// them is as before, and meanwhile nothing is lost (issue 3, done when 3).
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEvents } from '@/lib/notifications/commands/read-events'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changeCategory } from './commands/change-category'
import { claimCase } from './commands/claim'
import { assignOne, confirmSolved, reclassifyCase } from './commands/change-case'
import { offerDraft, saveDraft } from './commands/drafts'
import { handOverCase } from './commands/hand-over'
import { linkCases, markAsProblem } from './commands/links'
import { mergeCases } from './commands/merge'
import { addParticipant, removeParticipant } from './commands/participants'
import { rateCase } from './commands/rate-case'
import { addNote, answerCase, replyToCase } from './commands/reply'
import { sendReply } from './commands/send-reply'
import { splitMessage } from './commands/split'
import { addTag, removeTag } from './commands/tags'
import { undoMerge } from './commands/undo-merge'
import { getDeskCase } from './queries/case'
import { attachFile, storedOf, type Stored } from './testing/stored'
import { createCaseWorld, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
/** A case of another organisation, which others are linked with. */
let elsewhere: string
beforeAll(async () => {
  world = await createCaseWorld()
  elsewhere = await world.open('gil')
})
afterAll(() => world.end())

const desk = (reference: string, now: Instant) => getDeskCase(world.as('agent', now), reference)
const write =
  (by: 'agent' | 'csm' | 'boss', kind: 'reply' | 'note', words: string) => async (reference: string, now: Instant) => {
    const saved = await saveDraft(world.as(by, now), { reference, kind, body: words, version: 0 })
    // What somebody has begun there already goes on.
    if (saved.status === 'overtaken')
      await saveDraft(world.as(by, now), { reference, kind, body: `${saved.body}, ${words}`, version: saved.version })
  }

/** What may happen on a case before it is merged: by us, by its customer, by the product itself. */
const ACTS = {
  answer: (reference: string, now: Instant) =>
    answerCase(world.as('agent', now), { key: newId(now), reference, body: 'We look into it.', outcome: 'keep_open' }),
  wait: (reference: string, now: Instant) =>
    answerCase(world.as('agent', now), { key: newId(now), reference, body: 'Which browser?', outcome: 'wait' }),
  send: async (reference: string, now: Instant) => {
    await sendReply(world.as('agent', now), { key: newId(now), reference, body: 'It is mended.', outcome: 'keep_open' })
  },
  reply: (reference: string, now: Instant) =>
    replyToCase(world.as('boss', now), { key: newId(now), reference, body: 'Still so.' }),
  note: (reference: string, now: Instant) =>
    addNote(world.as('agent', now), { key: newId(now), reference, body: 'Seen before.' }),
  solved: (reference: string, now: Instant) => confirmSolved(world.as('boss', now), { reference }),
  rate: async (reference: string, now: Instant) => {
    const { status, requester } = await desk(reference, now)
    const by = requester.name as 'ann' | 'cleo' | 'boss'
    if (status !== 'resolved') await confirmSolved(world.as(by, now), { reference })
    const { resolvedAt } = await desk(reference, now)
    await rateCase(world.as(by, now), { reference, resolvedAt: resolvedAt!, answer: 'okay', comment: '' })
  },
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
  assign: (reference: string, now: Instant) => assignOne(world.as('agent', now), reference, world.actors.csm.userId),
  recategorise: (reference: string, now: Instant) =>
    changeCategory(world.as('agent', now), { reference, category: 'project_or_data', reason: 'Their weights.' }),
  tag: (reference: string, now: Instant) => addTag(world.as('agent', now), { reference, name: 'weights' }).then(() => undefined),
  tagOther: (reference: string, now: Instant) =>
    addTag(world.as('agent', now), { reference, name: 'export' }).then(() => undefined),
  untag: async (reference: string, now: Instant) => {
    const [tag] = (await desk(reference, now)).tags
    if (tag) await removeTag(world.as('agent', now), { reference, tagId: tag.id })
  },
  file: (reference: string, now: Instant) => attachFile(world, reference, now),
  split: async (reference: string, now: Instant) => {
    const message = (await desk(reference, now)).timeline.find((entry) => entry.kind === 'message')!
    await splitMessage(world.as('agent', now), {
      ...{ key: newId(now), reference, messageId: message.id, category: 'how_to', subject: 'The other thing' },
    })
  },
  relate: (reference: string, now: Instant) =>
    linkCases(world.as('agent', now), { reference, other: elsewhere, kind: 'related' }),
  isCaused: (reference: string, now: Instant) =>
    linkCases(world.as('agent', now), { reference, other: elsewhere, kind: 'caused_by' }),
  problem: (reference: string, now: Instant) => markAsProblem(world.as('agent', now), { reference }),
  draft: write('agent', 'reply', 'Dear Ann'),
  draftOfNote: write('csm', 'note', 'She is right'),
  draftOfCustomer: write('boss', 'reply', 'One more thing'),
  offer: async (reference: string, now: Instant) => {
    await offerDraft(world.as('agent', now), { reference, body: 'For you to send.', colleagueId: world.actors.csm.userId })
  },
  follow: (reference: string, now: Instant) => assignOne(world.as('csm', now), reference, world.actors.agent.userId),
  news: async (_: string, now: Instant) => {
    while ((await readEvents(world.system(now))).more);
  },
} as const
type ActName = keyof typeof ACTS

/** Does what may be done; what the state of the case forbids is left out. */
async function act(name: ActName, reference: string, now: Instant): Promise<void> {
  await ACTS[name](reference, now).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && ['conflict', 'invalid'].includes(String(error.code)))) throw error
  })
}

/** What has moved is all there, wherever it is; people, tags and links are joined, not moved. */
const idsOf = (stored: Stored) =>
  ['case_messages', 'case_notes', 'attachments', 'case_handovers', 'sla_clocks'].map((table) =>
    stored[table]!.map(({ id }) => String(id)).sort(),
  )

const written = (stored: Stored) =>
  stored['case_drafts']!.map(({ author_id, body }) => [String(author_id), String(body)] as const)

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
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(opening, opening, opening),
        fc.array(step, { maxLength: 16 }),
        fc.constantFrom('both into the last', 'one through the other'),
        async (openings, steps, order) => {
          let now = NOW
          const references: string[] = []
          for (const { by, impact } of openings)
            references.push(await world.open(by, { impact, workaround: 'no' }, (now = addMs(now, HOUR_MS))))
          for (const { act: name, on, after } of steps) await act(name, references[on]!, (now = addMs(now, after * HOUR_MS)))
          const [a, b, c] = references as [string, string, string]
          const merges: [string, string][] = [
            [a, order === 'both into the last' ? c : b],
            [b, c],
          ]
          const before = await storedOf(world, references)
          const done: string[] = []
          for (const [reference, into] of merges) {
            const merged = await mergeCases(world.as('agent', (now = addMs(now, HOUR_MS))), { reference, into }).then(
              () => true,
              (error: { code?: string }) => {
                if (error.code !== 'conflict') throw error as Error
                return false
              },
            )
            if (merged) done.unshift(reference)
          }
          const meanwhile = await storedOf(world, references)
          expect(idsOf(meanwhile)).toEqual(idsOf(before))
          // A draft that stayed behind, because its author writes in the other case too, is in what they write there.
          const goesOn = written({
            case_drafts: meanwhile['case_drafts']!.filter(({ case_id }) =>
              meanwhile['cases']!.some(({ id, merged_into_id }) => id === case_id && merged_into_id === null),
            ),
          })
          for (const [author, body] of written(before))
            expect(goesOn.some(([of, words]) => of === author && words.includes(body))).toBe(true)
          mergesDone += done.length
          for (const reference of done) await undoMerge(world.as('csm', (now = addMs(now, DAY_MS))), { reference })
          expect(await storedOf(world, references)).toEqual(before)
          for (const [table, rows] of Object.entries(before)) if (rows.length > 0) seen.add(table)
        },
      ),
      { numRuns: 80 },
    )
    expect(mergesDone).toBeGreaterThan(20)
    // Rows of each of these were compared, not their absence.
    for (const table of [
      'attachments',
      'case_drafts',
      'case_links',
      'case_ratings',
      'case_followers',
      'notifications',
      'problem_cases',
    ])
      expect([...seen]).toContain(table)
  }, 120_000)
})
