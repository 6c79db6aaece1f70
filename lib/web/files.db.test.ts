// How files go out where an object storage keeps them: by a signed address of one minute, or through us; and what is said when it fails.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createContext } from '@/db/context'
import { testBucket } from '@/lib/files/testing/storages'
import { renditionKey, storageKey, type FileStorage } from '@/lib/files/storage'
import type { StoredFile } from '@/lib/files/views'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { parseInstant } from '@/lib/kernel/time'
import { acceptUpload, serveFile, servePreview } from './files'

const current = vi.hoisted(() => ({ storage: undefined as FileStorage | undefined }))
// The framework's own module wants React of a browser.
vi.mock('next/navigation', () => ({ unstable_rethrow: () => undefined }))
vi.mock('@/lib/files/gateway/current', () => ({ fileStorage: () => current.storage! }))

const NOW = parseInstant('2026-11-24T10:00:00Z')
const ctx = createContext(ANONYMOUS, NOW)
let bucket: Awaited<ReturnType<typeof testBucket>>

beforeAll(async () => {
  bucket = await testBucket()
})
afterAll(() => bucket.end())

async function stored(text: string, of: Partial<StoredFile> = {}): Promise<StoredFile> {
  const key = storageKey(NOW, newId(NOW))
  const put = (to: string, words: string) =>
    bucket.storage.put(to, new Response(words).body as unknown as AsyncIterable<Uint8Array>, words.length)
  await put(key, text)
  await put(renditionKey(key, 'thumb'), 'thumb')
  const file = {
    mediaType: 'application/octet-stream',
    size: text.length,
    sha256: 'f00',
    preview: 'none',
    isMissing: false,
  } as const
  return { id: newId(NOW), name: 'Übersicht.txt', storageKey: key, ...file, ...of }
}
const asked = (headers: Record<string, string> = {}) => new Request('http://127.0.0.1/api/files/x', { headers })

describe('files in an object storage', () => {
  test('AB-003: a download goes to an address that is signed for a minute, and is saved under our name', async () => {
    current.storage = bucket.linking
    const answer = await serveFile(ctx, await stored('hello'), asked(), { play: false })
    expect(answer.status).toBe(303)
    const link = new URL(answer.headers.get('location')!)
    expect(link.searchParams.get('X-Amz-Expires')).toBe('60')
    // That such an address serves the file, and no other, stands in lib/files/storage.db.test.ts: this server of tests does not
    // encode the signs of a long name as S3 does, so it takes short ones only.
    expect(link.searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="Ubersicht.txt"; filename*=UTF-8''%C3%9Cbersicht.txt`,
    )
    expect(link.searchParams.get('response-content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test('without an address for browsers it goes through us', async () => {
    current.storage = bucket.storage
    const answer = await serveFile(ctx, await stored('hello'), asked(), { play: false })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('hello')
  })

  test('a video is played through us in parts, whatever the storage could sign', async () => {
    current.storage = bucket.linking
    const video = await stored('0123456789', { mediaType: 'video/mp4' })
    const answer = await serveFile(ctx, video, asked({ range: 'bytes=2-4' }), { play: true })
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  })

  test('a preview is asked for again each time, and sent only when it changed', async () => {
    current.storage = bucket.storage
    const picture = await stored('x', { preview: 'made' })
    const first = await servePreview(ctx, picture, 'thumb', asked())
    expect([first.status, first.headers.get('cache-control'), await first.text()]).toEqual([200, 'private, no-cache', 'thumb'])
    const again = await servePreview(ctx, picture, 'thumb', asked({ 'if-none-match': first.headers.get('etag')! }))
    expect(again.status).toBe(304)
    await expect(servePreview(ctx, { ...picture, preview: 'refused' }, 'thumb', asked())).rejects.toBeInstanceOf(NotFound)
  })

  test.each(['refuse500', 'refuse403', 'silent'] as const)(
    'FT-17: a storage that answers %s is said to be away',
    async (mood) => {
      current.storage = bucket.impatient
      const file = await stored('hello')
      bucket.door.mood = mood
      try {
        const answer = await serveFile(ctx, file, asked(), { play: false })
        expect(answer.status).toBe(503)
        expect(await answer.json()).toMatchObject({ title: 'We cannot reach our files at the moment. Try again in a minute.' })
      } finally {
        bucket.door.mood = 'forward'
      }
    },
  )
})

test.each([
  ['packed', { 'content-encoding': 'gzip', 'content-length': '1' }, 415],
  ['multipart', { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '1' }, 415],
  ['of no length', {}, 411],
  ['of a strange length', { 'content-length': '1e3' }, 411],
])('AB-043, AB-054: a body that is %s is refused before anybody reads it', async (_, headers, status) => {
  const answer = await acceptUpload(ctx, { id: newId(NOW), name: 'x' }, { headers: new Headers(headers), body: null } as Request)
  expect((answer as Response).status).toBe(status)
})
