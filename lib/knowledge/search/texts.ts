// An article's Markdown as what is read of it: the words without the signs.
import { safeParser } from '../../kernel/markdown'
import type { ArticleTexts } from './document'

const parser = safeParser(() => true, { breaks: false })
/** Addresses are no words: of a link and a picture that is none here, what they are called is left. */
const ADDRESS = /https?:\/\/\S+|\]\([^)\s]*\)/g

/** The parts of an article for the search. Headings and blocks of text stand on lines of their own. */
export function textsOf(article: { title: string; slug: string; summary: string; body: string }): ArticleTexts {
  const headings: string[] = []
  const blocks: string[] = []
  let inHeading = false
  for (const { type, content, children } of parser.parse(article.body, {})) {
    if (type === 'heading_open') inHeading = true
    else if (type === 'heading_close') inHeading = false
    else if (type === 'fence' || type === 'code_block') blocks.push(content)
    else if (type === 'inline') (inHeading ? headings : blocks).push(inlineText(children ?? []))
  }
  const { title, slug, summary } = article
  return { title, slug, summary, headings: joined(headings), body: joined(blocks) }
}

function inlineText(children: readonly { type: string; content: string }[]): string {
  return children.map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content)).join('')
}

function joined(blocks: readonly string[]): string {
  return blocks
    .map((block) =>
      block
        .replace(ADDRESS, ' ')
        .replace(/\[image:\s*|\[!(?:note|tip|warning)\]/gi, '')
        .replace(/[ \t]+/g, ' ')
        .trim(),
    )
    .filter((block) => block !== '')
    .join('\n')
}
