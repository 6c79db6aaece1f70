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
  expect(convert(html, (src) => `/${src}`)).toBe('![A \\[b\\]](/a.png)x ![](/a.png) [see ![](/c.png)](/b)')
  expect(renderArticle(convert('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')).html).not.toContain('<script')
})
