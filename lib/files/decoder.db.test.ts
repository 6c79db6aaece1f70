// The decoder is a process of its own: what it refuses, how fast, and how it ends when a picture is too much for it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePreviews, type Previews } from './gateway/decoder'
import { bodyOf } from './testing/storages'

const pictureOf = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: '#0e6655' }, limitInputPixels: false })
/** As much time as a machine that has other work needs; what a decoder may take is tested by itself. */
const UNHURRIED = { limits: { ms: 60_000, bytes: 512e6 } }
const preview = (picture: Uint8Array, options: object = UNHURRIED) => makePreviews(bodyOf([picture]), options)

/** A black picture of one bit for each point, which packs to almost nothing. */
function blackPng(width: number, height: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), content])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const points = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', points),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Frames of one point each, on a canvas of 100 × 100. */
function gifOf(frames: number): Buffer {
  const head = Buffer.from('474946383961640064008000000000000e6655', 'hex')
  const frame = Buffer.from('21f904000a0000002c000000000100010000020244010000'.slice(0, 46), 'hex')
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from('3b', 'hex')])
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-decoder-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('previews of pictures', () => {
  test.each(['png', 'jpeg', 'gif', 'webp'] as const)('a %s becomes two WebP pictures within their boxes', async (format) => {
    const made = (await preview(await pictureOf(3_000, 1_500).toFormat(format).toBuffer())) as Previews
    expect([made.width, made.height]).toEqual([2_400, 1_200])
    const [thumb, large] = [await sharp(made.thumb).metadata(), await sharp(made.large).metadata()]
    expect([thumb.format, thumb.width, thumb.height]).toEqual(['webp', 480, 240])
    expect([large.format, large.width, large.height]).toEqual(['webp', 2_400, 1_200])
  })

  test('a storage that breaks in the middle of a picture is no picture that cannot be shown', async () => {
    const start = (await pictureOf(3_000, 1_500).png().toBuffer()).subarray(0, 50)
    const breaking = new ReadableStream<Uint8Array>({
      start: (to) => to.enqueue(start),
      pull: (to) => to.error(new Error('the storage went away')),
    })
    await expect(makePreviews(breaking)).rejects.toThrow('the storage went away')
  })

  test('a small picture is not blown up, and stands as its camera held it', async () => {
    const made = (await preview(await pictureOf(20, 10).jpeg().withMetadata({ orientation: 6 }).toBuffer())) as Previews
    expect([made.width, made.height]).toEqual([10, 20])
  })

  test('what a picture says about place and camera does not travel on', async () => {
    const picture = await pictureOf(40, 40)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'kanarie-exif' } })
      .toBuffer()
    expect(picture.includes('kanarie-exif')).toBe(true)
    const made = (await preview(picture)) as Previews
    expect([made.thumb, made.large].some((each) => Buffer.from(each).includes('kanarie-exif'))).toBe(false)
  })

  test.each<[what: string, make: () => Promise<Buffer>]>([
    ['16,000 × 16,000', async () => blackPng(16_000, 16_000)],
    ['1 × 60,000', () => pictureOf(1, 60_000).png().toBuffer()],
    ['a TIFF', () => pictureOf(10, 10).tiff().toBuffer()],
    ['an AVIF', () => pictureOf(16, 16).avif().toBuffer()],
    ['an SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['text', async () => Buffer.from('no picture at all')],
    ['nothing', async () => Buffer.alloc(0)],
    ['a GIF of 10,000 frames', async () => gifOf(10_000)],
  ])('AB-044: %s is refused by its header, not by decoding it', async (_, make) => {
    // Decoding any of them whole takes seconds; how long a busy machine reads a header is not what is tested.
    const refusal = await preview(await make())
    expect(refusal).toMatchObject({ refused: expect.any(String) })
    if ('ms' in refusal) expect(refusal.ms).toBeLessThan(1_000)
  })

  test('AB-044: a JPEG that was cut is refused', async () => {
    const whole = await pictureOf(800, 800).jpeg().toBuffer()
    expect(await preview(whole.subarray(0, whole.length >> 1))).toEqual({ refused: 'not decodable', ms: expect.any(Number) })
  })

  test('AB-044: a decoder that takes too long or too much is ended, and this process does not grow', async () => {
    const slow = join(folder, 'slow.mjs')
    await writeFile(slow, 'process.stdin.resume(); setInterval(() => {}, 1000)')
    const began = performance.now()
    expect(await preview(Buffer.from('x'), { decoder: slow, limits: { ms: 300, bytes: 512e6 } })).toEqual({ refused: 'too slow' })
    expect(performance.now() - began).toBeLessThan(10_000)
    const hungry = join(folder, 'hungry.mjs')
    await writeFile(hungry, 'process.stdin.resume(); const held = []; setInterval(() => held.push(Buffer.alloc(20e6, 1)), 5)')
    const before = process.memoryUsage().rss
    expect(await preview(Buffer.from('x'), { decoder: hungry, limits: { ms: 20_000, bytes: 200e6 } })).toEqual({
      refused: 'too large',
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6)
  })

  test('where no process can be had it throws, and this one goes on', async () => {
    await expect(preview(blackPng(10, 10), { node: join(folder, 'no-node') })).rejects.toThrow('ENOENT')
  })

  test('AB-044: what a taken-over decoder answers is looked at', async () => {
    const liar = join(folder, 'liar.mjs')
    await writeFile(liar, `process.stdout.write(JSON.stringify({ width: 1, height: 1, sizes: [4, 4] }) + '\\n<svg><sv')`)
    expect(await preview(Buffer.from('x'), { decoder: liar })).toEqual({ refused: 'no answer' })
  })
})
