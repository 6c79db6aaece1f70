// Storages for tests: a folder of its own, and a bucket of a real S3 server behind a door that can misbehave.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import type { FilesEnvironment } from '@/lib/kernel/env'
import { folderStorage } from '../gateway/folder'
import { s3Storage } from '../gateway/s3'

export const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** What the door in front of the object storage does with a request. */
export type S3Mood = 'forward' | 'refuse500' | 'refuse403' | 'silent'

/** A folder, and everything in it goes with `end`. */
export async function testFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'concord-files-'))
  return { folder, storage: folderStorage(folder), end: () => rm(folder, { recursive: true, force: true }) }
}

/** An S3 server with one bucket; `mood` says how the way to it behaves. */
export async function testBucket() {
  const directory = await mkdtemp(join(tmpdir(), 'concord-s3-'))
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'files' }] })
  // S3 keeps an object whole or not at all; this server writes in place, so what was cut off is taken away as S3 would.
  const { store } = server
  const putWhole = store.putObject.bind(store)
  store.putObject = (object) =>
    putWhole(object).catch(async (error: unknown) => {
      await store.deleteObject(object.bucket, object.key)
      throw error
    })
  const { port } = await server.run()
  const door = { mood: 'forward' as S3Mood, requests: 0 }
  const front = createServer((asked, answer) => pass(door, port, asked, answer))
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const settings: Extract<FilesEnvironment, { kind: 's3' }> = {
    kind: 's3',
    endpoint,
    publicUrl: undefined,
    region: 'us-east-1',
    bucket: 'files',
    ...KEYS,
  }
  return {
    door,
    settings,
    storage: s3Storage(settings),
    /** The same, and soon tired of waiting. */
    impatient: s3Storage(settings, { silentMs: 300 }),
    linking: s3Storage({ ...settings, publicUrl: endpoint }),
    end: async () => {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function pass(door: { mood: S3Mood; requests: number }, port: number, asked: IncomingMessage, answer: ServerResponse): void {
  door.requests++
  if (door.mood === 'silent') return
  if (door.mood !== 'forward') {
    const [status, code] = door.mood === 'refuse403' ? [403, 'AccessDenied'] : [500, 'InternalError']
    asked.resume()
    answer.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
    return
  }
  const onward = request(
    { host: '127.0.0.1', port, path: asked.url, method: asked.method, headers: asked.headers },
    (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    },
  )
  onward.on('error', () => answer.destroy())
  asked.on('close', () => asked.complete || onward.destroy())
  asked.pipe(onward)
}

/** Bytes in pieces of 64 kB, and what they add up to. */
export function randomPieces(size: number): { pieces: Buffer[]; sha256: string } {
  const pieces: Buffer[] = []
  const hash = createHash('sha256')
  for (let left = size; left > 0; left -= 65_536) {
    const piece = randomBytes(Math.min(left, 65_536))
    hash.update(piece)
    pieces.push(piece)
  }
  return { pieces, sha256: hash.digest('hex') }
}

/** Pieces as the body of a request. `after` runs where the body would end; it may throw. */
export function bodyOf(
  pieces: readonly Uint8Array[],
  after: () => void | Promise<void> = () => undefined,
): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces[next++]
      if (piece) return controller.enqueue(piece)
      await after()
      controller.close()
    },
  })
}

/** Size and SHA-256 of a stream. */
export async function digestOf(stream: ReadableStream<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    size += chunk.byteLength
  }
  return { size, sha256: hash.digest('hex') }
}
