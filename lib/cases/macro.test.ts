import { describe, expect, test } from 'vitest'
import { fillMacro, macroFacts, matchMacros, unknownVariables } from './macro'

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
