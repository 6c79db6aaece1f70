import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePlan } from '@/lib/identity/commands/plans'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, Invalid, NotFound, TooMany } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import type { ArticleAudience } from './article'
import { rateArticle } from './commands/feedback'
import { changeArticleSettings, markArticleChecked, publishArticle, withdrawArticle } from './commands/publish'
import { approveArticle, askForReview } from './commands/review'
import { moveSection, saveSection, switchReview } from './commands/sections'
import { beginArticle, discardArticleDraft, restoreVersion, saveArticleDraft } from './commands/write'
import type { ArticleSettingsInput } from './input'
import { getArticleVersion, getDeskArticle, listArticles, listSections } from './queries/desk'
import { getHelpPage, listHelp, listPublicAddresses } from './queries/help'

let world: World
let sectionId: string
beforeAll(async () => {
  world = await createWorld()
  const top = await section('Exporting')
  sectionId = (await section('PowerPoint', top)).sectionId
})
afterAll(() => world.end())

const section = async (name: string, parent?: { sectionId: string }) =>
  saveSection(world.as('agent'), { sectionId: undefined, parentId: parent?.sectionId, name, description: '' })

const write = async (title: string, body = `Words of ${title}.`) => {
  const { articleId } = await beginArticle(world.as('agent'), { title, sectionId })
  const { version } = await saveArticleDraft(world.as('agent'), { articleId, title, summary: 'In short.', body, version: 1 })
  return { articleId, version }
}
const publish = async (draft: { articleId: string; version: number }, now = START) => {
  await approveArticle(world.as('csm', now), draft)
  return publishArticle(world.as('agent', now), { ...draft, reason: 'First words' })
}
const settings = async (articleId: string, change: Partial<ArticleSettingsInput>) => {
  const { slug, language, audience, ownerId, checkBy, sectionId } = await getDeskArticle(world.as('agent'), articleId)
  const chosen = { organisationIds: [], planIds: [] }
  const input = { articleId, sectionId, slug, language, audience, ...chosen, ownerId, checkBy, ...change }
  await changeArticleSettings(world.as('agent'), input)
}
const forReaders = async (title: string, audience: ArticleAudience, chosen: Partial<ArticleSettingsInput> = {}) => {
  const draft = await write(title)
  await publish(draft)
  await settings(draft.articleId, { audience, ...chosen })
  return draft.articleId
}
const edit = async (articleId: string, body: string, name: 'agent' | 'csm' = 'agent') => {
  const { words } = await getDeskArticle(world.as('agent'), articleId)
  const { title, summary, version } = words
  return { articleId, version: (await saveArticleDraft(world.as(name), { articleId, title, summary, body, version })).version }
}
const titleAt = async (ctx: Parameters<typeof getHelpPage>[0], slug: string) => {
  const page = await getHelpPage(ctx, slug)
  return page.kind === 'article' ? page.article.title : page.kind === 'moved' ? `→ ${page.slug}` : `section ${page.section.name}`
}

describe('writing', () => {
  test('nobody but staff knows of a draft, and a second person reads it before it is published', async () => {
    const draft = await write('Base sizes')
    await expect(getHelpPage(world.as('ann'), 'base-sizes')).rejects.toBeInstanceOf(NotFound)
    await expect(publishArticle(world.as('agent'), { ...draft, reason: 'New' })).rejects.toBeInstanceOf(Conflict)
    await askForReview(world.as('agent'), { ...draft, reviewerId: undefined })
    expect((await listArticles(world.as('csm'), 'review')).map(({ title }) => title)).toEqual(['Base sizes'])
    await expect(approveArticle(world.as('agent'), draft)).rejects.toBeInstanceOf(Forbidden)
    await approveArticle(world.as('csm'), draft)
    expect(await publishArticle(world.as('agent'), { ...draft, reason: 'New' })).toEqual({ number: 1 })
    expect(await titleAt(world.as('ann'), 'base-sizes')).toBe('Base sizes')
    expect(await getDeskArticle(world.as('agent'), draft.articleId)).toMatchObject({
      publishedNumber: 1,
      words: { version: 0 },
      versions: [{ number: 1, reason: 'New', publishedByName: 'agent', approvedByName: 'csm' }],
    })
  })

  test('an approval holds for the words that were approved alone, and whoever changes them does not review them', async () => {
    const draft = await write('Weights')
    await approveArticle(world.as('csm'), draft)
    const later = await edit(draft.articleId, 'Other words.', 'csm')
    await expect(publishArticle(world.as('agent'), { ...later, reason: 'New' })).rejects.toBeInstanceOf(Conflict)
    await expect(approveArticle(world.as('csm'), later)).rejects.toBeInstanceOf(Forbidden)
    await expect(approveArticle(world.as('backup'), draft)).rejects.toBeInstanceOf(Conflict)
    await approveArticle(world.as('backup'), later)
    await publishArticle(world.as('csm'), { ...later, reason: 'New' })
  })

  test('two writers do not overwrite each other, and saving the same again is nothing new', async () => {
    const { articleId, version } = await write('Tables')
    const words = { articleId, title: 'Tables', summary: 'In short.' }
    await saveArticleDraft(world.as('csm'), { ...words, body: 'Theirs.', version })
    await expect(saveArticleDraft(world.as('agent'), { ...words, body: 'Mine.', version })).rejects.toBeInstanceOf(Conflict)
    expect(await saveArticleDraft(world.as('agent'), { ...words, body: 'Theirs.', version })).toMatchObject({
      version: version + 1,
    })
  })

  test('where no review is wanted, a writer publishes alone', async () => {
    await expect(switchReview(world.as('agent'), { needsReview: false })).rejects.toBeInstanceOf(Forbidden)
    await switchReview(world.as('admin'), { needsReview: false })
    await publishArticle(world.as('agent'), { ...(await write('Alone')), reason: 'New' })
    await switchReview(world.as('admin'), { needsReview: true })
  })

  test('every version is kept; an earlier one comes back as a draft, and a draft is thrown away', async () => {
    const first = await write('Pivot', 'One.')
    await publish(first)
    await publish(await edit(first.articleId, 'Two.'))
    expect((await getArticleVersion(world.as('agent'), first.articleId, 1)).body).toBe('One.')
    await restoreVersion(world.as('agent'), { articleId: first.articleId, number: 1 })
    expect((await getDeskArticle(world.as('agent'), first.articleId)).words.body).toBe('One.')
    await expect(restoreVersion(world.as('agent'), { articleId: first.articleId, number: 2 })).rejects.toBeInstanceOf(Conflict)
    await discardArticleDraft(world.as('agent'), first)
    expect((await getDeskArticle(world.as('agent'), first.articleId)).words.body).toBe('Two.')
    await expect(discardArticleDraft(world.as('agent'), await write('Never read'))).rejects.toBeInstanceOf(Conflict)
  })

  test('what is withdrawn is read by nobody, and published again under the next number', async () => {
    const draft = await write('Old way')
    await publish(draft)
    await withdrawArticle(world.as('agent'), { articleId: draft.articleId, reason: 'The product changed' })
    await expect(getHelpPage(world.as('ann'), 'old-way')).rejects.toBeInstanceOf(NotFound)
    const again = await edit(draft.articleId, 'The new way.')
    expect(await publish(again)).toEqual({ number: 2 })
    expect(await titleAt(world.as('ann'), 'old-way')).toBe('Old way')
  })

  test('a check that is due is listed until somebody has looked', async () => {
    const draft = await write('Due soon')
    await publish(draft)
    const later = addMs(START, 200 * DAY_MS)
    const due = async () => (await listArticles(world.as('agent', later), 'due')).map(({ id }) => id)
    expect(await due()).toContain(draft.articleId)
    await markArticleChecked(world.as('agent', later), draft)
    expect(await due()).not.toContain(draft.articleId)
  })
})

describe('who reads', () => {
  const readers = async (slug: string) => {
    const each = { visitor: world.anonymous(), ann: world.as('ann'), gil: world.as('gil'), agent: world.as('agent') }
    const answers = await Promise.all(
      Object.entries(each).map(async ([name, ctx]) => [name, await titleAt(ctx, slug).catch(() => null)] as const),
    )
    return answers.flatMap(([name, answer]) => (answer === null ? [] : [name]))
  }

  test('everyone, signed-in customers, chosen organisations, or staff alone', async () => {
    const { organisationId } = world.people.ann.actor
    await forReaders('For everyone', 'everyone')
    await forReaders('For customers', 'customers')
    await forReaders('For acme', 'organisations', { organisationIds: [organisationId] })
    await forReaders('For staff', 'staff')
    expect(await readers('for-everyone')).toEqual(['visitor', 'ann', 'gil', 'agent'])
    expect(await readers('for-customers')).toEqual(['ann', 'gil', 'agent'])
    expect(await readers('for-acme')).toEqual(['ann', 'agent'])
    expect(await readers('for-staff')).toEqual(['agent'])
    expect((await listPublicAddresses(world.as('agent'))).map(({ slug }) => slug)).toEqual(['for-everyone'])
  })

  test('organisations on chosen plans, as soon as they are on them and no longer', async () => {
    const [enterprise, starter] = [
      await savePlan(world.as('admin'), { name: 'Enterprise' }),
      await savePlan(world.as('admin'), { name: 'Starter' }),
    ]
    const on = (name: 'ann' | 'gil', planId: string | null) =>
      world.look((sql) => sql`update organisations set plan_id = ${planId} where id = ${world.people[name].actor.organisationId}`)
    const articleId = await forReaders('For a plan', 'plans', { planIds: [enterprise.planId] })
    expect(await readers('for-a-plan')).toEqual(['agent'])
    await on('ann', enterprise.planId)
    await on('gil', starter.planId)
    expect(await readers('for-a-plan')).toEqual(['ann', 'agent'])
    expect(JSON.stringify(await listHelp(world.as('ann')))).toContain('For a plan')
    expect(JSON.stringify(await listHelp(world.as('gil')))).not.toContain('For a plan')
    await on('gil', enterprise.planId)
    expect(await readers('for-a-plan')).toEqual(['ann', 'gil', 'agent'])
    await settings(articleId, { audience: 'plans', planIds: [starter.planId] })
    expect(await readers('for-a-plan')).toEqual(['agent'])
    await on('gil', null)
    expect(await getDeskArticle(world.as('agent'), articleId)).toMatchObject({ plans: [{ name: 'Starter' }] })
  })

  test('a section is there for whoever reads something in it, and counts what they read', async () => {
    const secret = await section('Only ours')
    const draft = await write('Secret handshake')
    await publish(draft)
    await settings(draft.articleId, { sectionId: secret.sectionId, audience: 'staff' })
    expect(await readers('only-ours')).toEqual(['agent'])
    expect((await listHelp(world.as('ann'))).map(({ name }) => name)).toEqual(['Exporting'])
    expect((await listHelp(world.anonymous()))[0]).toMatchObject({ total: 1, sections: [{ name: 'PowerPoint' }] })
  })

  test('row-level security says it by itself: a reader’s role has no word of what is not for them', async () => {
    const draft = await edit(await forReaders('Canary', 'everyone'), 'kanarie-draft')
    await forReaders('kanarie-staff', 'staff')
    await forReaders('kanarie-acme', 'organisations', { organisationIds: [world.people.ann.actor.organisationId] })
    await forReaders('kanarie-plan', 'plans', { planIds: [(await savePlan(world.as('admin'), { name: 'Gold' })).planId] })
    const { read } = await import('@/db/context')
    const seen = (name: 'gil' | undefined) =>
      read(name ? world.as(name) : world.anonymous(), async (ctx) => {
        const rows = await ctx.sql`
          select title, body from articles union all select slug, '' from help_addresses union all select name, '' from article_sections
            union all select 'kanarie', plan_id::text from article_plans`
        return JSON.stringify(rows)
      })
    expect(await seen('gil')).not.toMatch(/kanarie/)
    expect(await seen(undefined)).not.toMatch(/kanarie|For customers/)
    expect(await seen('gil')).toMatch(/For customers/)
    for (const table of ['article_drafts', 'article_versions', 'knowledge_settings'])
      await expect(read(world.as('gil'), (ctx) => ctx.sql.unsafe(`select from ${table}`))).rejects.toBeInstanceOf(Forbidden)
    await expect(read(world.as('gil'), (ctx) => ctx.sql`select owner_id from articles`)).rejects.toBeInstanceOf(Forbidden)
    await discardArticleDraft(world.as('agent'), draft)
  })
})

describe('addresses stay', () => {
  test('a former address leads to the present one, also from a renamed section', async () => {
    const articleId = await forReaders('Before', 'everyone')
    await settings(articleId, { slug: 'after' })
    expect(await titleAt(world.anonymous(), 'before')).toBe('→ after')
    expect(await titleAt(world.anonymous(), 'after')).toBe('Before')
    const { sectionId } = await section('Imports')
    await settings(articleId, { slug: 'after', sectionId })
    await saveSection(world.as('agent'), { sectionId, parentId: undefined, name: 'Bringing in', description: '' })
    expect(await titleAt(world.anonymous(), 'imports')).toBe('→ bringing-in')
  })

  test('an address belongs to one thing, and a second article of one title gets its own', async () => {
    const one = await write('Twice')
    const two = await write('Twice')
    expect((await getDeskArticle(world.as('agent'), two.articleId)).slug).toBe('twice-2')
    await expect(settings(one.articleId, { slug: 'twice-2' })).rejects.toBeInstanceOf(Invalid)
  })

  test('sections have two levels and an order', async () => {
    const [a, b] = [await section('Order a'), await section('Order b')]
    const below = await section('Below', a)
    await expect(section('Too deep', below)).rejects.toBeInstanceOf(Invalid)
    await expect(section('order A')).rejects.toBeInstanceOf(Invalid)
    const names = async () =>
      (await listSections(world.as('agent'))).map(({ name }) => name).filter((name) => /Order|Below/.test(name))
    expect(await names()).toEqual(['Order a', 'Below', 'Order b'])
    await moveSection(world.as('agent'), { sectionId: b.sectionId, direction: 'up' })
    expect(await names()).toEqual(['Order b', 'Order a', 'Below'])
  })
})

describe('was this helpful?', () => {
  const say = (ctx: Parameters<typeof rateArticle>[0], articleId: string, helpful: 'yes' | 'no') =>
    rateArticle(ctx, { articleId, helpful, reason: 'unclear', comment: 'Which menu?' }, '192.0.2.1')

  test('a person’s last word counts, visitors are counted, and writers read why not', async () => {
    const articleId = await forReaders('Helpful', 'everyone')
    await say(world.as('ann'), articleId, 'yes')
    await say(world.as('ann', minutes(1)), articleId, 'no')
    await say(world.anonymous(minutes(2)), articleId, 'yes')
    expect((await getDeskArticle(world.as('agent'), articleId)).feedback).toMatchObject([
      { isHelpful: true, reason: null, comment: '', byName: null },
      { isHelpful: false, reason: 'unclear', comment: 'Which menu?', byName: 'ann' },
    ])
    const page = await getHelpPage(world.as('ann'), 'helpful')
    expect(page).toMatchObject({ article: { said: false } })
    expect((await listArticles(world.as('agent'), 'all')).find(({ id }) => id === articleId)).toMatchObject({
      helpful: 1,
      unhelpful: 1,
    })
  })

  test('nobody says anything of what they do not read, and one address does not fill the list', async () => {
    await expect(say(world.anonymous(), await forReaders('Not public', 'customers'), 'yes')).rejects.toBeInstanceOf(NotFound)
    const articleId = await forReaders('Flooded', 'everyone')
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => say(world.anonymous(), articleId, 'no')))
    expect(all.filter((each) => each.status === 'rejected' && each.reason instanceof TooMany).length).toBeGreaterThan(5)
  })
})
