// HTML of another help centre as Markdown of ours. What Markdown cannot say becomes its words; nothing of scripts and styles stays.
import sanitizeHtml from 'sanitize-html'
import { SCHEMES } from '../kernel/markdown'

const BLOCKS = [
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'pre',
  'blockquote',
  'table',
  'tr',
  'td',
  'th',
  'hr',
]
const INLINE = ['a', 'b', 'strong', 'i', 'em', 'code', 'br', 'img', 's', 'del']

type Element = { tag: string; attributes: Record<string, string>; children: Piece[] }
type Piece = string | Element

/** Where addresses of the HTML lead here. `picture`: undefined for one that stays behind. */
export type Addresses = { readonly link: (href: string) => string; readonly picture: (src: string) => string | undefined }

/** The Markdown of HTML, with its pictures where `to` says that they are. */
export function htmlToMarkdown(html: string, to: Addresses): string {
  const clean = sanitizeHtml(html, {
    allowedTags: [...BLOCKS, ...INLINE],
    allowedAttributes: { a: ['href'], img: ['alt', 'src'] },
    allowedSchemes: SCHEMES,
    disallowedTagsMode: 'discard',
  })
  const root = treeOf(clean)
  return blocksOf(root.children, to)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const PICTURE = /\.(png|jpe?g|gif|webp|svg)(?:[?#]|$)/i
const VOID = new Set(['br', 'hr', 'img'])

/** What the sanitizer wrote is well formed: every element that is no void one is closed. */
function treeOf(html: string): Element {
  const root: Element = { tag: '', attributes: {}, children: [] }
  const open = [root]
  for (const [token, closing, tag, attributes] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*)\s*\/?>|[^<]+/g)) {
    const here = open.at(-1)!
    if (tag === undefined) here.children.push(textOf(token))
    else if (closing === '/') {
      if (open.length > 1) open.pop()
    } else {
      const element: Element = { tag, attributes: attributesOf(attributes ?? ''), children: [] }
      here.children.push(element)
      if (!VOID.has(tag)) open.push(element)
    }
  }
  return root
}

function attributesOf(source: string): Record<string, string> {
  return Object.fromEntries([...source.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, textOf(value!)]))
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function textOf(source: string): string {
  return source.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** Inline pieces that follow each other are one paragraph; blocks stand by themselves. */
function blocksOf(pieces: readonly Piece[], to: Addresses): string {
  const blocks: string[] = []
  let run: Piece[] = []
  const end = () => {
    const line = inlineOf(run, to).trim()
    if (line !== '') blocks.push(line)
    run = []
  }
  for (const piece of pieces) {
    if (typeof piece === 'string' || INLINE.includes(piece.tag)) run.push(piece)
    else {
      end()
      blocks.push(blockOf(piece, to))
    }
  }
  end()
  return blocks.filter((block) => block.trim() !== '').join('\n\n')
}

function blockOf({ tag, children }: Element, to: Addresses): string {
  const heading = /^h([1-6])$/.exec(tag)
  // The title of the article is its first heading.
  if (heading) return `${'#'.repeat(Math.min(4, Math.max(2, Number(heading[1]))))} ${oneLine(inlineOf(children, to))}`
  switch (tag) {
    case 'pre':
      return `\`\`\`\n${plain(children).replace(/^\n+|\s+$/g, '')}\n\`\`\``
    case 'blockquote':
      return prefixed(blocksOf(children, to), '> ')
    case 'ul':
    case 'ol':
      return listOf(tag, children, to)
    case 'table':
      return tableOf(children, to)
    case 'hr':
      return '---'
    default:
      return blocksOf(children, to)
  }
}

function listOf(tag: string, children: readonly Piece[], to: Addresses): string {
  const items = children.filter((piece): piece is Element => typeof piece !== 'string')
  return items
    .map((item, at) => {
      const mark = tag === 'ol' ? `${at + 1}. ` : '- '
      const words = item.tag === 'li' ? blocksOf(item.children, to) : blockOf(item, to)
      return mark + words.replace(/\n{2,}/g, '\n').replace(/\n/g, `\n${' '.repeat(mark.length)}`)
    })
    .join('\n')
}

function tableOf(children: readonly Piece[], to: Addresses): string {
  const rows = children
    .filter((piece): piece is Element => typeof piece !== 'string' && piece.tag === 'tr')
    .map(({ children }) =>
      children
        .filter((piece): piece is Element => typeof piece !== 'string')
        .map((cell) => oneLine(blocksOf(cell.children, to)).replaceAll('|', '\\|')),
    )
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return ''
  const line = (cells: readonly string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n')
}

function inlineOf(pieces: readonly Piece[], to: Addresses): string {
  return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece.replace(/\s+/g, ' ')) : spanOf(piece, to))).join('')
}

function spanOf({ tag, attributes, children }: Element, to: Addresses): string {
  switch (tag) {
    case 'br':
      return '  \n'
    case 'img': {
      const address = to.picture(attributes.src ?? '')
      return address === undefined ? '' : `![${escaped(oneLine(attributes.alt ?? ''))}](${address})`
    }
    case 'code':
      return wrapped('`', plain(children))
    case 'b':
    case 'strong':
      return wrapped('**', inlineOf(children, to))
    case 'i':
    case 'em':
      return wrapped('*', inlineOf(children, to))
    case 's':
    case 'del':
      return wrapped('~~', inlineOf(children, to))
    case 'a':
      return linkSpan(attributes.href ?? '', children, to)
    default:
      return blocksOf(children, to)
  }
}

/** A link, with its pictures before it: what stands around a picture is no link to those who look for links in Markdown. */
function linkSpan(href: string, children: readonly Piece[], to: Addresses): string {
  const pictures = picturesIn(children)
  const shown = pictures.map((picture) => spanOf(picture, to)).filter((picture) => picture !== '')
  const words = oneLine(inlineOf(withoutPictures(children), to))
  const withShown = (rest: string) => [...shown, rest].filter((part) => part !== '').join(' ')
  const isAlone = words === '' && pictures.length > 0
  // Help centres lead from a picture to the same one, larger.
  const isLarger = PICTURE.test(href) || pictures.some(({ attributes }) => attributes.src === href)
  if (href === '' || (words === '' && (!isAlone || isLarger))) return withShown(words)
  const address = to.link(href)
  if (address === '' || (isAlone && shown.some((picture) => picture.endsWith(`](${address})`)))) return withShown(words)
  const said =
    words || escaped(oneLine(pictures.map(({ attributes }) => attributes.alt ?? '').join(' '))) || escaped(nameOf(href))
  return withShown(`[${said}](${address.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)})`)
}

function picturesIn(pieces: readonly Piece[]): Element[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.tag === 'img' ? [piece] : picturesIn(piece.children)))
}

function withoutPictures(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (typeof piece === 'string') return [piece]
    return piece.tag === 'img' ? [] : [{ ...piece, children: withoutPictures(piece.children) }]
  })
}

/** What an address ends with: "https://x.example/a/manual.pdf?v=1" → "manual.pdf". */
function nameOf(address: string): string {
  const name =
    address
      .replace(/[?#].*$/s, '')
      .split('/')
      .findLast((step) => step !== '') ?? address
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Marks stand close to the words that they mark, or they mark nothing. */
function wrapped(mark: string, words: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? []
  return inner === '' ? words : `${before}${mark}${inner}${mark}${after}`
}

function plain(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.tag === 'br' ? '\n' : plain(piece.children))).join('')
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function prefixed(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => prefix + line)
    .join('\n')
}
