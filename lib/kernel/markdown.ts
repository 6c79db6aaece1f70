// What people write becomes HTML in one place (security AB-026 to AB-030). Two barriers, each enough by itself: the renderer
// takes HTML for text and knows few addresses, and the sanitizer lets through only the elements named here.

import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

/** Where a link may lead to. */
export const SCHEMES = ['http', 'https', 'mailto']

/** An address outside of this installation that a link may lead to. */
export function isForeignAddress(address: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(address)
}

type Parser = InstanceType<typeof MarkdownIt>

/** The first barrier: a parser that takes HTML for text, shows no image, and makes links to what `mayLink` allows. */
export function safeParser(mayLink: (address: string) => boolean, options: { breaks: boolean }): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, typographer: false, ...options })
  parser.disable('image')
  // "readme.md" and "node.js" are no addresses: only what begins with a scheme becomes a link by itself.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  parser.validateLink = (address) => mayLink(address.trim())
  return parser
}

const markdown = safeParser(isForeignAddress, { breaks: true })
// A heading inside a message must not become a heading of the page.
markdown.renderer.rules.heading_open = () => '<p><strong>'
markdown.renderer.rules.heading_close = () => '</strong></p>\n'

/** Parts of a text that stand out, in order and apart. */
export type Marks = (text: string) => readonly { readonly from: number; readonly to: number }[]

// Marks are set when the text stands, so that no mark of Markdown is taken apart and no code is touched.
markdown.core.ruler.push('marks', (state) => {
  const { mark } = state.env as { mark?: Marks }
  if (mark === undefined) return
  for (const block of state.tokens) {
    if (block.type !== 'inline' || block.children === null) continue
    block.children = block.children.flatMap((token) => {
      const places = token.type === 'text' ? mark(token.content) : []
      if (places.length === 0) return [token]
      const part = (from: number, to?: number) => {
        const text = new state.Token('text', '', 0)
        text.content = token.content.slice(from, to)
        return text
      }
      return places.flatMap(({ from, to }, at) => [
        part(places[at - 1]?.to ?? 0, from),
        new state.Token('mark_open', 'mark', 1),
        part(from, to),
        new state.Token('mark_close', 'mark', -1),
        ...(at === places.length - 1 ? [part(to)] : []),
      ])
    })
  }
})

/** What Markdown of any kind becomes. */
export const TEXT_TAGS = [
  ...['p', 'br', 'hr', 'strong', 'em', 's', 'a', 'code', 'pre', 'blockquote', 'mark'],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
]

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: TEXT_TAGS,
  allowedAttributes: { a: ['href', 'rel', 'target'], ol: ['start'] },
  allowedSchemes: SCHEMES,
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (tagName, { href }) => ({
      tagName,
      attribs: { ...(href && { href }), rel: 'noopener noreferrer nofollow ugc', target: '_blank' },
    }),
  },
}

/** What stands in Markdown without its marks, on one line: for excerpts and previews, never as HTML. */
export function plainText(source: string): string {
  const words = markdown
    .parse(source, {})
    .flatMap((token) =>
      (token.children ?? [token]).map(({ type, content }) => (content === '' && type.endsWith('break') ? ' ' : content)).join(''),
    )
  return words.join(' ').replace(/\s+/g, ' ').trim()
}

/**
 * Markdown as written → HTML that may stand in a page. No image, no HTML of the writer's, links to http, https and mailto
 * only; what is refused stays readable as text. `mark` says what of each text stands out. Takes about a tenth of a millisecond for a
 * usual message.
 */
export function renderMarkdown(source: string, mark?: Marks): string {
  return sanitizeHtml(markdown.render(source, { mark }), ALLOWED)
}
