// Product updates as an Atom feed (RFC 4287), for readers that ask by themselves.
import { plainText, renderMarkdown } from '../kernel/markdown'
import { instant, toIso } from '../kernel/time'
import { KIND_WORDS } from './update'
import type { Update } from './views'

/** The feed, newest first. `origin` is the installation's own address. */
export function atomOf(updates: readonly Update[], house: { origin: string; name: string }): string {
  const { origin, name } = house
  const newest = updates.map(({ publishedAt }) => publishedAt).sort((a, b) => b - a)[0] ?? instant(0)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>${xml(`${origin}/updates`)}</id>`,
    `<title>${xml(`${name}: product updates`)}</title>`,
    `<updated>${toIso(newest)}</updated>`,
    `<author><name>${xml(name)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(`${origin}/updates/feed.xml`)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(`${origin}/updates`)}"/>`,
    ...updates.map((update) => entryOf(update, origin)),
    '</feed>',
    '',
  ].join('\n')
}

function entryOf({ id, slug, version, title, summary, publishedAt, entries }: Update, origin: string): string {
  const html = entries.map(({ kind, text }) => `<h3>${xml(KIND_WORDS[kind])}</h3>${renderMarkdown(text)}`).join('')
  const inShort = summary || plainText(entries[0]?.text ?? '').slice(0, 300)
  return [
    '<entry>',
    `<id>urn:uuid:${id}</id>`,
    `<title>${xml(`${version}: ${title}`)}</title>`,
    `<updated>${toIso(publishedAt)}</updated>`,
    `<published>${toIso(publishedAt)}</published>`,
    `<link rel="alternate" type="text/html" href="${xml(`${origin}/updates/${slug}`)}"/>`,
    `<summary>${xml(inShort)}</summary>`,
    `<content type="html">${xml(html)}</content>`,
    '</entry>',
  ].join('\n')
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function xml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
}
