// How values travel between PostgreSQL and the code, for raw SQL and for drizzle alike: timestamptz ↔ Instant, date and the
// zoneless types as text, bigint as a number, json as text that the caller has made, and arrays of all these.
import type { Sql } from 'postgres'
import { instant, toIso, type Instant } from '../lib/kernel/time'

const OID = {
  boolean: 16,
  bigint: 20,
  smallint: 21,
  integer: 23,
  text: 25,
  json: 114,
  real: 700,
  double: 701,
  varchar: 1043,
  date: 1082,
}
const OID_TIME = { time: 1083, timestamp: 1114, timestamptz: 1184, numeric: 1700, uuid: 2950, jsonb: 3802 }
/** Element type → array type, as `pg_type` has them since ever. Asking the server costs a slow query for each connection. */
const ARRAY_OF: Record<number, number> = {
  16: 1000,
  20: 1016,
  21: 1005,
  23: 1007,
  25: 1009,
  114: 199,
  700: 1021,
  701: 1022,
  1043: 1015,
  1082: 1182,
  1083: 1183,
  1114: 1115,
  1184: 1185,
  1700: 1231,
  2950: 2951,
  3802: 3807,
}

/** A value for a json or jsonb parameter of raw SQL. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}

const DIGIT_0 = 48
const two = (text: string, at: number) => (text.charCodeAt(at) - DIGIT_0) * 10 + text.charCodeAt(at + 1) - DIGIT_0

/**
 * Reads a timestamptz as PostgreSQL writes it (`2026-11-24 15:03:06.123456+05:30`, or with a T inside JSON). Microseconds are
 * cut off. Throws RangeError for infinity and for years outside 1000 to 9999, which no column of ours holds.
 */
export function instantFromPostgres(text: string): Instant {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(text.length - 1) === 67)
    throw new RangeError(`not an instant: ${text}`)
  let at = 19
  let ms = 0
  if (text.charCodeAt(at) === 46) {
    let scale = 100
    for (at++; at < text.length; at++) {
      const digit = text.charCodeAt(at) - DIGIT_0
      if (digit < 0 || digit > 9) break
      ms += digit * scale
      scale = scale === 100 ? 10 : scale === 10 ? 1 : 0
    }
  }
  const sign = text.charCodeAt(at) === 45 ? -1 : 1
  let offsetSeconds = 0
  if (at < text.length && text.charCodeAt(at) !== 90) {
    offsetSeconds = two(text, at + 1) * 3600
    if (text.length > at + 3) offsetSeconds += two(text, at + 4) * 60
    if (text.length > at + 6) offsetSeconds += two(text, at + 7)
  }
  const year = two(text, 0) * 100 + two(text, 2)
  const utc = Date.UTC(year, two(text, 5) - 1, two(text, 8), two(text, 11), two(text, 14), two(text, 17), ms)
  return instant(utc - sign * offsetSeconds * 1000)
}

/** The instant written last: the rows of one act carry the same one a dozen times. */
let written: { at: unknown; text: string } = { at: Symbol('none'), text: '' }

function instantToPostgres(value: unknown): string {
  if (value === written.at) return written.text
  if (typeof value === 'number') {
    written = { at: value, text: toIso(value as Instant) }
    return written.text
  }
  if (typeof value === 'string') return value
  throw new TypeError('a timestamptz parameter takes an Instant')
}

function bigintFromPostgres(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint beyond what a number holds: ${text}`)
  return value
}

/** Reads an array of PostgreSQL after its opening brace; nested arrays included. */
function arrayFromPostgres(text: string, element: (text: string) => unknown): unknown[] {
  let at = 0
  const readArray = (): unknown[] => {
    const values: unknown[] = []
    while (text[at] !== '}') {
      if (text[at] === ',') at++
      else if (text[at] === '{') {
        at++
        values.push(readArray())
      } else if (text[at] === '"') values.push(element(readQuoted()))
      else {
        const start = at
        while (at < text.length && text[at] !== ',' && text[at] !== '}') at++
        const bare = text.slice(start, at)
        values.push(bare === 'NULL' ? null : element(bare))
      }
    }
    at++
    return values
  }
  const readQuoted = (): string => {
    let value = ''
    for (at++; text[at] !== '"'; at++) value += text[at] === '\\' ? text[++at] : text[at]
    at++
    return value
  }
  return readArray()
}

function arrayToPostgres(value: unknown, element: (value: unknown) => string): string {
  if (!Array.isArray(value)) return String(value)
  const parts = value.map((part: unknown) =>
    part === null || part === undefined
      ? 'NULL'
      : Array.isArray(part)
        ? arrayToPostgres(part, element)
        : `"${element(part).replace(/[\\"]/g, '\\$&')}"`,
  )
  return `{${parts.join(',')}}`
}

type Parser = ((text: string) => unknown) & { array?: true }
type Codec = {
  parsers: Record<number, Parser>
  serializers: Record<number, (value: unknown) => unknown>
  shared: { typeArrayMap: Record<number, number> }
}

const text = (value: string) => value
const asText = (value: unknown) => String(value)
const asJson = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Teaches one postgres.js client how our values travel. */
export function teach(sql: Sql): void {
  const { parsers, serializers, shared } = sql.options as unknown as Codec
  parsers[OID.bigint] = bigintFromPostgres
  parsers[OID_TIME.timestamptz] = instantFromPostgres
  serializers[OID_TIME.timestamptz] = instantToPostgres
  serializers[OID.json] = serializers[OID_TIME.jsonb] = asJson
  for (const oid of [OID.date, OID_TIME.time, OID_TIME.timestamp]) {
    parsers[oid] = text
    serializers[oid] = asText
  }
  for (const [key, arrayOid] of Object.entries(ARRAY_OF)) {
    const oid = Number(key)
    const parse = parsers[oid] ?? text
    const serialize = serializers[oid] ?? asText
    const parser: Parser = (value) => arrayFromPostgres(value, parse)
    parser.array = true
    parsers[arrayOid] = parser
    serializers[arrayOid] = (value) => arrayToPostgres(value, (part) => String(serialize(part)))
    shared.typeArrayMap[oid] = arrayOid
  }
}
