import { afterAll, beforeAll, expect, test } from 'vitest'
import { savePlan } from '@/lib/identity/commands/plans'
import { createWorld, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { deletePlan } from './commands/plans'
import { changeArticleSettings } from './commands/publish'
import { saveSection } from './commands/sections'
import { beginArticle } from './commands/write'
import { getDeskArticle } from './queries/desk'
import { listKeptPlans } from './queries/plans'

let world: World
let articleId: string
beforeAll(async () => {
  world = await createWorld()
  const agent = world.as('agent')
  const { sectionId } = await saveSection(agent, {
    sectionId: undefined,
    parentId: undefined,
    name: 'Exporting',
    description: '',
  })
  ;({ articleId } = await beginArticle(agent, { title: 'Base sizes', sectionId }))
})
afterAll(() => world.end())

const plan = async (name: string) => (await savePlan(world.as('admin'), { name })).planId
const names = async () => (await listKeptPlans(world.as('admin'))).map(({ name }) => name)
const put = (planId: string | null, change: { closed?: boolean } = {}) =>
  world.look(
    (sql) => sql`
      update organisations set plan_id = ${planId}, disabled_at = ${change.closed ? START : null}
      where id = ${world.people.ann.actor.organisationId}`,
  )
const readBy = async (planIds: string[]) => {
  const { slug, language, ownerId, checkBy, sectionId } = await getDeskArticle(world.as('agent'), articleId)
  const fields = { articleId, sectionId, slug, language, ownerId, checkBy, organisationIds: [], planIds }
  await changeArticleSettings(world.as('agent'), { ...fields, audience: planIds.length > 0 ? 'plans' : 'everyone' })
}

test('a plan that nobody uses can be deleted by whoever keeps the plans', async () => {
  const planId = await plan('Spare')
  await expect(deletePlan(world.as('agent'), { planId })).rejects.toBeInstanceOf(Forbidden)
  await expect(listKeptPlans(world.as('agent'))).rejects.toBeInstanceOf(Forbidden)
  await deletePlan(world.as('admin'), { planId })
  expect(await names()).not.toContain('Spare')
  await expect(deletePlan(world.as('admin'), { planId })).rejects.toBeInstanceOf(NotFound)
  const [audit] = await world.look((sql) => sql`select before, after from audit_entries where action = 'plan.deleted'`)
  expect(audit).toEqual({ before: { name: 'Spare' }, after: null })
  await expect(readBy([planId])).rejects.toBeInstanceOf(Invalid)
})

test('a plan stays while an organisation, even a closed one, or an article uses it, and says which', async () => {
  const planId = await plan('Gold')
  await put(planId)
  await readBy([planId])
  expect(await listKeptPlans(world.as('admin'))).toMatchObject([
    { name: 'Gold', organisations: [{ name: 'acme', isClosed: false }], articles: [{ id: articleId, title: 'Base sizes' }] },
  ])
  const refused = (sentence: string) =>
    expect(deletePlan(world.as('admin'), { planId })).rejects.toEqual(new Conflict(`${sentence} this plan.`))
  await refused('Acme and the article “Base sizes” still use')
  await readBy([])
  await put(planId, { closed: true })
  expect(await listKeptPlans(world.as('admin'))).toMatchObject([{ organisations: [{ isClosed: true }], articleCount: 0 }])
  await refused('Acme still uses')
  await put(null)
  await deletePlan(world.as('admin'), { planId })
  expect(await names()).toEqual([])
})
