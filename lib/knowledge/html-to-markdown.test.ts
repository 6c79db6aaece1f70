import { expect, test } from 'vitest'
import { renderArticle } from './article-text'
import { htmlToMarkdown } from './html-to-markdown'

const convert = (html: string, picture: (src: string) => string | undefined = () => undefined) =>
  htmlToMarkdown(html, { link: (href) => href, picture })

test.each([
  ['<h1>Export</h1><p>One <b> two</b> <i>three</i>.</p>', '## Export\n\nOne  **two** *three*.'],
  ['<ul><li>One</li><li>Two<ol><li>Deep</li></ol></li></ul>', '- One\n- Two\n  1. Deep'],
  ['<pre>a &lt; b\n  c</pre>', '```\na < b\n  c\n```'],
  ['<p><a href="https://x.example/a(b)">A [link]</a></p>', '[A \\[link\\]](https://x.example/a%28b%29)'],
  [
    '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td></tr></tbody></table>',
    '| A | B |\n| --- | --- |\n| 1\\|2 |  |',
  ],
  ['<blockquote><p>Mind *this*</p></blockquote>', '> Mind \\*this\\*'],
  ['plain words<br>and more', 'plain words\nand more'],
  ['<script>alert(1)</script><style>p{}</style><p onclick="x">Words &amp; more&nbsp;here</p>', 'Words & more here'],
])('%s', (html, markdown) => {
  expect(convert(html)).toBe(markdown)
})

test('pictures stand where they stood, or stay behind, and what was HTML is text for good', () => {
  const html =
    '<p><img src="a.png" alt="A [b]">x <a href="/a.png"><img src="a.png"></a> <a href="/b">see <img src="c.png"></a></p>'
  expect(convert(html)).toBe('x  [see](/b)')
  expect(convert(html, (src) => `/${src}`)).toBe('![A \\[b\\]](/a.png)x ![](/a.png) ![](/c.png) [see](/b)')
  expect(renderArticle(convert('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')).html).not.toContain('<script')
})

test.each([
  ['https://x.example/hc/article_attachments/360012/manual.pdf', '![The manual](/thumb.png) [The manual](/manual.pdf)'],
  ['/360001.md', '![The manual](/thumb.png) [The manual](/360001.md)'],
  ['https://x.example/hc/article_attachments/360011', '![The manual](/thumb.png)'],
  ['https://x.example/large.png', '![The manual](/thumb.png)'],
])('a picture that leads to %s stands before its link', (href, markdown) => {
  const places: Record<string, string> = { '360012/manual.pdf': '/manual.pdf', '360011': '/thumb.png' }
  const link = (address: string) => places[address.split('/article_attachments/')[1] ?? ''] ?? address
  const html = `<a href="${href}"><b><img src="t.png" alt="The manual"></b></a>`
  expect(htmlToMarkdown(html, { link, picture: () => '/thumb.png' })).toBe(markdown)
})

test('a file is linked by its name where its picture stays behind', () => {
  expect(convert('<a href="/a/hand%20book.pdf?v=1"><img src="t.png"></a>')).toBe('[hand book.pdf](/a/hand%20book.pdf?v=1)')
})
