import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { csvCell, csvInstant } from '@/lib/kernel/csv'
import { parseInstant } from '@/lib/kernel/time'
import { csvAnswer, csvRecords } from './csv'

/** What a program reads back from a record with this cell. */
const readBack = (text: string): string => parse(csvRecords([{ head: 'Words', cell: () => text }], [{}]))[0]![0]!

describe('a cell of a file', () => {
  test.each([
    "=cmd|'/c calc'!A1",
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\u0000=1',
    '"=1"',
    "'=1",
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '\ttab first',
    '=1\nsecond line',
  ])('AB-083: %j arrives as text and reads as it was written', (text) => {
    expect(csvCell(text)).toBe(`'${text}`)
    expect(readBack(text)).toBe(`'${text}`)
  })

  test.each(['a, b', 'two\nlines', 'two\r\nlines', 'quote " inside', '"quoted"', 'a=1', 'Ω ≈ ç √', '🙂', 'x'.repeat(40_000)])(
    '%j comes back as it was',
    (text) => {
      expect(readBack(text)).toBe(text)
    },
  )

  test('a number is a number, nothing is nothing, an instant is in UTC', () => {
    expect(csvCell(-5)).toBe('-5')
    expect(csvCell(null)).toBe('')
    expect(csvInstant(null)).toBe('')
    expect(csvInstant(parseInstant('2026-11-24T13:00:00+13:00'))).toBe('2026-11-24T00:00:00.000Z')
  })
})

describe('a list as a file', () => {
  const reader = { now: parseInstant('2026-11-24T12:00:00Z'), actor: { timeZone: 'Pacific/Auckland' }, requestId: 'test' }
  const columns = [{ head: 'Number', cell: (row: number) => row }]

  test('has a heading behind a byte order mark, every batch, and the day of its reader in its name', async () => {
    async function* batches() {
      yield [1, 2]
      yield [3]
    }
    const answer = await csvAnswer('numbers', reader, columns, batches())
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="numbers-2026-11-25.csv"')
    expect(Buffer.from(await answer.arrayBuffer()).toString('utf8')).toBe('\ufeffNumber\r\n1\r\n2\r\n3\r\n')
  })

  test('reads on only while somebody listens, and stops reading when they leave', async () => {
    let read = 0
    let ended = false
    async function* batches() {
      try {
        for (;;) yield [++read]
      } finally {
        ended = true
      }
    }
    const answer = await csvAnswer('numbers', reader, columns, batches())
    const body = answer.body!.getReader()
    await body.read()
    await body.cancel()
    expect(read).toBeLessThan(5)
    expect(ended).toBe(true)
  })

  test('a refusal comes before the answer begins, a failure later breaks it off', async () => {
    const refused = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('not allowed')) }) }
    await expect(csvAnswer('numbers', reader, columns, refused)).rejects.toThrow('not allowed')
    async function* broken() {
      yield [1]
      throw new Error('the database is away')
    }
    const answer = await csvAnswer('numbers', reader, columns, broken())
    await expect(answer.text()).rejects.toThrow('the database is away')
  })
})
