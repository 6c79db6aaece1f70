import { afterAll, beforeAll, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { removeMacro, restoreMacro, saveMacro } from './commands/macros'
import { getMacro, listMacros } from './queries/macros'
import { createCaseWorld, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

type Name = 'agent' | 'csm' | 'ann'
const save = (name: Name, macro: { name: string; shared?: boolean; macroId?: string; body?: string }) =>
  saveMacro(world.as(name), {
    body: 'Kia ora {{customer.first_name}}',
    outcome: null,
    takes: false,
    category: null,
    shared: false,
    macroId: undefined,
    ...macro,
  })
const names = async (name: Name) => (await listMacros(world.as(name))).map((macro) => macro.name)

test('one’s own macros are one’s own; shared ones are everybody’s on the desk', async () => {
  const { macroId } = await save('agent', { name: 'My greeting' })
  await save('agent', { name: 'Ask for steps', shared: true })
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
