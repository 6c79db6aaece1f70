// An article's Markdown as HTML: headings with anchors and a table of contents, callouts, tables that scroll by themselves, links
// within the help centre. The two barriers are those of lib/kernel/markdown.ts: nothing of the writer's is HTML.
import sanitizeHtml from 'sanitize-html'
import { isForeignAddress, safeParser, SCHEMES, TEXT_TAGS } from '../kernel/markdown'
import { slugOf } from './article'
import { fileAddress, fileOfAddress, type ArticleFile } from './files'

export type Heading = { readonly anchor: string; readonly text: string; readonly level: 2 | 3 | 4 }
export type RenderedArticle = { readonly html: string; readonly headings: readonly Heading[] }

/** What a callout may be: `> [!note]` at the beginning of a quotation. */
const CALLOUTS: Record<string, string> = { note: 'Note', tip: 'Tip', warning: 'Warning' }
const MARK = /^\[!(note|tip|warning)\][ \t]*\n?/i

const isWithin = (address: string) =>
  /^(\/help(\/[a-z0-9-]+)?(#[a-z0-9-]+)?|#[a-z0-9-]+)$/.test(address) ||
  fileOfAddress(address.replace(/\/large$/, '')) !== undefined
const parser = safeParser((address) => isForeignAddress(address) || isWithin(address), { breaks: false })
parser.enable('image')

type Token = ReturnType<typeof parser.parse>[number]

parser.renderer.rules.table_open = () => '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
parser.renderer.rules.table_close = () => '</table></div>\n'

// Only files of the article itself are shown: what stands elsewhere is a link, and what is not there is its words.
parser.renderer.rules.image = (tokens, at, _options, env) => {
  const { escapeHtml } = parser.utils
  const address = String(tokens[at]!.attrGet('src'))
  const words = escapeHtml(tokens[at]!.content)
  const id = fileOfAddress(address)
  if (id === undefined) return `<a href="${escapeHtml(address)}">${words || escapeHtml(address)}</a>`
  const file = (env as { files: readonly ArticleFile[] }).files.find((each) => each.id === id)
  if (!file) return words
  if (file.kind === 'video')
    return `<video src="${fileAddress(id)}?play" aria-label="${words || escapeHtml(file.name)}" controls preload="metadata"></video>`
  if (file.kind === 'other' || file.isRefused) return `<a href="${fileAddress(id)}">${words || escapeHtml(file.name)}</a>`
  const size = file.preview ? ` width="${file.preview.width}" height="${file.preview.height}"` : ''
  return `<img src="${fileAddress(id, 'large')}" alt="${words}" loading="lazy"${size}>`
}

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [...TEXT_TAGS, 'h2', 'h3', 'h4', 'div', 'img', 'video'],
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    ol: ['start'],
    img: ['src', 'alt', 'loading', 'width', 'height'],
    video: ['src', 'aria-label', 'controls', 'preload'],
    div: ['class', 'role', 'aria-label', 'tabindex'],
    ...{ h2: ['id'], h3: ['id'], h4: ['id'], th: ['scope'] },
  },
  allowedSchemes: SCHEMES,
  allowProtocolRelative: false,
  exclusiveFilter: ({ tag, attribs }) =>
    (tag === 'img' || tag === 'video') && fileOfAddress((attribs.src ?? '').replace(/(\/large|\?play)$/, '')) === undefined,
  transformTags: {
    th: (tagName, attribs) => ({ tagName, attribs: { ...attribs, scope: 'col' } }),
    a: (tagName, { href }) => ({
      tagName,
      attribs: { ...(href && { href }), ...(href && !isWithin(href) && { rel: 'noopener noreferrer', target: '_blank' }) },
    }),
  },
}

/**
 * An article's Markdown → HTML that may stand in a page below its `<h1>`, and its headings. A level is never skipped, whatever
 * the writer did; pictures are those of `files`; anchors begin with `h-`, so that none takes the name of something on the page (security AB-030).
 */
export function renderArticle(source: string, files: readonly ArticleFile[] = []): RenderedArticle {
  const tokens = parser.parse(source, {})
  const headings = anchorHeadings(tokens)
  markCallouts(tokens)
  return { html: sanitizeHtml(parser.renderer.render(tokens, parser.options, { files }), ALLOWED), headings }
}

function anchorHeadings(tokens: Token[]): Heading[] {
  const headings: Heading[] = []
  const used = new Map<string, number>()
  let last = 1
  tokens.forEach((token, at) => {
    if (token.type !== 'heading_open') return
    // "#" and "##" are both the first level below the title.
    const level = Math.min(Math.max(Number(token.tag.slice(1)), 2), 4, last + 1) as Heading['level']
    const text = textOf(tokens[at + 1]!)
    const slug = slugOf(text)
    const n = (used.get(slug) ?? 0) + 1
    used.set(slug, n)
    const anchor = `h-${slug}${n > 1 ? `-${n}` : ''}`
    token.tag = `h${level}`
    token.attrSet('id', anchor)
    // A heading is three tokens: open, its words, close.
    tokens[at + 2]!.tag = token.tag
    headings.push({ anchor, text, level })
    last = level
  })
  return headings
}

function textOf(inline: Token): string {
  return (inline.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')
    .trim()
}

/** A quotation that begins with a mark becomes a callout with its word in front. */
function markCallouts(tokens: Token[]): void {
  const open: boolean[] = []
  tokens.forEach((token, at) => {
    if (token.type === 'blockquote_close' && open.pop()) token.tag = 'div'
    if (token.type !== 'blockquote_open') return
    const inline = tokens[at + 2]
    const first = inline?.type === 'inline' ? inline.children?.[0] : undefined
    const kind = MARK.exec(inline?.content ?? '')?.[1]?.toLowerCase()
    open.push(kind !== undefined && first?.type === 'text')
    if (kind === undefined || first?.type !== 'text') return
    token.tag = 'div'
    token.attrSet('class', `note note-${kind}`)
    token.attrSet('role', 'note')
    token.attrSet('aria-label', CALLOUTS[kind]!)
    first.content = first.content.replace(MARK, '')
    if (first.content === '' && inline!.children![1]?.type === 'softbreak') inline!.children!.splice(0, 2)
  })
}
