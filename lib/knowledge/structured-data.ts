// What a public article tells search engines of itself, in the words of schema.org.
import { toIso } from '../kernel/time'
import type { HelpArticle } from './views'

/** JSON-LD that may stand inside a `<script>`: no `<` of the writer's ends it. */
export function structuredData(article: HelpArticle, origin: string, publisher: string): string {
  const url = (slug: string) => `${origin}/help/${slug}`
  const trail = [{ slug: '', name: 'Help' }, ...article.path, { slug: article.slug, name: article.title }]
  const graph = [
    {
      '@type': 'TechArticle',
      '@id': url(article.slug),
      url: url(article.slug),
      headline: article.title,
      description: article.summary || undefined,
      inLanguage: article.language,
      datePublished: toIso(article.publishedAt),
      dateModified: toIso(article.checkedAt ?? article.publishedAt),
      publisher: { '@type': 'Organization', name: publisher },
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: trail.map(({ slug, name }, at) => ({
        '@type': 'ListItem',
        position: at + 1,
        name,
        item: slug === '' ? `${origin}/help` : url(slug),
      })),
    },
  ]
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll('<', '\\u003c')
}

/** A sitemap (sitemaps.org): the front page, the first page of the help centre and every public article. */
export function sitemapOf(addresses: readonly { slug: string; changedAt: HelpArticle['publishedAt'] }[], origin: string): string {
  const entries = addresses.map(
    ({ slug, changedAt }) => `<url><loc>${origin}/help/${slug}</loc><lastmod>${toIso(changedAt)}</lastmod></url>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    `<url><loc>${origin}/</loc></url>`,
    `<url><loc>${origin}/help</loc></url>`,
    ...entries,
    '</urlset>',
    '',
  ].join('\n')
}
