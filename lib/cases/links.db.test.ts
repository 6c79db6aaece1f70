import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@/db/context'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { tellProblem, untellProblem } from './commands/known-problem'
import { answerCase } from './commands/reply'
import { linkCases, markAsProblem, unlinkCases, unmarkAsProblem } from './commands/links'
import { mergeCases } from './commands/merge'
import { undoMerge } from './commands/undo-merge'
import type { ChosenLink } from './link'
import { getDeskCase, getRequesterCase } from './queries/case'
import { listKnownProblems } from './queries/known-problems'
import { getLinkPlan } from './queries/links'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'
import { newId } from '@/lib/kernel/ids'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const link = (reference: string, kind: ChosenLink, other: string) => linkCases(world.as('agent'), { reference, other, kind })
const linksOf = async (reference: string) => (await getDeskCase(world.as('agent'), reference)).links
const read = async (reference: string) =>
  (await linksOf(reference)).links.map(({ kind, way, reference }) => [kind, way, reference])
const linkId = async (reference: string) => (await linksOf(reference)).links[0]!.id

describe('a link', () => {
  test('joins cases of two organisations, and both show it to staff alone', async () => {
    const [ours, theirs] = [
      await world.open('ann', { subject: 'Ours alone' }),
      await world.open('gil', { subject: 'Theirs alone' }),
    ]
    await link(ours, 'duplicate_of', theirs)
    expect(await read(ours)).toEqual([['duplicate_of', 'from', theirs]])
    expect(await read(theirs)).toEqual([['duplicate_of', 'to', ours]])
    const { timeline } = await getDeskCase(world.as('agent'), theirs)
    expect(timeline.flatMap((entry) => (entry.kind === 'history' && entry.fact.what === 'linked' ? [entry.fact] : []))).toEqual([
      { what: 'linked', other: ours, kind: 'duplicate_of', way: 'to', holds: true },
    ])
    for (const [who, own, other, words] of [
      ['ann', ours, theirs, 'Theirs alone'],
      ['boss', ours, theirs, 'Theirs alone'],
      ['gil', theirs, ours, 'Ours alone'],
    ] as const) {
      const seen = JSON.stringify(await getRequesterCase(world.as(who), own))
      expect(seen).not.toContain(other)
      expect(seen).not.toContain(words)
      const rows = await inTransaction(
        world.as(who),
        (ctx) => ctx.sql`select id from audit_entries where action in ('case.linked', 'case.problem_marked')`,
      )
      expect(rows).toHaveLength(0)
    }
  })

  test('cannot be read under the role of a customer, by whatever statement', async () => {
    for (const table of ['case_links', 'problem_cases'])
      await expect(inTransaction(world.as('ann'), (ctx) => ctx.sql`select * from ${ctx.sql(table)}`)).rejects.toThrow(
        /row_level_security/,
      )
  })

  test('is made once, and from either end taken away; taking it away again does nothing', async () => {
    const [a, b] = [await world.open('ann'), await world.open('gil')]
    await link(a, 'related', b)
    await expect(link(b, 'caused_by', a)).rejects.toBeInstanceOf(Invalid)
    const id = await linkId(a)
    await unlinkCases(world.as('agent'), { reference: b, linkId: id })
    await unlinkCases(world.as('agent'), { reference: a, linkId: id })
    expect(await read(a)).toEqual([])
    const { timeline } = await getDeskCase(world.as('agent'), a)
    expect(timeline.filter((entry) => entry.kind === 'history' && entry.fact.what === 'linked')).toHaveLength(2)
  })

  test('made by two at the same instant is one, and neither waits for ever', async () => {
    const [a, b] = [await world.open('ann'), await world.open('gil')]
    const made = await Promise.allSettled([link(a, 'related', b), link(b, 'duplicate_of', a)])
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await read(a)).toHaveLength(1)
  })

  test('is refused for a case that is not there, one that was merged, and everybody who does not answer (AB-006)', async () => {
    const [a, b, c] = [await world.open('ann'), await world.open('ann'), await world.open('gil')]
    await mergeCases(world.as('agent'), { reference: b, into: a })
    await expect(link(a, 'related', 'HS-999999999')).rejects.toMatchObject({
      fields: { other: [expect.stringContaining('no case')] },
    })
    await expect(link(c, 'related', b)).rejects.toMatchObject({
      fields: { other: [expect.stringContaining(`merged into ${a}`)] },
    })
    await expect(link('HS-999999999', 'related', a)).rejects.toBeInstanceOf(NotFound)
    await expect(linkCases(world.as('ann'), { reference: a, other: c, kind: 'related' })).rejects.toBeInstanceOf(Forbidden)
    await expect(unlinkCases(world.as('ann'), { reference: a, linkId: newId(NOW) })).rejects.toBeInstanceOf(Forbidden)
    expect(await read(a)).toEqual([])
  })

  test('of another case is not taken away through this one', async () => {
    const [a, b, c] = [await world.open('ann'), await world.open('gil'), await world.open('ann')]
    await link(a, 'related', b)
    await unlinkCases(world.as('agent'), { reference: c, linkId: await linkId(a) })
    expect(await read(a)).toHaveLength(1)
  })
})

describe('a known problem', () => {
  test('is what another case is caused by, and no problem is caused by another', async () => {
    const [problem, caused, other] = [await world.open('ann'), await world.open('gil'), await world.open('ann')]
    await link(caused, 'caused_by', problem)
    expect(await linksOf(problem)).toMatchObject({ isProblem: true, caused: 1, causedOpen: 1 })
    await expect(link(problem, 'caused_by', other)).rejects.toMatchObject({
      fields: { other: [expect.stringContaining('is a problem itself')] },
    })
    await expect(link(other, 'caused_by', caused)).rejects.toMatchObject({
      fields: { other: [expect.stringContaining(problem)] },
    })
    await expect(markAsProblem(world.as('agent'), { reference: caused })).rejects.toBeInstanceOf(Conflict)
  })

  test('is marked and unmarked by hand, but not while cases are linked as caused by it', async () => {
    const [problem, caused] = [await world.open('ann'), await world.open('gil')]
    await markAsProblem(world.as('agent'), { reference: problem })
    await markAsProblem(world.as('agent'), { reference: problem })
    await link(caused, 'caused_by', problem)
    await expect(unmarkAsProblem(world.as('agent'), { reference: problem })).rejects.toBeInstanceOf(Conflict)
    await unlinkCases(world.as('agent'), { reference: problem, linkId: await linkId(problem) })
    await unmarkAsProblem(world.as('agent'), { reference: problem })
    expect((await linksOf(problem)).isProblem).toBe(false)
    const { timeline } = await getDeskCase(world.as('agent'), problem)
    expect(
      timeline.flatMap((entry) => (entry.kind === 'history' && entry.fact.what === 'problem' ? [entry.fact.is] : [])),
    ).toEqual([true, false])
  })

  test('is offered before anything is looked for; what a search found is offered instead', async () => {
    const [problem, caused, found] = [await world.open('gil'), await world.open('ann'), await world.open('gil')]
    await markAsProblem(world.as('agent'), { reference: problem })
    const offered = (await getLinkPlan(world.as('agent'), caused, null)).candidates
    expect(offered[0]).toMatchObject({ reference: problem, isProblem: true })
    expect(offered.map(({ reference }) => reference)).not.toContain(caused)
    expect((await getLinkPlan(world.as('agent'), caused, [found, caused])).candidates.map(({ reference }) => reference)).toEqual([
      found,
    ])
  })
})

describe('what customers are told of a problem', () => {
  const asked = (who: 'ann' | 'gil', q = 'Excel export is empty', now = NOW) =>
    listKnownProblems(world.as(who, now), { q, category: 'problem' })
  const tell = (reference: string, title: string) =>
    tellProblem(world.as('agent', hours(1)), { reference, title, body: 'Choose CSV meanwhile.' })

  test('is read by all who write about the same, in our words and nothing else of the case, while it is open', async () => {
    const problem = await world.open('gil', { subject: 'kanarie export', body: 'kanarie' })
    await markAsProblem(world.as('agent'), { reference: problem })
    expect(await asked('ann')).toEqual([])
    await tell(problem, 'Exports to Excel are empty')
    const told = { title: 'Exports to Excel are empty', body: 'Choose CSV meanwhile.', toldAt: hours(1) }
    for (const who of ['ann', 'gil'] as const) expect(await asked(who)).toEqual([told])
    expect(await asked('ann', 'How do I get a licence?')).toEqual([])
    expect(await linksOf(problem)).toMatchObject({ told: { ...told, toldByName: 'agent' } })
    await untellProblem(world.as('agent'), { reference: problem })
    expect(await asked('ann')).toEqual([])
    await tell(problem, 'Excel exports are empty')
    await answerCase(world.as('agent', hours(2)), { key: newId(NOW), reference: problem, body: 'Mended.', outcome: 'resolve' })
    expect(await asked('ann')).toEqual([])
  })

  test('is told of open problems alone, by those who link cases', async () => {
    const none = await world.open('ann')
    await expect(tell(none, 'x')).rejects.toBeInstanceOf(Conflict)
    await markAsProblem(world.as('agent'), { reference: none })
    await expect(tellProblem(world.as('ann'), { reference: none, title: 'x', body: '' })).rejects.toBeInstanceOf(Forbidden)
    await expect(listKnownProblems(world.as('agent'), { q: 'x', category: 'problem' })).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('merged', () => {
  test('a case takes its links and its problem along, and has them again when that is undone', async () => {
    const [source, target] = [await world.open('ann'), await world.open('ann')]
    const [caused, both] = [await world.open('gil'), await world.open('gil')]
    await link(caused, 'caused_by', source)
    await link(source, 'related', both)
    await link(target, 'duplicate_of', both)
    await link(source, 'duplicate_of', target)
    const before = { source: await linksOf(source), target: await linksOf(target) }

    await mergeCases(world.as('agent', hours(1)), { reference: source, into: target })
    expect(await linksOf(target)).toMatchObject({ isProblem: true, caused: 1, causedOpen: 1, all: 2 })
    expect(await read(caused)).toEqual([['caused_by', 'from', target]])
    await undoMerge(world.as('agent', hours(2)), { reference: source })
    expect(await linksOf(source)).toEqual(before.source)
    expect(await linksOf(target)).toEqual(before.target)
    expect(await read(caused)).toEqual([['caused_by', 'from', source]])
  })
})
