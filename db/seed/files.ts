// A few files on the demo's cases: screenshots drawn here, since a picture of the real product would be somebody's; a table; and
// a file that only staff see. Their previews are made by the worker, as for any other.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, type TxCtx } from '@/db/context'
import { fileStorage } from '@/lib/files/gateway/current'
import { kindOf, mediaTypeOf } from '@/lib/files/media'
import { storageKey } from '@/lib/files/storage'
import { enqueue } from '@/lib/jobs/commands'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'

type DemoFile = { subject: string; on: 'message' | 'note'; name: string; bytes: () => Promise<Buffer> | Buffer }

const FILES: readonly DemoFile[] = [
  {
    subject: 'Nobody can publish the Q4 tracker dashboard',
    on: 'message',
    name: 'publish-refused.png',
    bytes: () => drawn(refusal()),
  },
  {
    subject: 'Nobody can publish the Q4 tracker dashboard',
    on: 'message',
    name: 'dashboard-before.png',
    bytes: () => drawn(bars()),
  },
  { subject: 'Map of regions is not rendered', on: 'message', name: 'empty-map.png', bytes: () => drawn(emptyMap()) },
  {
    subject: 'Significance letters missing in crosstabs with more than 26 columns',
    on: 'message',
    name: 'crosstab-column-27.png',
    bytes: () => drawn(crosstab()),
  },
  { subject: 'Weighted bases are wrong after importing wave 7', on: 'message', name: 'bases-wave-7.csv', bytes: basesTable },
  { subject: 'Site does not load for anybody in our office', on: 'note', name: 'edge-status.txt', bytes: edgeStatus },
]

/** Puts the files on cases that are there already, as whoever wrote the message or note. */
export async function fillDemoFiles(client: DbClient, now: Instant): Promise<void> {
  const files = await Promise.all(FILES.map(async (file) => ({ ...file, bytes: await file.bytes() })))
  await inTransaction(createContext({ kind: 'system', job: 'seed' }, now, { client }), async (ctx) => {
    for (const [position, { subject, on, name, bytes }] of files.entries()) {
      const words = on === 'message' ? ctx.sql`case_messages` : ctx.sql`case_notes`
      const [place] = await ctx.sql<{ organisationId: string; caseId: string; id: string; authorId: string; at: Instant }[]>`
        select w.organisation_id as "organisationId", w.case_id as "caseId", w.id, w.author_id as "authorId", w.created_at as at
        from ${words} w join cases c on c.organisation_id = w.organisation_id and c.id = w.case_id
        where c.subject = ${subject} order by w.created_at, w.id limit 1`
      if (!place) throw new Error(`the demo has no ${on} on “${subject}”`)
      const { organisationId, caseId, id: wordsId, authorId, at } = place
      const [id, key] = [newId(at), storageKey(at, newId(at))]
      await fileStorage().put(key, one(bytes), bytes.length)
      const mediaType = mediaTypeOf(bytes)
      const isPicture = kindOf(mediaType) === 'image'
      await ctx.sql`
        insert into attachments (organisation_id, id, case_id, message_id, note_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
        values (${organisationId}, ${id}, ${caseId}, ${on === 'message' ? wordsId : null}, ${on === 'note' ? wordsId : null}, ${position}, ${authorId},
          ${key}, ${name}, ${mediaType}, ${bytes.length}, ${createHash('sha256').update(bytes).digest('hex')}, ${isPicture ? 'waiting' : 'none'}, ${at})`
      if (isPicture) await enqueue(ctx, 'files.preview', { fileId: id }, { key: `preview:${id}` })
    }
    await keepOrder(ctx)
  })
}

/** The document of the order that came by mail for Ipê Amarelo, where nobody is named to approve. */
async function keepOrder(ctx: TxCtx): Promise<void> {
  const [order] = await ctx.sql<{ organisationId: string; id: string; recordedBy: string; at: Instant }[]>`
    select organisation_id as "organisationId", id, recorded_by as "recordedBy", recorded_at as at from quote_orders where order_number = 'OC-2217'`
  if (!order) throw new Error('the demo has no order OC-2217')
  const bytes = await drawn(purchaseOrder())
  const [id, key] = [newId(order.at), storageKey(order.at, newId(order.at))]
  await fileStorage().put(key, one(bytes), bytes.length)
  await ctx.sql`
    insert into order_files (id, organisation_id, order_id, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
    values (${id}, ${order.organisationId}, ${order.id}, ${order.recordedBy}, ${key}, 'pedido-OC-2217.png', ${mediaTypeOf(bytes)}, ${bytes.length},
      ${createHash('sha256').update(bytes).digest('hex')}, 'waiting', ${order.at})`
  await enqueue(ctx, 'files.preview', { fileId: id }, { key: `preview:${id}` })
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

const INK = '#2b2a28'
const LINE = '#d9d5ce'

function drawn(inside: string): Promise<Buffer> {
  const frame = `<rect width="1280" height="760" fill="#fff"/><rect width="1280" height="52" fill="#1c3f60"/>
    <circle cx="30" cy="26" r="11" fill="#8fc7e8"/><rect x="56" y="19" width="150" height="14" rx="4" fill="#c8dcea"/>
    <rect y="52" width="210" height="708" fill="#f2f4f6"/>${[0, 1, 2, 3, 4, 5]
      .map(
        (row) =>
          `<rect x="24" y="${88 + row * 40}" width="${150 - row * 11}" height="12" rx="4" fill="${row === 2 ? '#1c3f60' : '#c3ccd4'}"/>`,
      )
      .join('')}`
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="760">${frame}${inside}</svg>`))
    .png()
    .toBuffer()
}

/** Lines that stand for text. */
const text = (x: number, y: number, width: number, fill = INK) =>
  `<rect x="${x}" y="${y}" width="${width}" height="12" rx="4" fill="${fill}"/>`

function bars(): string {
  const heights = [180, 240, 150, 310, 265, 205, 340, 290]
  return `${text(250, 92, 260)}${text(250, 120, 420, '#9aa2a9')}${heights
    .map(
      (height, at) =>
        `<rect x="${270 + at * 118}" y="${660 - height}" width="66" height="${height}" rx="3" fill="${at % 2 ? '#f0a73c' : '#2f7fb8'}"/>`,
    )
    .join('')}<rect x="250" y="660" width="990" height="2" fill="${LINE}"/>`
}

function refusal(): string {
  return `${bars()}<rect x="250" y="140" width="990" height="92" rx="8" fill="#fbe9e7" stroke="#b3261e" stroke-width="2"/>
    <circle cx="290" cy="186" r="17" fill="#b3261e"/><rect x="287" y="175" width="6" height="14" fill="#fff"/><rect x="287" y="193" width="6" height="6" fill="#fff"/>
    ${text(326, 168, 380, '#7d1a15')}${text(326, 194, 560, '#b98682')}`
}

function purchaseOrder(): string {
  return `${text(250, 92, 300)}${text(250, 120, 190, '#9aa2a9')}<rect x="250" y="160" width="990" height="250" fill="none" stroke="${LINE}" stroke-width="2"/>
    ${[0, 1, 2].map((row) => `${text(274, 190 + row * 70, 420 - row * 60)}${text(1080, 190 + row * 70, 120)}`).join('')}${text(1080, 440, 130)}`
}

function emptyMap(): string {
  return `${text(250, 92, 300)}<rect x="250" y="140" width="990" height="560" rx="8" fill="#eef1f3" stroke="${LINE}" stroke-width="2"/>
    <circle cx="745" cy="400" r="34" fill="none" stroke="#9aa2a9" stroke-width="6" stroke-dasharray="150 64"/>${text(665, 468, 160, '#9aa2a9')}`
}

function crosstab(): string {
  const cells = Array.from({ length: 14 }, (_, row) =>
    Array.from({ length: 11 }, (_, column) => {
      const [x, y] = [262 + column * 89, 176 + row * 38]
      const letter = column < 8 ? `<rect x="${x + 48}" y="${y - 6}" width="8" height="8" rx="2" fill="#b3261e"/>` : ''
      return `${text(x, y, 38, row === 0 ? INK : '#6c757d')}${row > 0 && (row + column) % 3 === 0 ? letter : ''}`
    }).join(''),
  ).join('')
  return `${text(250, 92, 340)}<rect x="250" y="156" width="990" height="546" fill="none" stroke="${LINE}" stroke-width="2"/>
    <rect x="964" y="156" width="276" height="546" fill="#fdf3d9"/>${cells}`
}

function basesTable(): Buffer {
  const rows = [
    ['wave', 'quota cell', 'unweighted base', 'weighted base', 'expected'],
    ['6', 'North, 18-34', '214', '231.4', '231.4'],
    ['7', 'North, 18-34', '209', '209.0', '226.8'],
    ['7', 'North, 35-54', '251', '251.0', '244.1'],
    ['7', 'South, 18-34', '198', '198.0', '217.3'],
    ['7', 'South, 35-54', '242', '242.0', '238.9'],
  ]
  return Buffer.from(`${rows.map((row) => row.join(';')).join('\r\n')}\r\n`)
}

function edgeStatus(): Buffer {
  return Buffer.from(
    [
      'edge     fra-2',
      'status   504 since 07:41 UTC',
      'origin   reachable, 38 ms',
      'rule     office ranges routed to fra-2 by the change of Sunday',
      '',
    ].join('\n'),
  )
}
