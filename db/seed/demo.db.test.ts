import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { parseInstant } from '@/lib/kernel/time'
import { fillDemo, type FilledDemo } from './demo'

const NOW = parseInstant('2026-11-23T21:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let filled: FilledDemo

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  filled = await fillDemo(client, NOW)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

describe('the demo', () => {
  test('has sixty-two customers in twelve organisations, and people in every role of ours', async () => {
    const [row] = await owner`select
      (select count(*)::int from organisations) as organisations, (select count(*)::int from memberships) as members,
      (select count(*)::int from users where is_demo) as demo, (select count(*)::int from staff_members) as staff,
      (select count(distinct role)::int from staff_members, unnest(roles) role) as roles,
      (select count(*)::int from memberships where role = 'administrator') as administrators`
    expect(row).toEqual({ organisations: 12, members: 62, demo: 74, staff: 12, roles: 5, administrators: 12 })
  })

  test('has forty-eight cases: three, nine, twenty and sixteen by level', async () => {
    const rows = await owner`select severity, count(*)::int as cases from cases group by severity order by severity`
    expect(rows.map((row) => [row.severity, row.cases])).toEqual([
      [1, 3],
      [2, 9],
      [3, 20],
      [4, 16],
    ])
  })

  test('has cases in every status', async () => {
    const rows = await owner`select status, count(*)::int as cases from cases group by status`
    console.log(rows, filled)
  })
})
