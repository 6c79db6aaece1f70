import { describe, expect, it } from 'vitest'
import { askedBefore, suggestionsFor } from './suggest'

describe('a name that is being written', () => {
  it.each([
    ['@', 1, ''],
    ['ask @ha', 7, 'ha'],
    ['ask @Hana Co', 12, 'Hana Co'],
    ['(@ha', 4, 'ha'],
    ['ask @ha and', 7, 'ha'],
  ])('%j at %i', (text, caret, words) => {
    expect(askedBefore(text, caret)?.words).toBe(words)
  })

  it.each([
    ['hana@harmoni', 12],
    ['@ hana', 6],
    ['@hana\nnext', 10],
    ['nobody', 6],
    [`@${'a'.repeat(60)}`, 61],
  ])('is none in %j', (text, caret) => {
    expect(askedBefore(text, caret)).toBeNull()
  })
})

describe('suggestions', () => {
  const people = ['Hana Corvell', 'Jonty Marlowe', 'Élodie Hart', 'Rina Valemore'].map((label) => ({ id: label, label }))
  const names = (words: string) => suggestionsFor(words, people).map(({ label }) => label)

  it('begin with what is written, first names before family names, whatever the accents', () => {
    expect(names('ha')).toEqual(['Hana Corvell', 'Élodie Hart'])
    expect(names('elo')).toEqual(['Élodie Hart'])
    expect(names('')).toHaveLength(4)
    expect(names('zz')).toEqual([])
  })

  it('end when the name is written out', () => {
    expect(names('Hana Corvell')).toEqual([])
    expect(names('hana corvell ')).toEqual([])
  })
})
