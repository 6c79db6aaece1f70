import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, wordsOf } from './words'

const told = (text: string) => wordsOf(text).map(({ word, at, whole }) => `${at}${whole ? '*' : ''}:${word}`)

describe('the words of a text', () => {
  it.each([
    ['Größe und Café', ['0:grosse', '1:und', '2:cafe']],
    ['a dash-board', ['0:a', '1*:dashboard', '1:dash', '2:board']],
    ['trackingCallback', ['0*:trackingcallback', '0:tracking', '1:callback']],
    ['REDASH_MAIL_SERVER=', ['0*:redashmailserver', '0:redash', '1:mail', '2:server']],
    ['bigquery.jobs.create.', ['0*:bigqueryjobscreate', '0:bigquery', '1:jobs', '2:create']],
    ['SDKKey p-value', ['0*:sdkkey', '0:sdk', '1:key', '2*:pvalue', '2:p', '3:value']],
    ["the team's data, don’t", ['0:the', '1:team', '2:data', '3:dont']],
    ['n = 30 %', ['0:n', '1:30']],
  ])('reads %j', (text, words) => expect(told(text)).toEqual(words))

  it('counts places without a gap, and folds what it gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const words = wordsOf(text)
        const places = [...new Set(words.map(({ at }) => at))]
        expect(places).toEqual(places.map((_, at) => at))
        for (const { word } of words) expect(fold(word)).toBe(word)
      }),
    )
  })

  it('folds every letter there is to something that stays', () => {
    const letters = Array.from({ length: 0x11_0000 }, (_, point) =>
      point >= 0xd8_00 && point <= 0xdf_ff ? ' ' : String.fromCodePoint(point),
    )
    expect(letters.filter((letter) => fold(fold(letter)) !== fold(letter))).toEqual([])
    expect(['GRÖẞE', 'Größe', 'İstanbul', 'ﬁne'].map(fold)).toEqual(['grosse', 'grosse', 'istanbul', 'fine'])
  })
})
