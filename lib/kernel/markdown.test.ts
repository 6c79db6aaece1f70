import { describe, expect, test } from 'vitest'
import { plainText, renderMarkdown } from './markdown'

describe('what is written becomes safe HTML', () => {
  test('the usual Markdown is rendered', () => {
    expect(renderMarkdown('**Bold** and _slanted_, `code`\nnext line')).toBe(
      '<p><strong>Bold</strong> and <em>slanted</em>, <code>code</code><br />\nnext line</p>\n',
    )
    expect(renderMarkdown('1. one\n2. two')).toContain('<ol>\n<li>one</li>\n<li>two</li>\n</ol>')
    expect(renderMarkdown('| a | b |\n|---|--:|\n| 1 | 2 |')).toContain('<td>1</td>')
  })

  test('a heading is bold text, never a heading of the page', () => {
    expect(renderMarkdown('# Hello')).toBe('<p><strong>Hello</strong></p>\n')
  })

  test('links open elsewhere and tell nobody where they were', () => {
    expect(renderMarkdown('[docs](https://example.com/a?b=1&c=2)')).toBe(
      '<p><a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow ugc" target="_blank">docs</a></p>\n',
    )
    expect(renderMarkdown('see https://example.com')).toContain('href="https://example.com"')
    expect(renderMarkdown('see readme.md and node.js')).not.toContain('<a')
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1))',
    '[x](//evil.example)',
    '[x](/desk)',
    '<img src=x onerror=alert(1)>',
    '![a"onerror="alert(1)](x)',
    '![a](javascript:alert(1))',
    '<script>alert(1)</script>',
    '<iframe src=https://evil.example></iframe>',
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<https://example.com/" onmouseover="alert(1)>',
    '[x](https://example.com "t\\" onmouseover=\\"alert(1)")',
  ])('AB-026, AB-029: nothing of %j runs', (source) => {
    const html = renderMarkdown(source)
    expect(html).not.toMatch(/<(script|img|iframe|svg|math|style|object|embed|form|input)\b/i)
    expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(html).not.toMatch(/<a[^>]*href="(?!https?:|mailto:)/i)
  })

  test('AB-026: the text of a refused link stays readable', () => {
    expect(renderMarkdown('[click me](javascript:alert(1))')).toContain('click me')
  })

  test.each([
    '<a id=csrf name=user>x</a>',
    '<form id=__next_f>x</form>',
    '<p id="main" class="btn" style="position:fixed">x</p>',
  ])('AB-030: %j names nothing in the page', (source) => {
    expect(renderMarkdown(source)).not.toMatch(/<[^>]*\s(id|name|class|style)=/i)
  })

  test('a message of the greatest length is rendered at once', () => {
    const begun = performance.now()
    for (const source of [
      '**'.repeat(25_000),
      '['.repeat(50_000),
      '> '.repeat(25_000),
      '`'.repeat(50_000),
      '![](<'.repeat(10_000),
    ]) {
      renderMarkdown(source)
    }
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

test.each([
  ['Hi, yes: **Dashboard → Settings**. Use `n = 50`.', 'Hi, yes: Dashboard → Settings. Use n = 50.'],
  ['# Title\n\n- one\n- *two*\n\n> said', 'Title one two said'],
  ['[the guide](https://example.org/x) helps', 'the guide helps'],
  ['first line\nsecond line', 'first line second line'],
  ['```\nconst x = 1\n```', 'const x = 1'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['<b>not a tag</b>', '<b>not a tag</b>'],
  ['', ''],
])('%j without its marks', (source, words) => {
  expect(plainText(source)).toBe(words)
})

describe('what stands out', () => {
  const names: Parameters<typeof renderMarkdown>[1] = (text) =>
    [...text.matchAll(/@Ann/g)].map(({ index }) => ({ from: index, to: index + 4 }))

  test('is marked in the words, and neither in code nor in an address', () => {
    expect(renderMarkdown('Ask @Ann, **@Ann**, then @Ann', names)).toBe(
      '<p>Ask <mark>@Ann</mark>, <strong><mark>@Ann</mark></strong>, then <mark>@Ann</mark></p>\n',
    )
    expect(renderMarkdown('`@Ann` [x](https://example.org/@Ann)', names)).not.toContain('<mark>')
    expect(renderMarkdown('@Ann')).not.toContain('<mark>')
  })

  test('is all that a writer can have marked: theirs stays text', () => {
    expect(renderMarkdown('<mark>@Ann</mark>', names)).toBe('<p>&lt;mark&gt;<mark>@Ann</mark>&lt;/mark&gt;</p>\n')
  })
})
