// Two people change one case: different fields are both kept, in the same field the second is told what stands and by whom (AB-091).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assignOne, reclassifyCase } from './commands/change-case'
import { changeCategory } from './commands/change-category'
import { handOverCase } from './commands/hand-over'
import { sendReply } from './commands/send-reply'
import { getDeskCase } from './queries/case'
import { newId } from '@/lib/kernel/ids'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const level = (as: 'agent' | 'csm', reference: string, severity: 1 | 2 | 3 | 4, was?: 1 | 2 | 3 | 4) =>
  reclassifyCase(world.as(as), { reference, severity, reason: 'All sites.', was })
const now = (reference: string) => getDeskCase(world.as('agent'), reference)
const heldBack = (reference: string) =>
  world.look(
    (sql) => sql<{ by: string; before: object; after: object }[]>`
      select u.name as by, e.before, e.after from audit_entries e join cases c on c.id = e.case_id join users u on u.id = e.actor_id
      where c.number = ${Number(reference.slice(3))} and e.action = 'case.change_held_back'`,
  )

describe('two people on one case', () => {
  test('who change different fields at once are both heard', async () => {
    const reference = await world.open('ann')
    const { severity } = await now(reference)
    await Promise.all([
      level('agent', reference, 1, severity),
      assignOne(world.as('csm'), reference, world.actors.csm.userId, null),
      changeCategory(world.as('csm'), { reference, category: 'licence', reason: 'A licence.', was: 'problem' }),
    ])
    expect(await now(reference)).toMatchObject({ severity: 1, category: 'licence', assignee: { id: world.actors.csm.userId } })
    expect(await heldBack(reference)).toEqual([])
  })

  test('who change the same field: the second is told what stands and by whom, chooses, and the audit has both attempts', async () => {
    const reference = await world.open('ann')
    const { severity: was } = await now(reference)
    await level('csm', reference, 4, was)
    await expect(level('agent', reference, 1, was)).rejects.toThrow(
      `Not changed: ${world.actors.csm.name} changed the level meanwhile, to L4.`,
    )
    expect((await now(reference)).severity).toBe(4)
    expect(await heldBack(reference)).toEqual([{ by: world.actors.agent.name, before: { level: 4 }, after: { level: 1 } }])
    await level('agent', reference, 1, 4)
    expect((await now(reference)).severity).toBe(1)
  })

  test('at the same instant: one wins, the other is told', async () => {
    const reference = await world.open('ann')
    const { severity: was } = await now(reference)
    const both = await Promise.allSettled([level('agent', reference, 1, was), level('csm', reference, 4, was)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await heldBack(reference)).toHaveLength(1)
  })

  test('is held back in every field that people set', async () => {
    const reference = await world.open('ann')
    const [agent, csm] = [world.actors.agent.userId, world.actors.csm.userId]
    await assignOne(world.as('csm'), reference, csm, null)
    await expect(assignOne(world.as('agent'), reference, agent, null)).rejects.toThrow(`to ${world.actors.csm.name}.`)
    await changeCategory(world.as('csm'), { reference, category: 'licence', reason: 'A licence.', was: 'problem' })
    await expect(
      changeCategory(world.as('agent'), { reference, category: 'how_to', reason: 'A question.', was: 'problem' }),
    ).rejects.toThrow('changed what it is about meanwhile')
    const over = (as: 'agent' | 'csm', regionCode: string) =>
      handOverCase(world.as(as), { reference, regionCode, state: '', nextStep: 'Ring them.', was: 'EMEA' })
    await over('csm', 'APAC')
    await expect(over('agent', 'AMER')).rejects.toThrow('changed the region meanwhile, to APAC.')
    expect(await heldBack(reference)).toHaveLength(3)
  })

  test('who end it differently at once: one answer goes out, the other is held back, and the audit has both attempts', async () => {
    const reference = await world.open('ann')
    await world.look((sql) => sql`update staff_members set undo_seconds = 0`)
    const seen = (await now(reference)).timeline.find((entry) => entry.kind === 'message')!.id
    const answer = (by: 'agent' | 'csm', outcome: 'resolve' | 'wait') =>
      sendReply(world.as(by, hours(1)), { key: newId(NOW), reference, body: `By the ${by}.`, outcome, seen })
    const both = await Promise.allSettled([answer('agent', 'resolve'), answer('csm', 'wait')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [won, lost] = both[0]!.status === 'fulfilled' ? (['resolved', 'waiting'] as const) : (['waiting', 'resolved'] as const)
    expect((await now(reference)).status).toBe(won)
    const by = world.actors[won === 'resolved' ? 'csm' : 'agent'].name
    expect(await heldBack(reference)).toEqual([{ by, before: { status: won }, after: { status: lost } }])
  })

  test('to what it is already is no quarrel, and whoever did not say what they saw decides on what stands', async () => {
    const reference = await world.open('ann')
    await assignOne(world.as('csm'), reference, world.actors.csm.userId, null)
    await assignOne(world.as('agent'), reference, world.actors.csm.userId, null)
    await assignOne(world.as('agent'), reference, world.actors.agent.userId)
    expect((await now(reference)).assignee?.id).toBe(world.actors.agent.userId)
  })
})
