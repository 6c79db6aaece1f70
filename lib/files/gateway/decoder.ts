import 'server-only'
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'

/** The two pictures of a preview, re-encoded, and the size of the larger. */
export type Previews = { width: number; height: number; thumb: Uint8Array; large: Uint8Array }

const LIMITS = { ms: 5_000, bytes: 512 * 1024 * 1024 }
const LOOK_MS = 25
/** More than two WebP pictures of our sizes can have. */
const MAX_ANSWER = 40_000_000
const DECODER = join(process.cwd(), 'lib', 'files', 'decoder.mjs')
const Answer = z.union([
  z.object({ width: z.int().positive(), height: z.int().positive(), sizes: z.tuple([z.int(), z.int()]) }),
  z.object({ refused: z.string(), ms: z.number() }),
])

/** Why there are none; `ms` is how long the decoder read, where it said so itself. */
export type PreviewRefusal = { refused: string; ms?: number }

/**
 * Decodes a picture in a process of its own, which is ended after 5 seconds or above 512 MB (AB-044). Answers why where it
 * makes none; the caller's process never touches the picture. Throws when there is no process to be had, or the picture cannot
 * be read to its end.
 */
export async function makePreviews(
  picture: ReadableStream<Uint8Array>,
  { limits = LIMITS, decoder = DECODER, node = process.execPath } = {},
): Promise<Previews | PreviewRefusal> {
  const child = spawn(node, ['--max-old-space-size=128', decoder], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let ended: string | undefined
  const end = (why: string) => {
    ended ??= why
    child.kill('SIGKILL')
  }
  let unstarted: Error | undefined
  child.on('error', (error) => (unstarted = error))
  const timer = setTimeout(end, limits.ms, 'too slow')
  const watch = setInterval(
    () => void residentBytes(child.pid).then((bytes) => bytes > limits.bytes && end('too large')),
    LOOK_MS,
  )
  let unread: unknown
  try {
    const fed = pipeline(Readable.from(chunksOf(picture, (error) => (unread = error))), child.stdin).catch(() => undefined)
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_ANSWER) end('too large')
      else chunks.push(chunk)
    }
    await fed
    if (unstarted) throw unstarted
    if (unread) throw unread
    return ended === undefined ? previewsOf(Buffer.concat(chunks)) : { refused: ended }
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    child.kill('SIGKILL')
  }
}

/** The picture as it is read; a decoder that has seen enough and hangs up is no failure of reading. */
async function* chunksOf(picture: ReadableStream<Uint8Array>, onFailure: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  const reader = picture.getReader()
  const failed = (error: unknown) => {
    onFailure(error)
    throw error
  }
  try {
    for (let next; !(next = await reader.read().catch(failed)).done;) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** What the decoder answered; it is not trusted either. */
function previewsOf(answer: Buffer): Previews | PreviewRefusal {
  const end = answer.indexOf('\n')
  const parsed = Answer.safeParse(parseJson(answer.subarray(0, Math.max(0, end)).toString()))
  if (!parsed.success) return { refused: 'no answer' }
  if ('refused' in parsed.data) return parsed.data
  const { width, height, sizes } = parsed.data
  const pictures = answer.subarray(end + 1)
  const [thumb, large] = [pictures.subarray(0, sizes[0]), pictures.subarray(sizes[0])]
  if (large.length !== sizes[1] || ![thumb, large].every(isWebp)) return { refused: 'no answer' }
  return { width, height, thumb, large }
}

function isWebp(picture: Buffer): boolean {
  return picture.toString('latin1', 0, 4) === 'RIFF' && picture.toString('latin1', 8, 12) === 'WEBP'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the process holds in memory; 0 where the system does not say (other than Linux), and there the time limit stands alone. */
async function residentBytes(pid: number | undefined): Promise<number> {
  try {
    const resident = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1])
    return resident * 4_096
  } catch {
    return 0
  }
}
