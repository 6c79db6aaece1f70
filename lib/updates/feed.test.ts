import { expect, test } from 'vitest'
import { parseInstant } from '../kernel/time'
import { atomOf } from './feed'

const update = {
  id: '019b2f6e-0000-7000-8000-00000000abcd',
  slug: '2026-11',
  version: '2026.11',
  title: 'Weights & <bases>',
  summary: '',
  releasedOn: '2026-11-24',
  publishedAt: parseInstant('2026-11-24T01:00:00Z'),
  entries: [{ kind: 'new' as const, text: '**Base sizes** under every chart. <script>alert(1)</script>', cases: ['HS-1'] }],
  isNew: true,
}

test('the feed holds what everybody may read, escaped twice where it is HTML, and no case', () => {
  const feed = atomOf([update], { origin: 'https://support.example', name: 'Harmoni' })
  expect(feed).toContain('<title>2026.11: Weights &amp; &lt;bases&gt;</title>')
  expect(feed).toContain('<updated>2026-11-24T01:00:00.000Z</updated>')
  expect(feed).toContain('href="https://support.example/updates/2026-11"')
  expect(feed).toContain('&lt;strong&gt;Base sizes&lt;/strong&gt;')
  expect(feed).not.toContain('<script')
  expect(feed).not.toContain('HS-1')
})

test('a feed without an update is a feed', () => {
  expect(atomOf([], { origin: 'https://support.example', name: 'Harmoni' })).toContain(
    '<updated>1970-01-01T00:00:00.000Z</updated>',
  )
})
