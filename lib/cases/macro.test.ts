import { describe, expect, test } from 'vitest'
import type { Staff } from '../kernel/actor'
import { fillMacro, groupMacros, macroFacts, matchMacros, readersOf, unknownVariables } from './macro'
import { canSeeMacro, canShareMacros } from './policy'

const facts = macroFacts({
  reference: 'HS-10432',
  subject: 'Export drops the base sizes',
  organisationName: 'Tui Whenua Research',
  requesterName: 'Mere Hollis',
  agentName: 'Hana Corvell',
})

describe('a macro', () => {
  test.each([
    ['Kia ora {{customer.first_name}},', 'Kia ora Mere,'],
    ['{{ case.number }}: {{case.subject}}', 'HS-10432: Export drops the base sizes'],
    ['{{organisation}}, {{agent.name}}, {{agent.first_name}}', 'Tui Whenua Research, Hana Corvell, Hana'],
    ['{{customer.shoe_size}} and {{}} stay', '{{customer.shoe_size}} and {{}} stay'],
    ['{{constructor}}', '{{constructor}}'],
  ])('%s is filled in', (body, filled) => {
    expect(fillMacro(body, facts)).toBe(filled)
  })

  test('fills in words of a customer as words: they are not read as variables again', () => {
    const sly = macroFacts({
      ...{ reference: 'HS-1', organisationName: 'A', requesterName: 'B', agentName: 'C' },
      subject: '{{agent.name}}',
    })
    expect(fillMacro('{{case.subject}}', sly)).toBe('{{agent.name}}')
  })

  test('knows what is no variable', () => {
    expect(unknownVariables('{{customer.name}} {{due}} {{ due }} {{x}}')).toEqual(['due', 'x'])
  })
})

test('a slash finds by the beginning of a name, then of a word, then by what stands anywhere', () => {
  const macros = [
    { name: 'Ask for steps', body: 'Which export was it?' },
    { name: 'Known problem', body: 'We know it.' },
    { name: 'Explain export', body: 'How it works.' },
    { name: 'Export again', body: 'Please try.' },
  ]
  expect(matchMacros(macros, 'Exp').map(({ name }) => name)).toEqual(['Explain export', 'Export again', 'Ask for steps'])
  expect(matchMacros(macros, '').length).toBe(4)
  expect(matchMacros(macros, 'zzz')).toEqual([])
})

describe('whose a macro is', () => {
  const staff = (role: Staff['roles'][number], regionCode: string): Staff => ({
    ...{ kind: 'staff', userId: `${role} of ${regionCode}`, name: 'Somebody', timeZone: 'UTC' },
    ...{ roles: [role], regionCode },
  })
  const agent = staff('agent', 'EMEA')
  const own = readersOf('me', agent.userId)
  const region = readersOf({ region: 'EMEA' }, agent.userId)
  const desk = readersOf('desk', agent.userId)

  test.each([
    ['its owner', agent, [true, true, true]],
    ['a colleague in the region', staff('csm', 'EMEA'), [false, true, true]],
    ['one in the region who answers nobody', staff('finance', 'EMEA'), [false, true, true]],
    ['a colleague of another region', staff('agent', 'APAC'), [false, false, true]],
    ['its owner in another region', { ...agent, regionCode: 'APAC' }, [true, false, true]],
    ['an administrator elsewhere', staff('administrator', 'APAC'), [false, true, true]],
    ['the system', { kind: 'system', job: 'test' } as const, [false, false, false]],
  ])('%s sees their own, their region’s and the desk’s', (_, actor, sees) => {
    expect([own, region, desk].map((of) => canSeeMacro(actor, of))).toEqual(sees)
  })

  test.each([
    ['an agent of the region', agent, [true, true]],
    ['an agent of another', staff('agent', 'APAC'), [false, true]],
    ['one of the region who answers nobody', staff('finance', 'EMEA'), [false, false]],
    ['an administrator elsewhere', staff('administrator', 'APAC'), [true, true]],
  ])('%s keeps a region’s and the desk’s', (_, actor, keeps) => {
    expect([region, desk].map(({ regionCode }) => canShareMacros(actor, regionCode))).toEqual(keeps)
  })

  test('groups them: own, of the region, of the desk, and of other regions for whoever keeps those', () => {
    const other = readersOf({ region: 'AMER' }, agent.userId)
    expect(groupMacros([desk, other, own, region], 'EMEA')).toEqual({
      ...{ own: [own], region: [region], desk: [desk] },
      others: [{ code: 'AMER', macros: [other] }],
    })
  })
})
