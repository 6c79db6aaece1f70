// From the first byte to the message: receiving, binding, forgetting, previews, and what the database keeps of each.
import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { inTransaction, read, type Ctx } from '@/db/context'
import { createCaseWorld, hours, NOW, type CaseWorld } from '@/lib/cases/testing/world'
import { getCaseFile } from '@/lib/cases/queries/files'
import { Forbidden, NotFound, TooMany } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, MINUTE_MS, type Instant } from '@/lib/kernel/time'
import { noteMissing, sweepFiles } from './commands/keeping'
import { receiveUpload, type SentFile } from './commands/receive'
import { attachmentWrites, discardUpload, takeUploads } from './commands/uploads'
import { fileStorage } from './gateway/current'
import { previewJob } from './jobs'
import { listCaseFiles, listOwnUploads } from './queries'
import { FileMissing, renditionKey, storageKey, StorageFailure, type FileStorage } from './storage'
import { bodyOf, digestOf, randomPieces, testBucket, testFolder } from './testing/storages'
import { UploadRefused } from './upload'

let world: CaseWorld
let place: Awaited<ReturnType<typeof testFolder>>
let now: Instant = NOW
const tick = () => (now = addMs(now, MINUTE_MS + 1))

beforeAll(async () => {
  place = await testFolder()
  vi.stubEnv('UPLOAD_MAX_MB', '25')
  vi.stubEnv('FILES_FOLDER', place.folder)
  world = await createCaseWorld()
})
afterAll(async () => {
  await world.end()
  await place.end()
})
beforeEach(tick)

type Name = Parameters<CaseWorld['as']>[0]
const sent = (pieces: readonly Uint8Array[], of: Partial<SentFile> = {}): SentFile => ({
  id: newId(now),
  name: 'shot.png',
  size: pieces.reduce((size, piece) => size + piece.length, 0),
  body: bodyOf(pieces),
  ...of,
})
const upload = (name: Name, text = 'hello', of: Partial<SentFile> = {}) =>
  receiveUpload(world.as(name, now), sent([Buffer.from(text)], of))
const uploadsOf = (id: string) =>
  world.look((sql) => sql<{ sha256: string; size: number }[]>`select sha256, size from uploads where id = ${id}`)
const storedNames = async () => {
  const names: string[] = []
  for await (const key of fileStorage().keysOf('2026-11-24')) names.push(key)
  return names
}
const incoming = () => readdir(join(place.folder, 'incoming')).catch(() => [])

/** Hangs uploads on the first message of a case, or on a note of it, as a command does. */
async function bind(name: Name, ids: string[], reference: string, on: 'message' | 'note' = 'message'): Promise<void> {
  const [row] = await world.look(
    (sql) => sql<{ organisation_id: string; case_id: string; message_id: string }[]>`
      select c.organisation_id, c.id as case_id, m.id as message_id from cases c join case_messages m on m.case_id = c.id
      where c.number = ${Number(reference.slice(3))} order by m.created_at limit 1`,
  )
  const { organisation_id: organisationId, case_id: caseId, message_id: messageId } = row!
  await inTransaction(world.as(name, now), async (ctx) => {
    const noteId = newId(now)
    if (on === 'note')
      await ctx.sql`insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
        values (${organisationId}, ${noteId}, ${caseId}, ${world.actors[name].userId}, 'n', ${now})`
    const taken = await takeUploads(ctx, ids)
    await Promise.all(attachmentWrites(ctx, taken, { organisationId, caseId, ...(on === 'note' ? { noteId } : { messageId }) }))
  })
}
const filesOf = (ctx: Ctx, reference: string) =>
  read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ id: string }[]>`select id from cases where number = ${Number(reference.slice(3))}`
    const messages = await ctx.sql<{ id: string }[]>`select id from case_messages where case_id = ${row!.id}`
    const of = await listCaseFiles(ctx, row!.id)
    return messages.flatMap(({ id }) => of(id))
  })

describe('receiving a file', () => {
  test.each([0, 10_485_760, 10_485_761, 12_000_000, 25_000_000])('AB-054, INV-9: %d bytes are kept exactly', async (size) => {
    const { pieces, sha256 } = randomPieces(size)
    const { id } = await receiveUpload(world.as('ann', now), sent(pieces, { sha256 }))
    const [row] = await world.look(
      (sql) =>
        sql<
          { key: string; sha256: string; size: number }[]
        >`select storage_key as key, sha256, size from uploads where id = ${id}`,
    )
    expect(row).toMatchObject({ sha256, size })
    expect(await digestOf(await fileStorage().get(row!.key))).toEqual({ size, sha256 })
  })

  test.each<[what: string, status: number, of: () => Partial<SentFile>]>([
    ['one byte too large', 413, () => ({ size: 25_000_001 })],
    ['1 GB by its own word', 413, () => ({ size: 1_000_000_000 })],
    ['more bytes than were told', 413, () => ({ size: 3 })],
    ['fewer bytes than were told: cut at 90 %', 400, () => ({ size: 7 })],
    ['damaged on its way', 422, () => ({ sha256: createHash('sha256').update('other').digest('hex') })],
    [
      'a connection that breaks',
      400,
      () => ({ size: 1_000, body: bodyOf([Buffer.from('hello')], () => Promise.reject(new Error('aborted'))) }),
    ],
  ])('AB-045: %s is refused with %i, and neither row nor bytes remain', async (_, status, of) => {
    const [before, id] = [await storedNames(), newId(now)]
    const refused = await upload('ann', 'hello!', { id, ...of() }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UploadRefused)
    expect((refused as UploadRefused).status).toBe(status)
    expect(await uploadsOf(id)).toEqual([])
    expect(await storedNames()).toEqual(before)
    expect(await incoming()).toEqual([])
  })

  test('AB-045: a sender of 10 bytes a second, and one that falls silent, are told 408; a slow storage is not theirs', async () => {
    const pace = { windowMs: 150, leastBytesPerSecond: 4_000 }
    let left = 1_000
    const drip = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await delay(20)
        if (left-- > 0) controller.enqueue(new Uint8Array(1))
      },
    })
    const silent = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) })
    for (const body of [drip, silent]) {
      const refused = receiveUpload(world.as('ann', now), sent([], { size: 1_000_000, body }), undefined, pace)
      await expect(refused).rejects.toMatchObject({ status: 408 })
    }
    expect(await incoming()).toEqual([])
    const lazy: FileStorage = {
      ...fileStorage(),
      put: async (_key, body) => {
        for await (const chunk of body) await delay(chunk.length > 0 ? 100 : 0)
      },
    }
    await receiveUpload(world.as('ann', now), sent([1, 2, 3, 4].map(() => Buffer.from('x'))), lazy, pace)
  })

  test('the same id again is the same upload, and its body is not read', async () => {
    const id = newId(now)
    const first = await upload('ann', 'once', { id })
    let asked = false
    const body = new ReadableStream<Uint8Array>({ pull: () => void (asked = true) }, { highWaterMark: 0 })
    expect(await receiveUpload(world.as('ann', now), sent([], { id, size: 4, body }))).toEqual(first)
    expect(asked).toBe(false)
  })

  test('two sendings of one id at once make one upload, and no bytes without a row', async () => {
    const id = newId(now)
    const both = await Promise.allSettled([upload('ann', 'one', { id }), upload('ann', 'one', { id })])
    expect(both.some((each) => each.status === 'fulfilled')).toBe(true)
    const names = await storedNames()
    const named = await world.look(
      (sql) => sql<{ key: string }[]>`select storage_key as key from uploads union select storage_key from attachments`,
    )
    expect(names.filter((name) => !named.some(({ key }) => key === name) && !name.endsWith('.webp'))).toEqual([])
  })

  test('AB-004: an id that somebody else has used is not found', async () => {
    const { id } = await upload('ann')
    await expect(upload('gil', 'mine', { id })).rejects.toBeInstanceOf(NotFound)
    expect(await uploadsOf(id)).toHaveLength(1)
  })

  test('an id that names a file of a case by now is not used again', async () => {
    const { id } = await upload('ann')
    await bind('ann', [id], await world.open('ann'))
    await expect(upload('ann', 'again', { id })).rejects.toBeInstanceOf(NotFound)
    expect(await uploadsOf(id)).toHaveLength(0)
  })

  test('AB-099: twenty in a minute and 500 MB in a day, for each person; what failed does not count against the day', async () => {
    const at = addMs(now, 2 * DAY_MS)
    const tries = await Promise.allSettled(
      Array.from({ length: 21 }, () => receiveUpload(world.as('cleo', at), sent([Buffer.from('x')]))),
    )
    expect(tries.filter((each) => each.status === 'rejected' && each.reason instanceof TooMany)).toHaveLength(1)
    await receiveUpload(world.as('boss', at), sent([Buffer.from('x')]))
    let later = at
    const big = () => {
      later = addMs(later, MINUTE_MS + 1)
      return receiveUpload(world.as('gil', later), sent([Buffer.alloc(10)], { size: 25_000_000 }))
    }
    for (let turn = 0; turn < 25; turn++) await expect(big()).rejects.toBeInstanceOf(UploadRefused)
  })

  test.each(['refuse500', 'refuse403', 'silent'] as const)(
    'FT-17: an object storage that answers %s leaves no row',
    async (mood) => {
      const bucket = await testBucket()
      try {
        bucket.door.mood = mood
        const id = newId(now)
        await expect(
          receiveUpload(world.as('ann', now), sent([Buffer.from('x')], { id }), bucket.impatient),
        ).rejects.toBeInstanceOf(StorageFailure)
        expect(await uploadsOf(id)).toEqual([])
      } finally {
        await bucket.end()
      }
    },
  )

  test('nobody who is not signed in, and no job, sends files', async () => {
    await expect(receiveUpload(world.anonymous(now), sent([]))).rejects.toBeInstanceOf(Forbidden)
    await expect(receiveUpload(world.system(now), sent([]))).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('files on a case', () => {
  test('AB-004: an upload is used once, by the person who sent it, and a refusal leaves nothing of the act', async () => {
    const reference = await world.open('ann', {}, now)
    const [mine, theirs] = [await upload('ann'), await upload('gil')]
    await expect(bind('ann', [mine.id, theirs.id], reference)).rejects.toBeInstanceOf(NotFound)
    expect(await uploadsOf(mine.id)).toHaveLength(1)
    await bind('ann', [mine.id], reference)
    expect(await uploadsOf(mine.id)).toEqual([])
    await expect(bind('ann', [mine.id], reference)).rejects.toBeInstanceOf(NotFound)
    await expect(discardUpload(world.as('ann', now), mine.id)).rejects.toBeInstanceOf(NotFound)
    await expect(discardUpload(world.as('ann', now), theirs.id)).rejects.toBeInstanceOf(NotFound)
    expect(await filesOf(world.as('ann', now), reference)).toMatchObject([
      { id: mine.id, name: 'shot.png', kind: 'other', size: 5 },
    ])
  })

  test('they stand in the order in which they were named', async () => {
    const reference = await world.open('ann', {}, now)
    const [one, two, three] = [await upload('ann'), await upload('ann'), await upload('ann')]
    await bind('ann', [three.id, one.id, two.id], reference)
    expect((await filesOf(world.as('ann', now), reference)).map(({ id }) => id)).toEqual([three.id, one.id, two.id])
  })

  test('AB-002, AB-003: who may not see the case finds none of its files, and no customer one of a note', async () => {
    const reference = await world.open('ann', {}, now)
    const [open, secret] = [await upload('ann'), await upload('agent')]
    await bind('ann', [open.id], reference)
    await bind('agent', [secret.id], reference, 'note')
    for (const name of ['ann', 'boss', 'agent', 'csm'] as const)
      expect(await getCaseFile(world.as(name, now), open.id)).toMatchObject({ id: open.id })
    for (const name of ['cleo', 'gil'] as const)
      await expect(getCaseFile(world.as(name, now), open.id)).rejects.toBeInstanceOf(NotFound)
    expect(await getCaseFile(world.as('agent', now), secret.id)).toMatchObject({ id: secret.id })
    for (const name of ['ann', 'boss', 'cleo', 'gil'] as const)
      await expect(getCaseFile(world.as(name, now), secret.id)).rejects.toBeInstanceOf(NotFound)
    // The second line: row-level security alone keeps it from the customer's role.
    const seen = await read(
      world.as('boss', now),
      (ctx) => ctx.sql`select id from attachments where id = any(${[open.id, secret.id]}::uuid[])`,
    )
    expect(seen.map((row) => row.id)).toEqual([open.id])
    const others = await read(
      world.as('gil', now),
      (ctx) =>
        ctx.sql`select id from attachments union all select id from uploads where uploader_id <> ${world.actors.gil.userId}`,
    )
    expect(others).toHaveLength(0)
  })

  test('MX-12: the database itself refuses a file of one organisation on a case of another, or on nothing', async () => {
    const reference = await world.open('ann', {}, now)
    const insert = (organisation: string, message: string | null) =>
      world.look(
        (
          sql,
        ) => sql`insert into attachments (organisation_id, id, case_id, message_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
          select ${organisation}, ${newId(now)}, c.id, ${message}, 1, c.requester_id, 'k', 'n', 't', 0, '', 'none', ${now} from cases c where number = ${Number(reference.slice(3))}`,
      )
    await expect(insert(world.actors.gil.organisationId, newId(now))).rejects.toThrow(/attachments_(case|message)_fk/)
    await expect(insert(world.actors.ann.organisationId, null)).rejects.toThrow(/attachments_on_one_check/)
  })
})

describe('previews', () => {
  const picture = () =>
    sharp({ create: { width: 640, height: 400, channels: 3, background: '#123456' } })
      .png()
      .toBuffer()
  const sendPicture = async () => receiveUpload(world.as('ann', now), sent([await picture()]))
  const job = (fileId: string) => previewJob(world.system(now), { fileId })
  const jobsFor = (id: string) =>
    world.look((sql) => sql<{ key: string }[]>`select key from job_orders where key = ${`preview:${id}`}`)

  test('a picture gets one job, whose work follows it onto the message, and running it twice changes nothing', async () => {
    const reference = await world.open('ann', {}, now)
    const { id, kind } = await sendPicture()
    expect(kind).toBe('image')
    expect(await jobsFor(id)).toHaveLength(1)
    await bind('ann', [id], reference)
    expect(await filesOf(world.as('ann', now), reference)).toMatchObject([{ preview: null }])
    await job(id)
    await job(id)
    expect(await filesOf(world.as('ann', now), reference)).toMatchObject([{ preview: { width: 640, height: 400 } }])
    const { storageKey: key } = await getCaseFile(world.as('ann', now), id)
    expect((await digestOf(await fileStorage().get(renditionKey(key, 'thumb')))).size).toBeGreaterThan(0)
  })

  test('AB-044: a picture that cannot be decoded keeps its download and gets no preview', async () => {
    const reference = await world.open('ann', {}, now)
    const { id } = await receiveUpload(world.as('ann', now), sent([(await picture()).subarray(0, 300)]))
    await bind('ann', [id], reference)
    await job(id)
    const file = await getCaseFile(world.as('ann', now), id)
    expect(file.preview).toBe('refused')
    expect((await digestOf(await fileStorage().get(file.storageKey))).size).toBe(300)
  })

  test('a video, a document and an SVG get no job', async () => {
    for (const text of ['\0\0\0\x20ftypisom', '%PDF-1.7', '<svg xmlns="http://www.w3.org/2000/svg"/>'])
      expect(await jobsFor((await upload('ann', text)).id)).toEqual([])
  })

  test('a preview that comes after its upload was given up leaves nothing', async () => {
    const { id } = await sendPicture()
    const before = (await storedNames()).length
    await discardUpload(world.as('ann', now), id)
    await job(id)
    expect((await storedNames()).length).toBe(before - 1)
  })
})

describe('forgetting', () => {
  test('INV-9: uploads that nobody used for a day go with their bytes, and so do bytes that no row names; files of cases stay', async () => {
    const reference = await world.open('ann', {}, now)
    const [used, unused] = [await upload('ann', 'used'), await upload('ann', 'unused')]
    await bind('ann', [used.id], reference)
    const orphan = storageKey(now, newId(now))
    await fileStorage().put(orphan, bodyOf([Buffer.from('x')]) as unknown as AsyncIterable<Uint8Array>, 1)
    await sweepFiles(world.system(addMs(now, DAY_MS - MINUTE_MS)))
    expect(await listOwnUploads(world.as('ann', now), [unused.id])).toHaveLength(1)
    const swept = await sweepFiles(world.system(addMs(now, 2 * DAY_MS)))
    expect(swept.unused).toBeGreaterThan(0)
    expect(swept.orphans).toBeGreaterThan(0)
    expect(await listOwnUploads(world.as('ann', now), [unused.id])).toEqual([])
    await expect(fileStorage().get(orphan)).rejects.toBeInstanceOf(FileMissing)
    const { storageKey: key } = await getCaseFile(world.as('ann', now), used.id)
    expect((await digestOf(await fileStorage().get(key))).size).toBe(4)
    await expect(sweepFiles(world.as('agent', now))).rejects.toBeInstanceOf(Forbidden)
  })

  test('FT-18: a file that the storage lost is noted once, and the case still opens and says so', async () => {
    const reference = await world.open('ann', {}, hours(1))
    const { id } = await upload('ann')
    await bind('ann', [id], reference)
    const { storageKey: key } = await getCaseFile(world.as('ann', now), id)
    await rm(join(place.folder, 'stored', key))
    await expect(fileStorage().get(key)).rejects.toBeInstanceOf(FileMissing)
    expect(await noteMissing(world.system(now), id, true)).toBe(true)
    expect(await noteMissing(world.system(now), id, true)).toBe(false)
    expect(await filesOf(world.as('ann', now), reference)).toMatchObject([{ id, isMissing: true }])
    await expect(noteMissing(world.as('ann', now), id, false)).rejects.toBeInstanceOf(Forbidden)
  })
})
