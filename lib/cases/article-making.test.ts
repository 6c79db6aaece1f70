import { expect, test } from 'vitest'
import { linkedSlugs, tracesIn } from './article-making'

test('articles are found by their addresses, and nothing else of the help centre', () => {
  const text = `See [Base sizes](https://support.example/help/base-sizes), /help/weights. Not /help/weights/more, my/help/x
    nor /help/search?q=x but again https://support.example/help/base-sizes#export.`
  expect(linkedSlugs(text)).toEqual(['base-sizes', 'weights', 'search'])
  expect(linkedSlugs('no help')).toEqual([])
})

const names = { people: ['Mere Hollis', 'Bo Li'], organisation: 'Tuiwhenua (Insight) Co' }

test.each([
  ['Hi Mere, as Tuiwhenua (Insight) Co found:', ['Tuiwhenua (Insight) Co', 'Mere']],
  ['Write to MERE HOLLIS.', ['MERE HOLLIS']],
  [
    'As in HS-10432, mail mere@tuiwhenua.example or call +64 21 555 0199.',
    ['mere@tuiwhenua.example', '+64 21 555 0199', 'HS-10432'],
  ],
  ['A merely hollistic answer.', []],
  ['Set n = 1,000 in version 9.4.1.', []],
])('%s', (text, traces) => {
  expect(tracesIn(text, names)).toEqual(traces)
})
