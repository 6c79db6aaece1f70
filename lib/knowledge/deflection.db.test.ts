import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { forgetDeflections, noteDeflection } from './commands/deflection'
import { importArticles } from './commands/import'
import type { DeflectionEvent } from './deflection'
import { getHelpPage } from './queries/help'
import { getSearchReport } from './queries/search-report'

let world: World
let base: string
let secret: string
beforeAll(async () => {
  world = await createWorld()
  const moveIn = (path: string, audience: 'customers' | 'staff') =>
    importArticles(world.as('admin'), {
      ...{ source: 'kb', audience, dryRun: false },
      files: [{ path, matter: {}, body: 'The base size of a chart.' }],
    })
  await moveIn('base.md', 'customers')
  await moveIn('secret.md', 'staff')
  base = await idOf('base')
  secret = await idOf('secret')
})
afterAll(() => world.end())

const idOf = async (slug: string) => {
  const page = await getHelpPage(world.as('agent'), slug)
  return page.kind === 'article' ? page.article.id : ''
}
const tell = (
  key: string,
  line: string,
  event: DeflectionEvent,
  at: Instant = START,
  who: 'ann' | 'gil' = 'ann',
  articleIds = [base],
) => noteDeflection(world.as(who, at), { key, line, event, articleIds })
const counts = async (at: Instant = minutes(1)) => (await getSearchReport(world.as('agent', at))).deflection

test('each form counts once for how far it came, and a solution can be taken back', async () => {
  const key = newId(START)
  await tell(key, 'Base size is missing', 'suggested')
  await tell(key, 'Base size is missing in exports', 'suggested')
  expect(await counts()).toEqual({ suggested: 1, opened: 0, solved: 0, cameBack: 0 })
  await tell(key, 'Base size is missing in exports', 'opened')
  await tell(key, 'Base size is missing in exports', 'solved')
  expect(await counts()).toEqual({ suggested: 1, opened: 1, solved: 1, cameBack: 0 })
  await tell(key, 'Base size is missing in exports', 'not_solved')
  expect(await counts()).toEqual({ suggested: 1, opened: 1, solved: 0, cameBack: 0 })
  await tell(key, 'Base size is missing in exports', 'solved')
})

test('the same question of the same person within seven days is coming back; another one, or somebody else’s, is not', async () => {
  await tell(newId(START), 'How to sign in', 'suggested', addMs(START, DAY_MS))
  await tell(newId(START), 'base size missing from export', 'suggested', addMs(START, DAY_MS), 'gil')
  const later = addMs(START, 6 * DAY_MS)
  expect((await counts(later)).cameBack).toBe(0)
  await tell(newId(START), 'base size missing from export', 'suggested', later)
  expect((await counts(later)).cameBack).toBe(1)
})

test('nobody counts on the form of somebody else, on what they may not read, or without opening cases', async () => {
  const key = newId(START)
  await tell(key, 'weights', 'suggested')
  await tell(key, 'weights', 'solved', START, 'gil')
  const [kept] = await world.look((sql) => sql`select solved_at from help_deflections where id = ${key}`)
  expect(kept).toEqual({ solved_at: null })
  await expect(tell(newId(START), 'x', 'opened', START, 'ann', [secret])).rejects.toThrow(NotFound)
  await expect(noteDeflection(world.as('agent'), { key, line: 'x', event: 'opened', articleIds: [base] })).rejects.toThrow(
    Forbidden,
  )
})

test('who asked is forgotten when nobody can come back any more, and later all of it', async () => {
  const sweep = (at: Instant) => forgetDeflections(world.at({ kind: 'system', job: 'housekeeping.sweep' }, at))
  const known = () =>
    world.look(
      (sql) => sql<{ n: number; named: number }[]>`select count(*)::int as n, count(user_id)::int as named from help_deflections`,
    )
  await sweep(addMs(START, 7 * DAY_MS))
  const [before] = await known()
  expect(before!.named).toBe(before!.n)
  await sweep(addMs(START, 30 * DAY_MS))
  expect(await known()).toEqual([{ n: before!.n, named: 0 }])
  await sweep(addMs(START, 120 * DAY_MS))
  expect(await known()).toEqual([{ n: 0, named: 0 }])
})
