import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { publishArticle, withdrawArticle } from './commands/publish'
import { approveArticle, askForReview, returnArticle } from './commands/review'
import { cancelScheduledPublishing, publishScheduled, schedulePublishing } from './commands/schedule'
import { saveSection, switchReview } from './commands/sections'
import { beginArticle, saveArticleDraft } from './commands/write'
import { getDeskArticle, listArticles } from './queries/desk'
import { getHelpPage } from './queries/help'

let world: World
let sectionId: string
beforeAll(async () => {
  world = await createWorld()
  const section = { sectionId: undefined, parentId: undefined, name: 'Exporting', description: '' }
  ;({ sectionId } = await saveSection(world.as('agent'), section))
})
afterAll(() => world.end())

const write = async (title: string) => {
  const { articleId } = await beginArticle(world.as('agent'), { title, sectionId })
  const words = { title, summary: '', body: `Words of ${title}.` }
  const { version } = await saveArticleDraft(world.as('agent'), { articleId, ...words, version: 1 })
  return { articleId, version }
}
const wordsOf = async (articleId: string) => (await getDeskArticle(world.as('agent'), articleId)).words
const mailsAbout = (articleId: string) =>
  world.look(
    (sql) => sql`
      select u.name as to, m.facts->>'news' as news, m.facts->>'by' as by, m.facts->>'reason' as reason
      from outbox m join users u on u.id = m.recipient_id where m.facts->>'articleId' = ${articleId} order by m.created_at, u.name, news`,
  )

describe('publishing later', () => {
  const system = (now = START) => world.at({ kind: 'system', job: 'knowledge.publish' }, now)
  const schedule = async (title: string) => {
    const draft = await write(title)
    await approveArticle(world.as('csm'), draft)
    await schedulePublishing(world.as('agent'), { ...draft, reason: 'With 9.5', at: minutes(60) })
    return draft
  }

  test('happens at its time, in the name of whoever chose it, and once', async () => {
    const { articleId } = await schedule('Later')
    expect(await publishScheduled(system(minutes(59)))).toBe(0)
    await expect(getHelpPage(world.as('ann'), 'later')).rejects.toBeInstanceOf(NotFound)
    expect(await publishScheduled(system(minutes(60)))).toBe(1)
    expect(await publishScheduled(system(minutes(61)))).toBe(0)
    expect(await getHelpPage(world.as('ann'), 'later')).toMatchObject({ article: { title: 'Later' } })
    expect(await getDeskArticle(world.as('agent'), articleId)).toMatchObject({
      versions: [{ number: 1, reason: 'With 9.5', publishedByName: 'agent', approvedByName: 'csm', publishedAt: minutes(60) }],
    })
  })

  test('is taken back by the next saving, by hand and by sending it back; who chose it hears of others', async () => {
    const edited = await schedule('Edited')
    const { title, summary } = await wordsOf(edited.articleId)
    await saveArticleDraft(world.as('csm'), { ...edited, title, summary, body: 'Other words.' })
    const cancelled = await schedule('Cancelled')
    await cancelScheduledPublishing(world.as('agent'), cancelled)
    const returned = await schedule('Returned')
    await returnArticle(world.as('csm'), { ...returned, reason: 'Not yet' })
    expect(await publishScheduled(system(minutes(60)))).toBe(0)
    for (const { articleId } of [edited, cancelled, returned])
      expect(await wordsOf(articleId)).toMatchObject({ scheduledAt: null })
    const told = async ({ articleId }: { articleId: string }) =>
      (await mailsAbout(articleId)).filter(({ news }) => news === 'unscheduled')
    expect(await told(edited)).toEqual([{ to: 'agent', news: 'unscheduled', by: 'csm', reason: '' }])
    expect(await told(cancelled)).toEqual([])
    expect(await told(returned)).toHaveLength(1)
  })

  test('does not happen for what a second person has to read by then, nor after the article was withdrawn', async () => {
    await switchReview(world.as('admin'), { needsReview: false })
    const unread = await write('Unread')
    await schedulePublishing(world.as('agent'), { ...unread, reason: 'x', at: minutes(60) })
    const draft = await write('Withdrawn')
    await publishArticle(world.as('agent'), { ...draft, reason: 'First' })
    const words = { title: 'Withdrawn', summary: '', body: 'Other words.', version: 0 }
    const { version } = await saveArticleDraft(world.as('agent'), { articleId: draft.articleId, ...words })
    await schedulePublishing(world.as('agent'), { articleId: draft.articleId, version, reason: 'x', at: minutes(60) })
    await withdrawArticle(world.as('agent'), { articleId: draft.articleId, reason: 'Wrong' })
    await switchReview(world.as('admin'), { needsReview: true })
    expect(await publishScheduled(system(minutes(60)))).toBe(0)
    expect(await mailsAbout(unread.articleId)).toEqual([{ to: 'agent', news: 'unscheduled', by: '', reason: '' }])
  })

  test('needs what publishing needs, and a time that lies ahead', async () => {
    const draft = await write('Not approved')
    const later = { ...draft, reason: 'x', at: minutes(5) }
    await expect(schedulePublishing(world.as('agent'), later)).rejects.toBeInstanceOf(Conflict)
    await approveArticle(world.as('csm'), draft)
    await expect(schedulePublishing(world.as('agent'), { ...later, at: START })).rejects.toBeInstanceOf(Invalid)
    await expect(publishScheduled(world.as('admin'))).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('a review', () => {
  test('is asked of somebody by one mail, and of nobody who has written it', async () => {
    const draft = await write('Please read')
    for (let twice = 0; twice < 2; twice++)
      await askForReview(world.as('agent'), { ...draft, reviewerId: world.people.csm.userId })
    expect(await mailsAbout(draft.articleId)).toEqual([{ to: 'csm', news: 'asked', by: 'agent', reason: '' }])
    expect((await wordsOf(draft.articleId)).reviewerName).toBe('csm')
    for (const reviewerId of [world.people.agent.userId, world.people.ann.userId])
      await expect(askForReview(world.as('agent'), { ...draft, reviewerId })).rejects.toBeInstanceOf(Invalid)
  })

  test('tells its verdict to those who wrote, and what is missing until it is asked for again', async () => {
    const draft = await write('Too short')
    await askForReview(world.as('agent'), { ...draft, reviewerId: undefined })
    await expect(returnArticle(world.as('agent'), { ...draft, reason: 'x' })).rejects.toBeInstanceOf(Forbidden)
    await returnArticle(world.as('csm'), { ...draft, reason: 'The numbers' })
    expect((await listArticles(world.as('csm'), 'review')).map(({ id }) => id)).not.toContain(draft.articleId)
    expect(await wordsOf(draft.articleId)).toMatchObject({ returnedByName: 'csm', returnedReason: 'The numbers' })
    await askForReview(world.as('agent'), { ...draft, reviewerId: undefined })
    await approveArticle(world.as('csm'), draft)
    expect(await wordsOf(draft.articleId)).toMatchObject({ returnedReason: null, isApproved: true })
    expect(await mailsAbout(draft.articleId)).toEqual([
      { to: 'agent', news: 'approved', by: 'csm', reason: '' },
      { to: 'agent', news: 'returned', by: 'csm', reason: 'The numbers' },
    ])
  })
})
