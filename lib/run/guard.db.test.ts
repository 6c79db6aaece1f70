import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { problemsOfDatabase } from './guard'

let database: TestDatabase
let owner: postgres.Sql

beforeAll(async () => {
  database = await createTestDatabase()
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
})

afterAll(async () => {
  await owner.end()
  await database.drop()
})

async function sentences(databaseUrl: string, installation: 'production' | 'demo' | 'test' = 'test') {
  return (await problemsOfDatabase({ databaseUrl, installation })).map((problem) => problem.sentence).join('\n')
}

describe('the database stops the start', () => {
  test('of nothing when all is right', async () => {
    expect(await sentences(database.appUrl)).toBe('')
  })

  test('when the role is a superuser or the owner', async () => {
    const superuser = new URL(inject('testServer').superuserUrl)
    superuser.pathname = new URL(database.appUrl).pathname
    expect(await sentences(superuser.href)).toContain('postgres is a superuser')
    expect(await sentences(database.ownerUrl)).toContain('concord_owner owns the tables')
  })

  test('when it is flagged for something else', async () => {
    expect(await sentences(database.appUrl, 'production')).toContain('flagged test')
    expect(await sentences(database.appUrl, 'demo')).toContain('this is a demo installation')
  })

  test('when a demo account can sign in to a production installation', async () => {
    await owner`update installation set kind = 'production'`
    await owner`insert into users (id, email, name, time_zone, is_demo, created_at)
      values ('019abcde-0000-7000-8000-000000000001', 'demo@example.com', 'Demo', 'UTC', true, now())`
    try {
      expect(await sentences(database.appUrl, 'production')).toContain('1 demo account can sign in')
      await owner`update users set disabled_at = now()`
      expect(await sentences(database.appUrl, 'production')).toBe('')
    } finally {
      await owner`delete from users`
      await owner`update installation set kind = 'test'`
    }
  })

  test('when a migration is pending, and when the database is newer than the program', async () => {
    await owner`update drizzle.__drizzle_migrations set created_at = created_at + 1000000000000 where id = (select max(id) from drizzle.__drizzle_migrations)`
    expect(await sentences(database.appUrl)).toMatch(/waits for .*npm run migrate/)
    await owner`insert into drizzle.__drizzle_migrations (hash, created_at) select hash, created_at - 1000000000000 from drizzle.__drizzle_migrations order by id desc limit 1`
    expect(await sentences(database.appUrl)).toContain('newer version')
  })

  test('when nothing answers', async () => {
    expect(await sentences('postgres://concord_app:pw@127.0.0.1:9/concord')).toMatch(/127\.0\.0\.1:9 does not answer/)
    const wrong = new URL(database.appUrl)
    wrong.password = 'wrong'
    expect(await sentences(wrong.href)).toContain('password authentication failed')
  })
})
