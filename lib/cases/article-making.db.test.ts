import { afterAll, beforeAll, expect, test } from 'vitest'
import { importArticles } from '@/lib/knowledge/commands/import'
import { saveSection } from '@/lib/knowledge/commands/sections'
import { getDeskArticle } from '@/lib/knowledge/queries/desk'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { answerCase } from './commands/reply'
import { makeArticle } from './commands/make-article'
import { getDeskCase } from './queries/case'
import { getAnswerForArticle, getArticleCases, listCaseGroups } from './queries/article-making'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
let sectionId: string
beforeAll(async () => {
  world = await createCaseWorld()
  const named = { sectionId: undefined, parentId: undefined, name: 'Exporting', description: '' }
  sectionId = (await saveSection(world.as('agent'), named)).sectionId
})
afterAll(() => world.end())

const answer = async (reference: string, body: string, outcome: 'keep_open' | 'resolve' = 'resolve') => {
  await answerCase(world.as('agent'), { key: newId(NOW), reference, body, outcome })
  const { timeline } = await getDeskCase(world.as('agent'), reference)
  return timeline.flatMap((entry) => (entry.kind === 'message' && entry.author.isStaff ? [entry.id] : [])).at(-1)!
}
const make = (reference: string, messageId: string, change: { title?: string; body?: string; isMeant?: 'on' } = {}) =>
  makeArticle(world.as('agent'), {
    ...{ reference, messageId, sectionId, title: 'Base sizes in exports', body: 'Switch it on.' },
    ...{ names: 'on', data: 'on', alone: 'on', ...change },
  })

test('an answer becomes a draft that keeps its case, once nothing of the customer is left in it', async () => {
  const reference = await world.open('ann')
  const messageId = await answer(reference, 'Hello ann, at acme you switch it on in the template.')
  expect(await getAnswerForArticle(world.as('agent'), { reference, messageId })).toMatchObject({
    body: 'Hello ann, at acme you switch it on in the template.',
    names: { people: ['ann'], organisation: 'acme' },
  })
  await expect(make(reference, messageId, { body: 'Hello Ann, switch it on.' })).rejects.toMatchObject({
    fields: { body: ['This still stands in it: Ann. Take it out, or say below that it is meant.'] },
  })
  const { articleId } = await make(reference, messageId)
  const article = await getDeskArticle(world.as('csm'), articleId)
  expect(article).toMatchObject({ publishedNumber: null, words: { title: 'Base sizes in exports', body: 'Switch it on.' } })
  expect((await getArticleCases(world.as('csm'), articleId)).source).toMatchObject({ reference, madeByName: 'agent' })
  expect((await make(reference, messageId, { body: 'Ann is a method.', isMeant: 'on' })).articleId).not.toBe(articleId)
})

test('nobody makes one of a customer’s words, of another case’s answer, or as a customer', async () => {
  const [one, other] = [await world.open('ann'), await world.open('gil')]
  const messageId = await answer(one, 'Done.')
  await expect(make(other, messageId)).rejects.toBeInstanceOf(NotFound)
  const { timeline } = await getDeskCase(world.as('agent'), one)
  const theirs = timeline.find((entry) => entry.kind === 'message' && !entry.author.isStaff)!
  await expect(make(one, 'id' in theirs ? String(theirs.id) : '')).rejects.toBeInstanceOf(NotFound)
  await expect(getAnswerForArticle(world.as('ann'), { reference: one, messageId })).rejects.toBeInstanceOf(Forbidden)
  await expect(getArticleCases(world.as('boss'), newId(NOW))).rejects.toBeInstanceOf(Forbidden)
  await expect(make(one, messageId, { title: 'For acme' })).rejects.toBeInstanceOf(Invalid)
})

test('an article knows the cases whose answers linked to it, and which of them are solved', async () => {
  await importArticles(world.at(world.people.admin.actor), {
    ...{ source: 'kb', audience: 'customers', dryRun: false },
    files: [{ path: 'weights.md', matter: {}, body: 'How to weight.' }],
  })
  const [{ id }] = await world.look((sql) => sql<[{ id: string }]>`select id from articles where slug = 'weights'`)
  const [solved, open] = [await world.open('ann'), await world.open('gil')]
  await answer(solved, 'See [Weights](https://support.example/help/weights).')
  await answer(open, 'See /help/weights and /help/nothing-is-called-this.', 'keep_open')
  await answer(open, 'Again: /help/weights', 'keep_open')
  const cases = await getArticleCases(world.as('agent'), id)
  expect(cases.counts).toEqual({ linked: 2, closed: 1 })
  expect(cases.closed.map(({ reference }) => reference)).toEqual([solved])
})

test('what comes again and again without an article stands together', async () => {
  const subjects = ['Scheduled mails stopped', 'Mails of the schedule stopped', 'No scheduled mails since Monday']
  const references: string[] = []
  for (const subject of subjects) references.push(await world.open('ann', { subject, body: 'They stopped.' }, hours(1)))
  const groupOf = async () =>
    (await listCaseGroups(world.as('agent', hours(2)))).find(({ cases }) =>
      cases.some(({ reference }) => reference === references[0]),
    )
  expect((await groupOf())?.cases.map(({ reference }) => reference).sort()).toEqual([...references].sort())
  await answer(references[0]!, 'See /help/weights.')
  expect(await groupOf()).toBeUndefined()
  await expect(listCaseGroups(world.as('ann'))).rejects.toBeInstanceOf(Forbidden)
})
