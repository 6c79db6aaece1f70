// What holds for every mail: words of others stay words, a header stays a header, and nothing is loaded.
import { describe, expect, test } from 'vitest'
import { oneLine } from './words'
import { answered, received } from './testing/letters'

describe('words of others', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&\r\nBcc: evil@x.example'

  test('never become elements or headers', () => {
    const { subject, html } = received({ subject: evil, accountManagerName: evil, status: 'with_account_manager' })
    expect(subject).toBe('[HS-10432] <img src=x onerror=alert(1)>"\'& Bcc: evil@x.example')
    expect(html).not.toContain('<img')
    const message = answered({}, {}, `${evil}\n\n[x](javascript:alert(1)) ![y](https://tracker.example/p.gif)`)
    expect(message.html).not.toMatch(/<img|href="javascript/)
  })

  test('a very long subject is cut, so that a header stays a header', () => {
    expect(oneLine('x'.repeat(1_000))).toHaveLength(240)
  })
})

test('no mail loads anything from anywhere', () => {
  for (const { html } of [received(), answered({}, {}, '![a](https://tracker.example/p.gif)')]) {
    expect(html).not.toMatch(/\bsrc=|url\(|@import|<link|<script/i)
  }
})
