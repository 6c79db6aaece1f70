import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentDisposition, isFileName, normaliseFileName } from './name'

const HOSTILE: [raw: string, name: string][] = [
  ['../../etc/passwd', 'etc_passwd'],
  ['..\\..\\x', 'x'],
  ['/abs', 'abs'],
  ['C:\\x', 'C__x'],
  ['con.txt', 'con_.txt'],
  ['a\0.png', 'a.png'],
  ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
  ['"; filename=evil', '; filename=evil'],
  ['....', 'file'],
  ['', 'file'],
  ['📎 plan.png', '📎 plan.png'],
  ['..%2F..%2Fx%00.html', '%2F..%2Fx%00.html'],
  ['.htaccess', 'htaccess'],
  ['\u200b.htaccess', 'htaccess'],
  ['.php\u200b', 'php'],
  ['x.php.', 'x.php'],
  ['x.php::$DATA', 'x.php__$DATA'],
  ['report\u202Egnp.exe', 'reportgnp.exe'],
  ['ｆｕｌｌ．png', 'full.png'],
]

describe('the name of a file', () => {
  test.each(HOSTILE)('AB-040, AB-041: %j becomes %j', (raw, name) => expect(normaliseFileName(raw)).toBe(name))

  test('AB-040: 300 bytes become at most 200, and the extension stays', () => {
    for (const letter of ['a', 'é', '漢', '😀']) {
      const name = normaliseFileName(`${letter.repeat(300)}.png`)
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200)
      expect(name.endsWith('.png')).toBe(true)
    }
  })

  test('AB-042: normalising comes before validating, and once is enough', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = normaliseFileName(raw)
        expect(normaliseFileName(name)).toBe(name)
        expect(isFileName(name)).toBe(true)
        expect(isFileName(normaliseFileName(name))).toBe(isFileName(name))
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\./u)
      }),
      { numRuns: 500 },
    )
  })

  test('AB-040: the header has both forms of RFC 6266 and nothing of the name can leave them', () => {
    expect(contentDisposition('attachment', 'Übersicht "Q3" 50%.png')).toBe(
      `attachment; filename="Ubersicht _Q3_ 50_.png"; filename*=UTF-8''%C3%9Cbersicht%20%22Q3%22%2050%25.png`,
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        expect(contentDisposition('attachment', normaliseFileName(raw))).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/,
        )
      }),
    )
  })
})
