import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@/db/context'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { assignOne, closeResolvedCases } from './commands/change-case'
import { mergeTags, renameTag, restoreTag, retireTag } from './commands/keep-tags'
import { answerCase } from './commands/reply'
import { addTag, removeTag } from './commands/tags'
import { getDeskCase, getRequesterCase } from './queries/case'
import { listTags, suggestTags } from './queries/tags'
import { AddTagInput, TAGS_ON_A_CASE } from './tag'
import { createCaseWorld, days, type CaseWorld } from './testing/world'
import { newId } from '@/lib/kernel/ids'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

/** The CSM of this world leads a region from here on. */
const lead = async () => {
  await world.look((sql) => sql`update staff_members set leads_region = true where user_id = ${world.actors.csm.userId}`)
  return world.as('csm')
}
const tag = (reference: string, name: string) => addTag(world.as('agent'), AddTagInput.parse({ reference, name }))
const tagsOn = async (reference: string) => (await getDeskCase(world.as('agent'), reference)).tags.map(({ name }) => name)
/** What the queue is told of a case by its tags, beside the case itself. */
const queued = (reference: string) =>
  world.look(async (sql) => {
    const rows = await sql<{ tag: string; told: object; is: object }[]>`
      select t.name as tag, to_jsonb(q) - '{tag_id,case_id}'::text[] as told,
        (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(c)) where to_jsonb(q) ? key) as is
      from queue_tags q join tags t on t.id = q.tag_id join cases c on c.id = q.case_id where c.number = ${Number(reference.slice(3))} order by t.name`
    for (const { told, is } of rows) expect(told).toEqual(is)
    return rows.map((row) => row.tag)
  })

describe('a tag on a case', () => {
  test('is added once, whatever its capitals, and stands in the timeline of staff alone', async () => {
    const reference = await world.open('ann')
    expect(await tag(reference, '#Licence server')).toMatchObject({ name: 'Licence server', isNew: true })
    expect(await tag(reference, 'licence SERVER')).toMatchObject({ name: 'Licence server', isNew: false })
    expect(await tagsOn(reference)).toEqual(['Licence server'])
    const { timeline } = await getDeskCase(world.as('agent'), reference)
    const told = timeline.flatMap((entry) => (entry.kind === 'history' && entry.fact.what === 'tagged' ? [entry.fact] : []))
    expect(told).toEqual([{ what: 'tagged', tag: 'Licence server', has: true }])
    expect(JSON.stringify(await getRequesterCase(world.as('ann'), reference))).not.toContain('Licence server')
  })

  test('is taken away again, and taking away what is not there does nothing', async () => {
    const reference = await world.open('ann')
    const { id: tagId } = await tag(reference, 'to take away')
    await removeTag(world.as('agent'), { reference, tagId })
    await removeTag(world.as('agent'), { reference, tagId })
    expect(await tagsOn(reference)).toEqual([])
    const { timeline } = await getDeskCase(world.as('agent'), reference)
    expect(timeline.filter((entry) => entry.kind === 'history' && entry.fact.what === 'tagged')).toHaveLength(2)
  })

  test('cannot be read under the role of a customer, by whatever statement', async () => {
    await tag(await world.open('ann'), 'for our eyes')
    for (const table of ['tags', 'case_tags', 'queue_tags'])
      await expect(inTransaction(world.as('ann'), (ctx) => ctx.sql`select * from ${ctx.sql(table)}`)).rejects.toThrow(
        /row_level_security/,
      )
  })

  test('is one of twenty at most', async () => {
    const reference = await world.open('ann')
    for (let at = 0; at < TAGS_ON_A_CASE; at++) await tag(reference, `one of many ${at}`)
    await expect(tag(reference, 'one too many')).rejects.toBeInstanceOf(Conflict)
    expect(await tagsOn(reference)).toHaveLength(TAGS_ON_A_CASE)
  })

  test('tells the queue of its case through every change, until it is taken away or the case is closed', async () => {
    const reference = await world.open('ann')
    await tag(reference, 'told one')
    const { id: tagId } = await tag(reference, 'told two')
    expect(await queued(reference)).toEqual(['told one', 'told two'])
    await assignOne(world.as('agent'), reference, world.actors.agent.userId)
    await answerCase(world.as('agent'), { key: newId(days(0)), reference, body: 'Tell us more.', outcome: 'wait' })
    expect(await queued(reference)).toEqual(['told one', 'told two'])
    await removeTag(world.as('agent'), { reference, tagId })
    expect(await queued(reference)).toEqual(['told one'])
    await answerCase(world.as('agent', days(1)), { key: newId(days(1)), reference, body: 'Done.', outcome: 'resolve' })
    expect(await queued(reference)).toEqual(['told one'])
    await closeResolvedCases(world.system(days(16)))
    expect(await queued(reference)).toEqual([])
    await tag(reference, 'told too late')
    expect(await queued(reference)).toEqual([])
    await world.look((sql) => sql`update cases set status = 'open' where number = ${Number(reference.slice(3))}`)
    expect(await queued(reference)).toEqual(['told one', 'told too late'])
  })

  test('is told as the case is, when both change at once', async () => {
    const reference = await world.open('ann')
    const number = Number(reference.slice(3))
    const agent = world.actors.agent.userId
    const { id: tagId } = await tag(await world.open('ann'), 'at the same time')
    // A tag that reads its case before another's change commits, as merging two tags does.
    const { promise: read, resolve: hasRead } = Promise.withResolvers<void>()
    const tagging = inTransaction(world.as('csm'), async (ctx) => {
      await ctx.sql`insert into case_tags (organisation_id, case_id, tag_id, added_at)
        select organisation_id, id, ${tagId}, ${ctx.now} from cases where number = ${number}`
      hasRead()
    })
    await read
    await Promise.all([tagging, assignOne(world.as('agent'), reference, agent)])
    expect(await queued(reference)).toEqual(['at the same time'])
  })

  test('written by two at the same instant is one', async () => {
    const [a, b] = [await world.open('ann'), await world.open('gil')]
    const made = await Promise.all([tag(a, 'at once'), tag(b, 'At once')])
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  })

  test('needs a word of at most forty characters', () => {
    const problem = (name: string) => AddTagInput.safeParse({ reference: 'HS-1', name }).error?.issues[0]?.message
    expect(problem(' # ')).toBe('Please write the tag.')
    expect(problem('x'.repeat(41))).toBe('Please keep this under 40 characters.')
    expect(problem('export')).toBeUndefined()
  })
})

describe('the vocabulary', () => {
  test('is suggested by what is typed, beginnings first', async () => {
    const reference = await world.open('ann')
    for (const name of ['rewave', 'wave 7', 'Wave 6']) await tag(reference, name)
    expect((await suggestTags(world.as('agent'), 'WAVE')).map(({ name }) => name)).toEqual(['Wave 6', 'wave 7', 'rewave'])
    expect(await suggestTags(world.as('agent'), '%')).toEqual([])
    await expect(suggestTags(world.as('ann'), 'wave')).rejects.toBeInstanceOf(Forbidden)
  })

  test('is kept by leads and administrators alone', async () => {
    const { id: tagId } = await tag(await world.open('ann'), 'kept')
    expect((await listTags(world.as('agent'))).mayKeep).toBe(false)
    await expect(renameTag(world.as('agent'), { tagId, name: 'mine' })).rejects.toBeInstanceOf(Forbidden)
    expect((await listTags(await lead())).mayKeep).toBe(true)
  })

  test('is renamed on every case at once, and not to a name that another tag has', async () => {
    const reference = await world.open('ann')
    const { id: tagId } = await tag(reference, 'wieghts')
    await tag(reference, 'base sizes')
    await expect(renameTag(await lead(), { tagId, name: 'Base sizes' })).rejects.toBeInstanceOf(Invalid)
    await renameTag(await lead(), { tagId, name: 'Wieghts' })
    await renameTag(await lead(), { tagId, name: 'weights' })
    expect(await tagsOn(reference)).toEqual(['base sizes', 'weights'])
  })

  test('of two tags makes one: cases have the other once, and the old name gives it', async () => {
    const [both, one] = [await world.open('ann'), await world.open('ann')]
    const { id: from } = await tag(both, 'pptx')
    const { id: into } = await tag(both, 'PowerPoint')
    await tag(one, 'pptx')
    await mergeTags(await lead(), { tagId: from, into })
    expect(await tagsOn(both)).toEqual(['PowerPoint'])
    expect(await tagsOn(one)).toEqual(['PowerPoint'])
    expect(await tag(await world.open('ann'), 'PPTX')).toMatchObject({ id: into, isNew: false })
    const { tags } = await listTags(world.as('agent'))
    expect(tags.find(({ id }) => id === into)?.cases).toBe(3)
    await expect(renameTag(await lead(), { tagId: from, name: 'gone' })).rejects.toBeInstanceOf(NotFound)
    await expect(mergeTags(await lead(), { tagId: into, into })).rejects.toBeInstanceOf(Conflict)
  })

  test('loses a tag with its cases, gets it back with them, and not over one that has its name since', async () => {
    const reference = await world.open('ann')
    const { id: tagId } = await tag(reference, 'old words')
    await retireTag(await lead(), { tagId })
    expect(await tagsOn(reference)).toEqual([])
    await restoreTag(await lead(), { tagId })
    expect(await tagsOn(reference)).toEqual(['old words'])
    await retireTag(await lead(), { tagId })
    await tag(reference, 'Old words')
    await expect(restoreTag(await lead(), { tagId })).rejects.toBeInstanceOf(Conflict)
  })
})
