import { describe, expect, test } from 'vitest'
import { renderArticle } from './article-text'
import type { ArticleFile } from './files'

describe('an article becomes HTML that may stand below a title', () => {
  test('headings have anchors, no level is skipped, and a second one of the same words gets a number', () => {
    const { html, headings } = renderArticle('# Turn it on\n\ntext\n\n#### Deep\n\n## Turn it *on*')
    expect(headings).toEqual([
      { anchor: 'h-turn-it-on', text: 'Turn it on', level: 2 },
      { anchor: 'h-deep', text: 'Deep', level: 3 },
      { anchor: 'h-turn-it-on-2', text: 'Turn it on', level: 2 },
    ])
    expect(html).toContain('<h2 id="h-turn-it-on">Turn it on</h2>')
    expect(html).toContain('<h3 id="h-deep">Deep</h3>')
  })

  test('a marked quotation is a callout, another one stays a quotation', () => {
    expect(renderArticle('> [!warning]\n> Save **first**.').html).toBe(
      '<div class="note note-warning" role="note" aria-label="Warning">\n<p>Save <strong>first</strong>.</p>\n</div>\n',
    )
    expect(renderArticle('> [!note] One line.').html).toContain('<p>One line.</p>')
    expect(renderArticle('> [!danger] no').html).toContain('<blockquote>')
    expect(renderArticle('> > [!tip] in\n\n> out').html).toContain('<blockquote>')
  })

  test('a table scrolls by itself and its columns have heads', () => {
    const { html } = renderArticle('| a | b |\n|---|---|\n| 1 | 2 |')
    expect(html).toContain('<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>')
    expect(html).toContain('<th scope="col">a</th>')
  })

  test('links within the help centre stay in the window, others open elsewhere', () => {
    expect(renderArticle('[a](/help/base-sizes#h-on)').html).toContain('<a href="/help/base-sizes#h-on">a</a>')
    expect(renderArticle('[a](#h-on)').html).toContain('<a href="#h-on">a</a>')
    expect(renderArticle('[a](https://example.com)').html).toContain('rel="noopener noreferrer" target="_blank"')
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example)',
    '[x](/desk)',
    '[x](/help/../desk)',
    '<script>alert(1)</script>',
    '<iframe src=https://evil.example></iframe>',
    '<img src=x onerror=alert(1)>',
    '![a"onerror="alert(1)](x)',
    '<div class="top" onclick="alert(1)">x</div>',
  ])('AB-026, AB-029: nothing of %j runs', (source) => {
    const { html } = renderArticle(source)
    expect(html).not.toMatch(/<(script|img|iframe|svg|math|style|object|embed|form|input|div)\b/i)
    expect(html).not.toMatch(/<[^>]*\son\w+\s*=/i)
    expect(html).not.toMatch(/<a[^>]*href="(?!https?:|mailto:)/i)
  })

  test('AB-030: no heading takes a name that the page uses', () => {
    expect(renderArticle('# main\n\n<a id=csrf name=user>x</a>').html).not.toMatch(/<[^>]* (id|name)="?(main|csrf|user)/)
  })

  test('AB-056: the greatest article is rendered at once', () => {
    // Processor time: a machine that is busy with other things makes it wait, not work.
    const begun = process.cpuUsage()
    for (const part of ['> ', '[', '`', '# a\n', '> [!note]\n', '| a '])
      renderArticle(part.repeat(Math.floor(100_000 / part.length)))
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(4_000)
  })
})

describe('a picture', () => {
  const id = '0199d3c2-0000-7000-8000-000000000001'
  const file: ArticleFile = {
    ...{ id, name: 'a "chart".png', size: 9, kind: 'image', type: 'PNG picture', preview: { width: 60, height: 40 } },
    isRefused: false,
  }
  const shown = (source: string, change: Partial<ArticleFile> = {}) => renderArticle(source, [{ ...file, ...change }]).html

  test('of the article is shown as we made it, with its size', () => {
    expect(shown(`![A <b> "chart"](/help/files/${id})`)).toBe(
      `<p><img src="/help/files/${id}/large" alt="A &lt;b&gt; &quot;chart&quot;" loading="lazy" width="60" height="40" /></p>\n`,
    )
    expect(shown(`![Clip](/help/files/${id})`, { kind: 'video', preview: null })).toContain(
      `<video src="/help/files/${id}?play" aria-label="Clip"`,
    )
    expect(shown(`![Broken](/help/files/${id})`, { isRefused: true, preview: null })).toBe(
      `<p><a href="/help/files/${id}">Broken</a></p>\n`,
    )
    expect(shown(`[Sheet](/help/files/${id})`)).toBe(`<p><a href="/help/files/${id}">Sheet</a></p>\n`)
  })

  test('that stands elsewhere is a link, and one of another article is its words', () => {
    expect(shown('![Chart](https://a.example/x.png)')).toMatch(
      /^<p><a href="https:\/\/a\.example\/x\.png" rel[^>]*>Chart<\/a><\/p>/,
    )
    expect(shown('![Gone](/help/files/0199d3c2-0000-7000-8000-000000000002)')).toBe('<p>Gone</p>\n')
    for (const source of ['![x](/help/files/../../api/me)', '![x](javascript:alert(1))', '![x](data:image/png;base64,AA)'])
      expect(shown(source)).not.toContain('<img')
  })
})
