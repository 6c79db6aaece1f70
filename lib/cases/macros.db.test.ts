import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, read, type Ctx } from '@/db/context'
import { insertStaff } from '@/db/seed/rows'
import type { Staff, StaffRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { removeMacro, restoreMacro, saveMacro } from './commands/macros'
import type { ReadersChoice } from './macro'
import { canSeeMacro } from './policy'
import { getMacro, listKeptMacros, listMacros } from './queries/macros'
import { createCaseWorld, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

type Name = 'agent' | 'csm' | 'ann'
type Kept = { name: string; readers?: ReadersChoice; macroId?: string; body?: string }
const save = (name: Name, macro: Kept) => saveAs(world.as(name), macro)
const saveAs = (ctx: Ctx, macro: Kept) =>
  saveMacro(ctx, {
    body: 'Kia ora {{customer.first_name}}',
    outcome: null,
    takes: false,
    category: null,
    readers: 'me',
    macroId: undefined,
    ...macro,
  })
const names = async (name: Name) => (await listMacros(world.as(name))).map((macro) => macro.name)

test('one’s own macros are one’s own; shared ones are everybody’s on the desk', async () => {
  const { macroId } = await save('agent', { name: 'My greeting' })
  await save('agent', { name: 'Ask for steps', readers: 'desk' })
  expect(await names('agent')).toEqual(['Ask for steps', 'My greeting'])
  expect(await names('csm')).toEqual(['Ask for steps'])
  await expect(getMacro(world.as('csm'), macroId)).rejects.toBeInstanceOf(NotFound)
  await expect(save('csm', { macroId, name: 'Taken over' })).rejects.toBeInstanceOf(NotFound)
  await expect(listMacros(world.as('ann'))).rejects.toBeInstanceOf(Forbidden)
})

test('a name stands once among those one sees it beside, whatever its case', async () => {
  await save('csm', { name: 'Known problem' })
  await expect(save('csm', { name: 'known PROBLEM' })).rejects.toBeInstanceOf(Invalid)
  await save('agent', { name: 'Known problem' })
})

test('what was taken away is brought back as it was', async () => {
  const { macroId } = await save('agent', { name: 'Close politely', body: 'Bye {{customer.name}}' })
  await removeMacro(world.as('agent'), { macroId })
  expect(await names('agent')).not.toContain('Close politely')
  await restoreMacro(world.as('agent'), { macroId })
  expect(await getMacro(world.as('agent'), macroId)).toMatchObject({ name: 'Close politely', body: 'Bye {{customer.name}}' })
})

test('one whose name was taken meanwhile stays away, and its keeper is told why', async () => {
  const { macroId } = await save('agent', { name: 'Ask for a log' })
  await removeMacro(world.as('agent'), { macroId })
  await save('agent', { name: 'Ask for a log' })
  await expect(restoreMacro(world.as('agent'), { macroId })).rejects.toBeInstanceOf(Conflict)
})

describe('a region’s macro', () => {
  let people: Record<'agent' | 'finance' | 'elsewhere' | 'administrator', Staff>
  let macroId: string
  beforeAll(async () => {
    people = {
      agent: await insertPerson('agent', 'EMEA'),
      finance: await insertPerson('finance', 'EMEA'),
      elsewhere: await insertPerson('agent', 'AMER'),
      administrator: await insertPerson('administrator', 'AMER'),
    }
    ;({ macroId } = await saveAs(world.at(people.agent), { name: 'Hand over to AMER', readers: { region: 'EMEA' } }))
  })
  const change: Kept = { name: 'Hand over', readers: { region: 'EMEA' } }

  test('is written with by its staff and by nobody else', async () => {
    for (const actor of [people.agent, people.finance]) expect(await namesOf(actor)).toContain('Hand over to AMER')
    for (const actor of [people.elsewhere, people.administrator]) expect(await namesOf(actor)).not.toContain('Hand over to AMER')
    await expect(getMacro(world.at(people.elsewhere), macroId)).rejects.toBeInstanceOf(NotFound)
  })

  test('is kept by those of them who answer, and by administrators', async () => {
    await expect(saveAs(world.at(people.finance), { ...change, macroId })).rejects.toBeInstanceOf(Forbidden)
    await expect(saveAs(world.at(people.elsewhere), { ...change, macroId })).rejects.toBeInstanceOf(NotFound)
    await expect(removeMacro(world.at(people.elsewhere), { macroId })).rejects.toBeInstanceOf(NotFound)
    await expect(saveAs(world.at(people.elsewhere), change)).rejects.toBeInstanceOf(Forbidden)
    expect((await listKeptMacros(world.at(people.administrator))).map(({ id }) => id)).toContain(macroId)
    await saveAs(world.at(people.administrator), { ...change, macroId })
    expect(await getMacro(world.at(people.agent), macroId)).toMatchObject({ name: 'Hand over', regionCode: 'EMEA' })
  })

  test('may have a name that another region or the desk has given, once', async () => {
    await saveAs(world.at(people.elsewhere), { name: 'Good evening', readers: { region: 'AMER' } })
    await saveAs(world.at(people.elsewhere), { name: 'Good evening', readers: 'desk' })
    await saveAs(world.at(people.agent), { name: 'Good evening', readers: { region: 'EMEA' } })
    await expect(saveAs(world.at(people.agent), { name: 'good evening', readers: { region: 'EMEA' } })).rejects.toBeInstanceOf(
      Invalid,
    )
    await expect(saveAs(world.at(people.administrator), { name: 'X', readers: { region: 'MOON' } })).rejects.toBeInstanceOf(
      Invalid,
    )
  })

  test('is seen as the rule says where row-level security alone decides, and follows a person to another region', async () => {
    const all = await world.look(
      (sql) => sql<{ id: string; ownerId: string | null; regionCode: string | null }[]>`
      select id, owner_id as "ownerId", region_code as "regionCode" from macros`,
    )
    const moved = { ...people.agent, regionCode: 'AMER' }
    const agree = async (actor: Staff) => {
      const seen = await read(world.at(actor), (ctx) => ctx.sql<{ id: string }[]>`select id from macros`)
      expect(seen.map(({ id }) => id).sort()).toEqual(
        all
          .filter((of) => canSeeMacro(actor, of))
          .map(({ id }) => id)
          .sort(),
      )
    }
    for (const actor of Object.values(people)) await agree(actor)
    await world.look((sql) => sql`update staff_members set region_code = 'AMER' where user_id = ${moved.userId}`)
    await agree(moved)
    expect(await namesOf(moved)).not.toContain('Hand over')
  })

  const namesOf = async (actor: Staff) => (await listMacros(world.at(actor))).map(({ name }) => name)
})

function insertPerson(role: StaffRole, regionCode: string): Promise<Staff> {
  const person = { name: `${role} ${regionCode}`, email: `${role}.${regionCode}@vendor.example`.toLowerCase(), timeZone: 'UTC' }
  return inTransaction(world.system(), (ctx) =>
    insertStaff(ctx, { ...person, roles: [role], regionCode, passwordHash: 'none', isDemo: false }),
  )
}
