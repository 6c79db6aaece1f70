import { expect, test } from 'vitest'
import { addressesFor, linkWithin, movingOf } from './moving-in'
import { isZendeskPage, readZendesk } from './zendesk'

const pages = [
  { path: 'categories.json', json: { categories: [{ id: 1, name: 'Data' }], next_page: null } },
  {
    path: 'sections.json',
    json: {
      sections: [
        { id: 10, name: 'Weights', category_id: 1, parent_section_id: null },
        { id: 11, name: 'Rim weights', category_id: 1, parent_section_id: 10 },
      ],
    },
  },
  { path: 'segments.json', json: { user_segments: [{ id: 7, user_type: 'signed_in_users', tags: [] }] } },
  {
    path: 'articles.json',
    json: {
      articles: [
        {
          ...{ id: 360001, title: 'Base sizes', locale: 'en-us', draft: false, section_id: 10 },
          html_url: 'https://x.zendesk.com/hc/en-us/articles/360001-Base-Sizes',
          user_segment_id: 7,
          body: '<p>See <a href="https://x.zendesk.com/hc/en-us/articles/360002-Rim#how">rim weights</a>.</p>',
        },
        {
          id: 360002,
          title: 'Rim',
          locale: 'en-us',
          draft: true,
          section_id: 11,
          user_segment_id: 8,
          body: '<p>Words<img src="a.png"></p>',
        },
        { title: 'without an id' },
      ],
    },
  },
]

test('articles come with their sections, addresses, languages and links among them', () => {
  const { files, left } = readZendesk(pages)
  expect(files.map(({ path, matter }) => [path, matter.section, matter.language, matter.draft, matter.audience])).toEqual([
    ['360001.md', ['Data', 'Weights'], 'en-US', false, 'customers'],
    ['360002.md', ['Data', 'Rim weights'], 'en-US', true, 'staff'],
  ])
  expect(left).toEqual([{ path: 'articles.json#articles/2', reason: 'It is none of the articles that we know: id.' }])
  const moved = files.map((file) => movingOf(file)).flatMap((each) => ('article' in each ? [each.article] : []))
  const addresses = addressesFor(moved, new Map(), new Set())
  expect(addresses.get('360001.md')).toBe('base-sizes')
  expect(linkWithin(moved[0]!, addresses)).toEqual({ body: 'See [rim weights](/help/rim).', dead: 0 })
  expect(moved[1]).toMatchObject({ isDraft: true, notes: ['Picture a.png is not in the export.'] })
})

test('only lists of a help centre are such an export', () => {
  expect(isZendeskPage({ articles: [] })).toBe(true)
  expect(isZendeskPage({ tickets: [] })).toBe(false)
  expect(isZendeskPage([1])).toBe(false)
})
