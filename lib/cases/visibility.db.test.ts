import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '@/db/context'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { canSeeCase } from './policy'
import { getRequesterCase } from './queries/case'
import { visibleCases } from './queries/visible'
import { createCaseWorld, type CaseWorld } from './testing/world'

let world: CaseWorld
let cases: { id: string; reference: string; organisationId: string; requesterId: string; participantIds: string[] }[]

beforeAll(async () => {
  world = await createCaseWorld()
  for (const name of ['ann', 'cleo', 'boss', 'gil'] as const) await world.open(name)
  await world.invite(await world.open('ann'), 'cleo')
  await world.invite(await world.open('boss'), 'ann')
  cases = await world.look(
    (sql) => sql<typeof cases>`
      select c.id, 'HS-' || c.number as reference, c.organisation_id as "organisationId", c.requester_id as "requesterId",
        array(select p.user_id::text from case_participants p where p.case_id = c.id) as "participantIds" from cases c`,
  )
})
afterAll(() => world.end())

describe('who sees a case is said twice and means one thing', () => {
  test.each(['ann', 'cleo', 'boss', 'gil', 'agent', 'csm'] as const)('for %s', async (name) => {
    const ctx = world.as(name)
    const allowed = cases.filter((each) => canSeeCase(ctx.actor, each)).map(({ id }) => id)
    const bySql = await read(ctx, (ctx) => ctx.sql<{ id: string }[]>`select c.id from cases c where ${visibleCases(ctx)}`)
    // Without a condition only row-level security decides.
    const byDatabase = await read(ctx, (ctx) => ctx.sql<{ id: string }[]>`select c.id from cases c`)
    expect(bySql.map(({ id }) => id).sort()).toEqual(allowed.sort())
    expect(byDatabase.map(({ id }) => id).sort()).toEqual(allowed.sort())
  })

  test('nobody who has not signed in sees any', async () => {
    const ctx = world.at(ANONYMOUS)
    expect(cases.some((each) => canSeeCase(ctx.actor, each))).toBe(false)
    expect(await read(ctx, (ctx) => ctx.sql`select id from cases c where ${visibleCases(ctx)}`)).toHaveLength(0)
    expect(await read(ctx, (ctx) => ctx.sql`select id from cases c`)).toHaveLength(0)
  })
})

describe('an address', () => {
  test.each([
    'A-10001',
    'HS-010001',
    'hs-10001',
    'HS-10001 ',
    'HS-10001%20',
    '10001',
    "HS-1' or true --",
    'HS-999999999999999999',
  ])('AB-001: %j is no case', async (reference) => {
    await expect(getRequesterCase(world.as('ann'), reference)).rejects.toBeInstanceOf(NotFound)
  })

  test('of a case that is not theirs looks like one that is not there', async () => {
    const foreign = cases.find(({ requesterId }) => requesterId === world.actors.gil.userId)!
    const missing = await getRequesterCase(world.as('ann'), 'HS-99999').catch((error: unknown) => error)
    const hidden = await getRequesterCase(world.as('ann'), foreign.reference).catch((error: unknown) => error)
    expect(hidden).toEqual(missing)
  })
})
