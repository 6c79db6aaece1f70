// Both back ends of the storage keep the same promises; what only one of them can do stands below. The S3 server is a real one.
import { open, mkdir, readdir, rm, writeFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, instant, parseInstant } from '@/lib/kernel/time'
import { folderStorage } from './gateway/folder'
import { s3Storage } from './gateway/s3'
import { FileMissing, keysOfFile, StorageFailure, storageKey, type FileStorage } from './storage'
import { bodyOf, digestOf, randomPieces, testBucket, testFolder } from './testing/storages'
import { REFUSALS } from './upload'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const fresh = () => storageKey(NOW, newId(NOW))
const iterable = (stream: ReadableStream<Uint8Array>) => stream as unknown as AsyncIterable<Uint8Array>
const put = (storage: FileStorage, key: string, pieces: Buffer[], size = Buffer.concat(pieces).length) =>
  storage.put(key, iterable(bodyOf(pieces)), size)
async function keysOn(storage: FileStorage, day = '2026-11-24'): Promise<string[]> {
  const keys: string[] = []
  for await (const key of storage.keysOf(day)) keys.push(key)
  return keys
}

let folder: Awaited<ReturnType<typeof testFolder>>
let bucket: Awaited<ReturnType<typeof testBucket>>

beforeAll(async () => {
  folder = await testFolder()
  bucket = await testBucket()
})
afterAll(async () => {
  await folder.end()
  await bucket.end()
})

describe.each(['folder', 's3'] as const)('a storage: %s', (kind) => {
  const storage = () => (kind === 'folder' ? folder.storage : bucket.storage)

  test.each([0, 1, 65_536, 10_485_760, 10_485_761, 12_000_000, 25_000_000])(
    'AB-054: keeps %d bytes as they were sent',
    async (size) => {
      const { pieces, sha256 } = randomPieces(size)
      const key = fresh()
      await put(storage(), key, pieces)
      expect(await digestOf(await storage().get(key))).toEqual({ size, sha256 })
    },
  )

  test('gives a part of a file', async () => {
    const key = fresh()
    await put(storage(), key, [Buffer.from('0123456789')])
    expect(await new Response(await storage().get(key, { first: 2, last: 5 })).text()).toBe('2345')
    expect(await new Response(await storage().get(key, { first: 9, last: 9 })).text()).toBe('9')
  })

  test('AB-045: a body that refuses itself leaves nothing, and its reason passes through', async () => {
    const before = await keysOn(storage())
    const { pieces } = randomPieces(1_000_000)
    const refusal = REFUSALS.cutOff(900_000)
    const body = bodyOf(pieces.slice(0, -1), () => {
      throw refusal
    })
    await expect(storage().put(fresh(), iterable(body), 1_000_000)).rejects.toBe(refusal)
    // The far end of a cut connection lets go when it hears of it.
    await expect.poll(() => keysOn(storage())).toEqual(before)
  })

  test('says of a file that is not there that it is missing (FT-18)', async () => {
    await expect(storage().get(fresh())).rejects.toBeInstanceOf(FileMissing)
  })

  test('forgets what it is told to, and does not mind what is gone already', async () => {
    const key = fresh()
    await put(storage(), key, [Buffer.from('x')])
    await storage().remove(keysOfFile(key))
    await storage().remove(keysOfFile(key))
    expect(await keysOn(storage())).not.toContain(key)
  })

  test('takes no key but its own', async () => {
    for (const key of ['../../etc/passwd', '2026-11-24/../x', '/abs', `${fresh()}.exe`, ''])
      await expect(put(storage(), key, [Buffer.from('x')])).rejects.toThrow('no key')
  })
})

describe('a folder', () => {
  test.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EDQUOT'])(
    'FT-17: %s in the middle of a file leaves nothing of it',
    async (code) => {
      const broken = folderStorage(folder.folder, async (path, flags, mode) => {
        const file = await open(path, flags, mode)
        let written = 0
        file.write = (async (chunk: Uint8Array) => {
          if ((written += chunk.length) > 200_000) throw Object.assign(new Error(code), { code })
          return { bytesWritten: chunk.length, buffer: chunk }
        }) as unknown as typeof file.write
        return file
      })
      const key = fresh()
      const failure = put(broken, key, randomPieces(500_000).pieces)
      await expect(failure).rejects.toBeInstanceOf(StorageFailure)
      await expect(failure).rejects.toThrow(code)
      expect(await readdir(join(folder.folder, 'incoming'))).toEqual([])
      await expect(folder.storage.get(key)).rejects.toBeInstanceOf(FileMissing)
    },
  )

  test('FT-17: a folder that cannot be made is a failure of the storage', async () => {
    const path = join(folder.folder, 'a-file')
    await writeFile(path, '')
    await expect(put(folderStorage(path), fresh(), [Buffer.from('x')])).rejects.toBeInstanceOf(StorageFailure)
  })

  test('AB-041: what lies there is readable by its user alone and can never be run', async () => {
    const key = fresh()
    await put(folder.storage, key, [Buffer.from('#!/bin/sh')])
    const file = await open(join(folder.folder, 'stored', key), 'r')
    expect((await file.stat()).mode & 0o777).toBe(0o600)
    await file.close()
  })

  test('INV-9: what was begun a day ago and never finished is forgotten', async () => {
    const incoming = join(folder.folder, 'incoming')
    await mkdir(incoming, { recursive: true })
    for (const name of ['old', 'young']) await writeFile(join(incoming, name), 'half')
    const old = (Date.now() - 2 * DAY_MS) / 1_000
    await utimes(join(incoming, 'old'), old, old)
    await folder.storage.forgetUnfinished(addMs(instant(Date.now()), -DAY_MS))
    expect(await readdir(incoming)).toEqual(['young'])
    await rm(join(incoming, 'young'))
  })
})

describe('an object storage', () => {
  test.each([
    ['refuse500', /InternalError/],
    ['refuse403', /AccessDenied/],
    ['silent', /Timeout|ECONNRESET|Error/],
  ] as const)('FT-17: one that answers %s keeps nothing and says so', async (mood, reason) => {
    const before = await keysOn(bucket.storage)
    bucket.door.mood = mood
    try {
      const failure = put(bucket.impatient, fresh(), randomPieces(200_000).pieces)
      await expect(failure).rejects.toBeInstanceOf(StorageFailure)
      await expect(failure).rejects.toThrow(reason)
      await expect(bucket.impatient.get(fresh())).rejects.toBeInstanceOf(StorageFailure)
    } finally {
      bucket.door.mood = 'forward'
    }
    expect(await keysOn(bucket.storage)).toEqual(before)
  })

  test('AB-003: a signed address serves one file, as we said, for at most 60 seconds, and nothing of it can be changed', async () => {
    const [key, other] = [fresh(), fresh()]
    for (const each of [key, other]) await put(bucket.storage, each, [Buffer.from(each)])
    const as = { disposition: 'attachment; filename="a.png"', mediaType: 'image/png' }
    const link = (await bucket.linking.link(key, 60, as))!
    const query = new URL(link).searchParams
    expect(Number(query.get('X-Amz-Expires'))).toBeLessThanOrEqual(60)
    const answer = await fetch(link)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toBe(as.disposition)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(await answer.text()).toBe(key)
    const changed = (change: (url: URL) => void) => {
      const url = new URL(link)
      change(url)
      return fetch(url).then(async (tried) => [tried.status, (await tried.text()).includes(key.slice(11)) && tried.ok] as const)
    }
    const signature = query.get('X-Amz-Signature')!
    for (const change of [
      (url: URL) => (url.pathname = url.pathname.replace(key, other)),
      (url: URL) => url.searchParams.set('X-Amz-Signature', signature.slice(0, -1)),
      (url: URL) => url.searchParams.set('X-Amz-Expires', '86400'),
      (url: URL) => url.searchParams.set('response-content-disposition', 'inline'),
      (url: URL) => url.searchParams.set('X-Amz-Date', '20200101T000000Z'),
    ]) {
      const [status, served] = await changed(change)
      expect(status).toBe(403)
      expect(served).toBe(false)
    }
  })

  test('without an address for browsers there are no signed ones', async () => {
    expect(await bucket.storage.link(fresh(), 60, { disposition: 'attachment', mediaType: 'image/png' })).toBeUndefined()
    expect(s3Storage(bucket.settings).link).toBeTypeOf('function')
  })
})
