import { describe, expect, it } from 'vitest'
import { addressesFor, filesBesideIn, linkWithin, movingOf, withFilesHere } from './moving-in'

const file = (path: string, body: string, matter: Record<string, unknown> = {}) => ({ path, matter, body })

describe('a file of another help centre', () => {
  it('says by its front matter what it is', () => {
    const matter = { title: 'Export  results', summary: 'In short', section: 'querying', language: 'de', slug: 'kb/export' }
    expect(movingOf(file('q/download.md', 'Press it.\n', matter))).toEqual({
      article: {
        ...{ path: 'q/download.md', slug: 'export', title: 'Export results', summary: 'In short', language: 'de' },
        ...{ section: ['Querying'], body: 'Press it.', isDraft: false, audience: null, organisations: [], plans: [], notes: [] },
      },
    })
  })

  it('without front matter is called by its heading or its name, and stands where its folders say', () => {
    expect(movingOf(file('guides/first-steps/install.md', '# Install it\n\nSo.'))).toMatchObject({
      article: { slug: 'install', title: 'Install it', section: ['Guides', 'First steps'] },
    })
    expect(movingOf(file('feature-flags.md', 'So.'))).toMatchObject({ article: { title: 'Feature flags', section: ['General'] } })
    expect(movingOf(file('guides/index.md', '# All guides\n\nSo.'))).toMatchObject({ article: { slug: 'all-guides' } })
  })

  it('tells what stays behind, and why it is left out', () => {
    const body = 'See ![a chart](img/chart.png) and [image: Table](/static/t.png), not ![x](https://a.example/x.png).'
    expect(movingOf(file('a.md', body))).toMatchObject({
      article: { notes: ['2 pictures are not among the files: img/chart.png, Table.'] },
    })
    expect(movingOf(file('a.md', ' \n'))).toEqual({ path: 'a.md', skipped: 'Nothing stands in it.' })
    expect(movingOf(file('a.md', 'So.', { title: 'x'.repeat(161) }))).toMatchObject({ skipped: expect.stringContaining('160') })
    expect(movingOf(file('a.md', 'So.', { draft: true }))).toMatchObject({ article: { isDraft: true } })
  })
})

describe('addresses', () => {
  it('stay what they were, and are each its own', () => {
    const asked = ['a/x.md', 'b/x.md', 'c/x.md'].map((path) => ({ path, slug: 'x' }))
    const addresses = addressesFor(asked, new Map([['b/x.md', 'x']]), new Set(['x-2']))
    expect(Object.fromEntries(addresses)).toEqual({ 'a/x.md': 'x-3', 'b/x.md': 'x', 'c/x.md': 'x-4' })
  })

  it('are what links between files lead to', () => {
    const addresses = new Map([
      ['q/export.md', 'export'],
      ['q/charts/index.md', 'charts'],
    ])
    const body =
      'A [link](../q/export.md#top), [another](/q/charts/), [dead](nothing.md), [far](https://a.example) and ![p](x.md).'
    expect(linkWithin({ path: 'g/a.md', body }, addresses)).toEqual({
      body: 'A [link](/help/export), [another](/help/charts), [dead](nothing.md), [far](https://a.example) and ![p](x.md).',
      dead: 1,
    })
  })
  it('are those around a picture as well, of articles and of files', () => {
    const from = { path: 'a.md', body: '[![one](one.png)](b.md) [![two](two.png)](two.pdf "Two") [![c](c.png)](gone.md)' }
    const places = new Set(['one.png', 'two.png', 'two.pdf', 'c.png'])
    expect(filesBesideIn(from, places)).toEqual([...places])
    const files = new Map([...places].map((place, at) => [place, `/help/files/00000000-0000-7000-8000-00000000000${at}`]))
    const body = withFilesHere(from, files)
    const linked = linkWithin({ ...from, body }, new Map([['b.md', 'b']]))
    expect(linked.body).toBe(body.replace('(b.md)', '(/help/b)'))
    expect(linked.body).toContain('7000-8000-000000000002 "Two")')
    expect(linked.dead).toBe(1)
  })
})
