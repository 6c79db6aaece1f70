// Reads a log, plain or gzipped, as a stream: a bad line is kept with its number and the reason, and reading goes on.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse, type InfoRecord } from 'csv-parse'
import { Unable } from '../console.mjs'
import { readRow, type BadRow, type LogRow } from './log-row'
import type { LogMapping } from './uci-columns'

export type Log = {
  readonly rows: readonly LogRow[]
  readonly bad: readonly BadRow[]
  /** Of the text after unpacking: the same log gives the same hash, packed or not. */
  readonly hash: string
}

/** Reads the whole log. Throws Unable when there is no such file, it cannot be unpacked, or it lacks a column. */
export async function readLog(file: string, mapping: LogMapping): Promise<Log> {
  if (!existsSync(file)) throw new Unable(`There is no file ${file}.`, 'Name a CSV file, or one packed with gzip (.gz).')
  const rows: LogRow[] = []
  const bad: BadRow[] = []
  const hash = createHash('sha256')
  const once = keepWords()
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    columns: (names: string[]) => {
      assertColumns(names, file, mapping)
      return names
    },
  })
  const collect = new Transform({
    objectMode: true,
    transform({ record, info }: { record: Record<string, string>; info: InfoRecord }, _encoding, done) {
      const line = info.lines
      const read = wrongWidth(info) ?? readRow(record, line, mapping)
      if ('reason' in read) bad.push({ line, reason: read.reason })
      else rows.push(interned(read.row, once))
      done()
    },
  })
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    if (file.endsWith('.gz')) await pipeline(createReadStream(file), createGunzip(), hashing, parser, collect)
    else await pipeline(createReadStream(file), hashing, parser, collect)
  } catch (error) {
    if (error instanceof Unable) throw error
    throw new Unable(`${file} cannot be read: ${(error as Error).message}`, 'Name a CSV file, or one packed with gzip (.gz).', {
      cause: error,
    })
  }
  return { rows, bad, hash: hash.digest('hex') }
}

function wrongWidth({ error }: InfoRecord): { reason: string } | undefined {
  return error ? { reason: error.message.replace(/ on line \d+/, '') } : undefined
}

function assertColumns(names: readonly string[], file: string, mapping: LogMapping) {
  const missing = Object.values(mapping.columns).filter((column) => !names.includes(column))
  if (missing.length === 0) return
  throw new Unable(
    `${file} lacks the ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')}.`,
    'The names of the columns stand in lib/run/replay/uci-columns.ts; a log of another make needs a mapping of its own.',
  )
}

function interned(row: LogRow, once: (word: string) => string): LogRow {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'string' ? once(value) : value]),
  ) as LogRow
}

/** One copy of each word: the cells are slices of the file's big chunks and would keep them in memory. */
function keepWords(): (word: string) => string {
  const words = new Map<string, string>()
  return (word) => {
    let known = words.get(word)
    if (known === undefined) words.set(word, (known = Buffer.from(word).toString()))
    return known
  }
}
