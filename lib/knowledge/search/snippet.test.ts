import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptLine } from './privacy'
import { excerpt, highlight } from './snippet'

const shown = (pieces: readonly { text: string; hit: boolean }[]) =>
  pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')

describe('what is marked', () => {
  it.each([
    ['Base sizes in exports', ['sizes', 'exports'], 'Base [sizes] in [exports]'],
    ['Set MAIL_SERVER now', ['mailserver'], 'Set [MAIL_SERVER] now'],
    ['Set MAIL_SERVER now', ['server'], 'Set MAIL_[SERVER] now'],
    ['Die Größe', ['grosse'], 'Die [Größe]'],
    ['Nothing here', ['else'], 'Nothing here'],
  ])('%j, %j', (text, sought, told) => expect(shown(highlight(text, new Set(sought)))).toBe(told))

  it('leaves the text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, sought) => {
        expect(
          highlight(text, new Set(sought))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

describe('an excerpt', () => {
  const text = `${'Many words that say little. '.repeat(20)}The base size stands in the footer. ${'And more of them. '.repeat(20)}`
  it('stands around most of what was sought, within its length', () => {
    const told = shown(excerpt(text, new Set(['base', 'footer']), 120))
    expect(told).toContain('[base] size stands in the [footer]')
    expect(told.startsWith('… ') && told.endsWith(' …')).toBe(true)
    expect(told.length).toBeLessThanOrEqual(130)
  })
  it('is the beginning where nothing was found', () => expect(shown(excerpt('In short.', new Set(['x'])))).toBe('In short.'))
})

describe('what is kept of a line', () => {
  it.each([
    ['Invoice of  Ana.Pereira@kea.example', 'invoice of …'],
    ['call me on +64 21 555 0199', 'call me on …'],
    ['see https://harmoni.example/p/7?k=1 please', 'see … please'],
    ['key sk_live_4242abcdEFGH9876zzzz', 'key …'],
    ['signal 9 (SIGKILL)', 'signal 9 (sigkill)'],
  ])('%j → %j', (line, kept) => expect(keptLine(line)).toBe(kept))
})
