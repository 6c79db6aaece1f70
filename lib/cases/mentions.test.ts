import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findMentions, mentionPlaces, unknownMentions } from './mentions'

const staff = [
  { id: '1', name: 'Ann Lee' },
  { id: '2', name: 'Ann Leeson' },
  { id: '3', name: 'Élodie Roux' },
  { id: '4', name: 'ann lee' },
]

test('stands from its @ to the end of the name, wherever somebody is meant', () => {
  const text = 'Ask @ann leeson, or @Élodie; not me@ann lee.example or @Nobody.'
  expect(mentionPlaces(text, staff).map(({ from, to }) => text.slice(from, to))).toEqual(['@ann leeson', '@Élodie'])
})

describe('a mention', () => {
  it.each([
    ['@Ann Lee, could you look?', ['1', '4']],
    ['@ann leeson knows this', ['2']],
    ['Ask @Élodie Roux.', ['3']],
    ['Ask @élodie.', ['3']],
    ['(@Ann Leeson)', ['2']],
    ['@Élodierose', []],
    ['mail ann@ann lee.example', []],
    ['write to help.@élodie', []],
    ['@Ann', []],
    ['@Nobody Here', []],
    ['@Ann Lee @Ann Lee', ['1', '4']],
    ['', []],
  ])('%j', (body, ids) => {
    expect(findMentions(body, staff)).toEqual(ids)
  })

  it.each([
    ['@Ann', ['@Ann']],
    ['@Maja and @maja, see @Élodie', ['@Maja', '@maja']],
    ['ann@example.org', []],
    ['@ 3 pm', []],
    ['@Ann Leesons', ['@Ann']],
  ])('of nobody: %j', (body, words) => {
    expect(unknownMentions(body, staff)).toEqual(words)
  })
})

test('whoever is named by the whole name is told, whatever stands around it', () => {
  const around = fc.constantFrom('', ' ', '. ', ', ', '\n', '(', ') ', '“')
  fc.assert(
    fc.property(
      fc.constantFrom(...staff),
      around,
      fc.constantFrom('', ' ', '.', ',', '\n', ')', '”'),
      (person, before, after) => {
        expect(findMentions(`${before}@${person.name}${after}`, staff)).toContain(person.id)
      },
    ),
  )
})
