import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { corrected, excerpt, highlight, parseSearch, searchLine, takeTagNames } from './search'

const terms = (line: string) => parseSearch(line).terms.map(({ text }) => text)
const marked = (text: string, line: string) =>
  highlight(text, parseSearch(line))
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('')

describe('what was typed', () => {
  test.each([
    ['map licence', ['map', 'licence']],
    ['"shared link" map', ['shared link', 'map']],
    ['“shared link” map', ['shared link', 'map']],
    ['"shared li', ['shared li']],
    ['single-sign-on', ['single-sign-on']],
    ["a' or 1=1 --", ['a', 'or', '1=1']],
    ['map & !licence | (x)', ['map', 'licence', 'x']],
    ['!! "" - *', []],
    ['', []],
  ])('%s', (line, expected) => expect(terms(line)).toEqual(expected))

  test('goes on with its last word until something stands behind it', () => {
    expect(parseSearch('weight').unfinished).toBe(true)
    expect(parseSearch('"shared weig').unfinished).toBe(true)
    for (const line of ['weight ', '"shared weight"', 'weight.', 'we', '']) expect(parseSearch(line).unfinished).toBe(false)
  })

  test('is at most twelve terms', () => {
    expect(terms('word '.repeat(40))).toHaveLength(12)
  })

  test('means the same when it is written down and read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => {
        const search = parseSearch(line)
        expect(parseSearch(searchLine(search)).terms.map(({ words }) => words)).toEqual(search.terms.map(({ words }) => words))
      }),
    )
  })
})

test('a correction takes the place of the word and leaves the others', () => {
  const search = corrected(parseSearch('dashbord "shared lnk"'), new Map(Object.entries({ dashbord: 'dashboard', lnk: 'link' })))
  expect(searchLine(search)).toBe('dashboard "shared link"')
})

test.each([
  ['tag:export weights', ['export'], 'weights'],
  ['weights tag:"Base sizes" TAG:#Wave', ['base sizes', 'wave'], 'weights'],
  ['tag:“Base sizes', ['base sizes'], ''],
  ['tag: export', [], 'tag: export'],
  ['mytag:export', [], 'mytag:export'],
  ['tag:a tag:a', ['a'], ''],
])('%j asks for the tags %j', (line, tags, rest) => {
  expect(takeTagNames(line)).toEqual({ tags, rest })
})

describe('what is shown', () => {
  test('marks whole words, phrases, and the beginning of the last word', () => {
    expect(marked('The map of maps', 'map ')).toBe('The [map] of maps')
    expect(marked('The map of maps', 'map')).toBe('The [map] of [maps]')
    expect(marked('A shared link; link shared', '"shared link"')).toBe('A [shared link]; link shared')
    expect(marked('Weighting, WEIGHTING', 'weighting')).toBe('[Weighting], [WEIGHTING]')
  })

  test('is the text itself, whatever is sought', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, line) => {
        expect(
          highlight(text, parseSearch(line))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('of a long text is the part around the hit', () => {
    const pieces = excerpt(`${'before '.repeat(80)}\n\nthe zebra ${'after '.repeat(80)}`, parseSearch('zebra'))
    const shown = pieces.map(({ text }) => text).join('')
    expect(shown).toMatch(/^… before .*the zebra after .* …$/)
    expect(shown.length).toBeLessThan(170)
    expect(pieces.filter(({ hit }) => hit)).toEqual([{ text: 'zebra', hit: true }])
  })
})
