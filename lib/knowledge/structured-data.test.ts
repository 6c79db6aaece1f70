import { expect, test } from 'vitest'
import { instant } from '../kernel/time'
import { sitemapOf, structuredData } from './structured-data'

const at = instant(Date.UTC(2026, 10, 24))
const article = {
  ...{
    id: '1',
    slug: 'base-sizes',
    language: 'en',
    isPublic: true,
    isForStaff: false,
    body: '',
    publishedAt: at,
    checkedAt: null,
  },
  ...{
    title: '</script><script>alert(1)</script>',
    summary: '',
    path: [{ slug: 'exporting', name: 'Exporting' }],
    related: [],
    said: null,
    files: [],
  },
}

test('a title cannot end the script that it stands in', () => {
  const json = structuredData(article, 'https://help.example', 'Harmoni')
  expect(json).not.toContain('<')
  expect(JSON.parse(json)).toMatchObject({
    '@graph': [
      { headline: article.title, url: 'https://help.example/help/base-sizes' },
      { itemListElement: [{ item: 'https://help.example/help' }, { name: 'Exporting' }, { position: 3 }] },
    ],
  })
})

test('a sitemap names the first page and each article', () => {
  expect(sitemapOf([{ slug: 'base-sizes', changedAt: at }], 'https://help.example')).toContain(
    '<url><loc>https://help.example/help/base-sizes</loc><lastmod>2026-11-24T00:00:00.000Z</lastmod></url>',
  )
})
