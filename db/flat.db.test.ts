import { afterAll, beforeAll, expect, test } from 'vitest'
import { flat } from './flat'
import { createClient, type DbClient, type Tx } from './client'
import { createTestDatabase, type TestDatabase } from './test-database'

let database: TestDatabase
let client: DbClient
beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

type Statement = (sql: Tx['sql']) => ReturnType<typeof flat>

const answersOf = (statement: Statement) =>
  client.begin(async ({ sql }) => [await statement(sql), await flat(sql, statement(sql))] as const)

test.each<[string, Statement]>([
  ['parts within parts', (sql) => sql`select ${1}::int as a ${sql`, ${sql`${'x'}::text`} as b`} ${sql``} where ${true}`],
  ['a list of values', (sql) => sql`select n from unnest(${['a', 'b']}::text[]) n where ${'a'} <> n`],
  ['no value', (sql) => sql`select ${sql`1`} as one`],
  ['a helper of the driver', (sql) => sql`select ${sql('n')}, ${2}::int as b from (select 1 as n) x ${sql`where ${true}`}`],
  ['parts in a list', (sql) => sql`select ${[sql`${1}::int as a`, sql`, ${2}::int as b`]}`],
  ['null', (sql) => sql`select ${null}::text as a, ${sql`${null}::int`} as b`],
])('answers with %s what the driver answers', async (_, statement) => {
  const [driver, ours] = await answersOf(statement)
  expect([...ours]).toEqual([...driver])
})

test('tells a value from a part in the same place, each time anew', async () => {
  const within = (sql: Tx['sql'], first: boolean) => {
    const part = sql`${7}::int`
    return first ? sql`select ${part} as a, ${1}::int as b` : sql`select ${1}::int as a, ${part} as b`
  }
  const rows: unknown[] = []
  await client.begin(async ({ sql }) => {
    const template = (a: unknown, b: unknown) => sql`select ${a as number} as a, ${b as number} as b`
    const part = () => sql`${7}::int`
    for (let again = 0; again < 2; again++) {
      for (const first of [true, false]) rows.push(...(await flat(sql, within(sql, first))))
      rows.push(...(await flat(sql, template(part(), '1'))), ...(await flat(sql, template('1', part()))))
    }
  })
  const once = [
    { a: 7, b: 1 },
    { a: 1, b: 7 },
    { a: 7, b: '1' },
    { a: '1', b: 7 },
  ]
  expect(rows).toEqual([...once, ...once])
})

test('tells where a part within a part ends', async () => {
  const rows: unknown[] = []
  await client.begin(async ({ sql }) => {
    const whole = (a: unknown, b: unknown) => sql`select ${a as number}, ${b as number} as c`
    const part = (a: unknown, b: unknown) => sql`${a as number}::int as a, ${b as number} as b`
    const nine = sql`9`
    for (let again = 0; again < 2; again++) {
      rows.push(...(await flat(sql, whole(part(1, nine), '2'))), ...(await flat(sql, whole(part(1, '2'), nine))))
    }
  })
  const once = [
    { a: 1, b: 9, c: '2' },
    { a: 1, b: '2', c: 9 },
  ]
  expect(rows).toEqual([...once, ...once])
})

test('is one prepared statement, the driver’s own', async () => {
  await client.begin(async ({ sql }) => {
    const statement = () => sql`select ${1}::int as flat_twice ${sql`, ${'x'}::text`}`
    await statement()
    await flat(sql, statement())
    await flat(sql, statement())
    const prepared = await sql<
      { calls: number }[]
    >`select generic_plans + custom_plans as calls from pg_prepared_statements where statement like 'select $1::int as flat_twice%'`
    expect([...prepared]).toEqual([{ calls: 3 }])
  })
})

test('refuses undefined as the driver does', async () => {
  await expect(client.begin(({ sql }) => flat(sql, sql`select ${1}::int, ${sql`${undefined as never}`}`))).rejects.toThrow(
    'holds undefined',
  )
})
