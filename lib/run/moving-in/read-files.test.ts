import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Unable } from '../console.mjs'
import { fileOf, readFiles } from './read-files'

const FILES: Record<string, string> = {
  'guides/install.md': '---\ntitle: "Install: it"\ntags: [a, b]\n---\n\nWords [here](a%20b.pdf).',
  'guides/chart.png': 'a picture',
  'guides/a b.pdf': 'a file',
  'broken.md': '---\ntitle: [\n---\nWords.',
  '.hidden/secret.md': 'Nobody reads this.',
}
let place: string
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'concord-moving-in-'))
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(place, 'kb', path, '..'), { recursive: true })
    writeFileSync(join(place, 'kb', path), text)
  }
  writeFileSync(
    join(place, 'kb.zip'),
    zipSync(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, strToU8(text)]))),
  )
  writeFileSync(join(place, 'else.txt'), 'no zip')
})
afterAll(() => rmSync(place, { recursive: true }))

describe('what is moved in', () => {
  it.each(['kb', 'kb.zip'])('is read from %s', (name) => {
    expect(readFiles(join(place, name))).toEqual({
      name,
      files: [
        { path: 'guides/install.md', matter: { title: 'Install: it', tags: ['a', 'b'] }, body: '\nWords [here](a%20b.pdf).' },
      ],
      beside: expect.any(Map) as unknown,
      left: [
        { path: 'broken.md', reason: 'Its front matter cannot be read as YAML.' },
        { path: 'guides/chart.png', reason: 'It is no Markdown, and no article names it.' },
      ],
    })
  })

  it('may be a Zendesk Guide export, with the pictures that its articles name', () => {
    const guide = join(place, 'guide')
    const article = { id: 360001, title: 'Charts', body: '<p><img src="/hc/article_attachments/360011/shot.png"></p>' }
    mkdirSync(join(guide, '360011'), { recursive: true })
    writeFileSync(join(guide, 'articles.json'), JSON.stringify({ articles: [article] }))
    writeFileSync(join(guide, '360011', 'shot.png'), 'a picture')
    writeFileSync(join(guide, 'unused.png'), 'a picture')
    expect(readFiles(guide)).toMatchObject({
      files: [{ path: '360001.md', body: '![](/360011/shot.png)' }],
      left: [{ path: 'unused.png', reason: 'No article of the export names it.' }],
    })
  })

  it('has attachments that are Markdown or JSON come with their article, and never as articles', () => {
    const guide = join(place, 'guide-with-files')
    const body = '<p><a href="/hc/article_attachments/360011/secret.md">How</a></p>'
    const files = { '360011/secret.md': '# Secret', '360012/a.json': '{}', 'README.md': '# Ours', '360001.md': 'A copy' }
    const articles = [{ id: 360001, title: 'For staff', user_segment_id: 9, body }]
    const article_attachments = [{ id: 360012, file_name: 'a.json', article_id: 360001 }]
    for (const [path, text] of Object.entries({ 'p.json': JSON.stringify({ articles, article_attachments }), ...files })) {
      mkdirSync(join(guide, path, '..'), { recursive: true })
      writeFileSync(join(guide, path), text)
    }
    const read = readFiles(guide)
    expect(read.files.map(({ path, body }) => [path, body])).toEqual([
      ['360001.md', '[How](/360011/secret.md)\n\n- [a.json](/360012/a.json)'],
    ])
    expect([...read.beside.keys()]).toEqual(['360011/secret.md', '360012/a.json', 'README.md'])
    expect(read.left).toEqual([{ path: 'README.md', reason: 'No article of the export names it.' }])
  })

  it.each(['nothing', 'else.txt'])('is a folder or a zip, and not %s', (name) =>
    expect(() => readFiles(join(place, name))).toThrow(Unable),
  )

  it('has front matter or none', () => {
    expect(fileOf('a.md', '\ufeffWords.\n---\nMore.')).toEqual({ path: 'a.md', matter: {}, body: 'Words.\n---\nMore.' })
    expect(fileOf('a.md', '---\n\n---\nWords.')).toEqual({ path: 'a.md', matter: {}, body: 'Words.' })
    expect(fileOf('a.md', '---\n- a\n---\nWords.')).toBe('Its front matter is no list of names and values.')
  })
})
