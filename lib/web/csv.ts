import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { csvCell, type CsvColumn } from '@/lib/kernel/csv'
import type { Instant } from '@/lib/kernel/time'
import { isoDate, localDay, zoneOf } from '@/lib/sla/zone'
import { log } from './log'

/** Excel takes a file for UTF-8 only behind this mark; other programs skip it. */
const BYTE_ORDER_MARK = '\ufeff'

/** RFC 4180: records end with CR LF, and a cell with any line end of its own is quoted. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const

/** The headings alone, behind the mark. */
export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
  return BYTE_ORDER_MARK + stringify([columns.map(({ head }) => head)], FORMAT)
}

/** A batch of rows. */
export function csvRecords<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map(({ cell }) => csvCell(cell(row)))),
    FORMAT,
  )
}

/** The whole file: the mark, the headings, then batch after batch as they are read. */
async function* csvFile<Row>(columns: readonly CsvColumn<Row>[], batches: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield csvHead(columns)
  for await (const rows of batches) yield csvRecords(columns, rows)
}

/**
 * A list as a file to keep, streamed: one batch of rows is in memory at a time. The first batch is read before the answer begins, so
 * that a refusal is a refusal; a failure later on breaks the download off. `of`: the reader, whose day the file's name carries.
 */
export async function csvAnswer<Row>(
  name: string,
  { now, actor: { timeZone }, requestId }: { now: Instant; actor: { timeZone: string }; requestId: string },
  columns: readonly CsvColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): Promise<Response> {
  const rows = batches[Symbol.asyncIterator]()
  const first = await rows.next()
  const file = csvFile(columns, from(first, rows))
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await file.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      } catch (error) {
        log.error({ requestId, reason: error instanceof Error ? error.message.split('\n')[0] : 'unknown' }, 'a file broke off')
        controller.error(error)
      }
    },
    cancel: async () => {
      await rows.return?.()
    },
  })
  const day = isoDate(localDay(zoneOf(timeZone), now))
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${day}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

async function* from<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value
}

/** A list that is paged by cursor, page after page: the same rights and the same filter as on the screen. */
export async function* pagesOf<Row>(
  list: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null | undefined }>,
): AsyncGenerator<readonly Row[]> {
  for (let cursor: string | undefined; ;) {
    const { rows, next } = await list(cursor)
    yield rows
    if (!next) return
    cursor = next
  }
}
