// What the web process holds while ten people send files of 200 MB at once: they are streams, so it should hardly notice.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { read } from '@/db/context'
import { toIso } from '@/lib/kernel/time'
import type { DatabaseUrls } from '@/lib/run/fresh-database'
import type { Figure } from './figures'
import type { Asked } from './people'
import { ask, serveProduct } from './server'
import { cookieOf } from './web'

const AT_ONCE = 10
const PIECE = randomBytes(1_000_000)
const SIZE = 200 * PIECE.length
const GROWTH_MB = 200

/** Ten uploads of 200 MB at once: growth of the web process, and whether all bytes arrived. Reads /proc, so on Linux only. */
export async function uploadFigures(asked: Asked, urls: DatabaseUrls): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-'))
  const cookie = await cookieOf(asked, asked.administrator)
  const server = await serveProduct({
    ...process.env,
    CONCORD_INSTALLATION: 'test',
    CONCORD_CLOCK: toIso(asked.now),
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_WORKER_URL: urls.worker,
    FILES_FOLDER: folder,
    UPLOAD_MB_PER_DAY: '100000',
    // Two runs within a minute send more than one person may.
    UPLOADS_PER_MINUTE: '10000',
  })
  try {
    // Warm: the route is loaded and the heap has its size of a working day.
    await send(server.origin, cookie, randomUUID(), PIECE.length)
    for (let i = 0; i < 50; i++) await ask(server.origin, '/', { cookie })
    const before = await residentMb(server.pid)
    const ids = Array.from({ length: AT_ONCE }, () => randomUUID())
    let [peak, sending] = [before, true]
    const watching = (async () => {
      for (; sending; await delay(20)) peak = Math.max(peak, await residentMb(server.pid))
    })()
    const began = performance.now()
    const statuses = await Promise.all(ids.map((id) => send(server.origin, cookie, id, SIZE)))
    const seconds = (performance.now() - began) / 1_000
    sending = false
    await watching
    const hash = createHash('sha256')
    for (let left = SIZE; left > 0; left -= PIECE.length) hash.update(PIECE)
    const sha256 = hash.digest('hex')
    const rows = await read(
      asked.as(asked.administrator),
      (ctx) => ctx.sql`select id from uploads where id = any(${ids}::uuid[]) and size = ${SIZE} and sha256 = ${sha256}`,
    )
    const group = `${AT_ONCE} uploads of ${SIZE / 1_000_000} MB at once, one web process`
    return [
      {
        group,
        name: 'growth of the web process at its peak',
        value: `${Math.round(peak - before)} MB`,
        ratio: `from ${Math.round(before)} MB`,
        gate: `≤ ${GROWTH_MB} MB`,
        holds: peak - before <= GROWTH_MB,
      },
      {
        group,
        name: 'arrived with their size and SHA-256',
        value: `${rows.length} of ${AT_ONCE}`,
        ratio:
          statuses
            .filter((status) => status !== 200)
            .map((status) => `answered ${status}`)
            .join(', ') || undefined,
        gate: `all, ${((SIZE * AT_ONCE) / 1_000_000 / seconds).toFixed(0)} MB/s`,
        holds: rows.length === AT_ONCE && statuses.every((status) => status === 200),
      },
    ]
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function send(origin: string, cookie: string, id: string, size: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, origin, 'content-length': size, 'content-type': 'application/octet-stream' }
    const sent = request(`${origin}/api/uploads/${id}?name=film.mp4`, { method: 'PUT', headers, agent: false }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject)
    Readable.from(pieces(size)).pipe(sent)
  })
}

function* pieces(size: number) {
  for (let left = size; left > 0; left -= PIECE.length) yield PIECE
}

async function residentMb(pid: number): Promise<number> {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1_024
}
