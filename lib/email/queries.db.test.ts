import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { addMs, parseInstant } from '@/lib/kernel/time'
import { getCaughtMail, listCaughtMails } from './queries'

const NOW = parseInstant('2026-11-23T21:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await inTransaction(createContext({ kind: 'system', job: 'mail-catcher' }, NOW, { client }), async ({ sql }) => {
    for (let n = 1; n <= 60; n++) {
      await sql`
        insert into caught_mails (at, sender, recipient, subject, message_id, text, html, raw)
        values (${addMs(NOW, n)}, 'support@harmoni.example', ${n % 2 ? 'odd@a.example' : 'even@a.example'}, ${`Mail ${n}`}, ${`<${n}@a>`}, 'words', null, 'raw')`
    }
  })
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

const nobody = () => createContext(ANONYMOUS, NOW, { client })

describe('caught mails', () => {
  test('are listed newest first, page by page, for whoever stands at the machine', async () => {
    const first = await listCaughtMails(nobody(), {})
    expect(first.rows.map((row) => row.subject).slice(0, 2)).toEqual(['Mail 60', 'Mail 59'])
    const second = await listCaughtMails(world.as(world.a.requester), { before: first.next ?? undefined })
    expect(second.rows.map((row) => row.subject)).toEqual(Array.from({ length: 10 }, (_, index) => `Mail ${10 - index}`))
    expect(second.next).toBeNull()
  })

  test('are found by their reader', async () => {
    const { rows } = await listCaughtMails(nobody(), { to: 'Even@a.example' })
    expect(rows).toHaveLength(30)
    expect(await getCaughtMail(nobody(), rows[0]!.id)).toMatchObject({
      subject: 'Mail 60',
      recipient: 'even@a.example',
      html: null,
    })
  })

  test('cannot be read by the role of a customer, only by this query', async () => {
    await expect(inTransaction(world.as(world.a.administrator), ({ sql }) => sql`select 1 from caught_mails`)).rejects.toThrow()
  })

  test('do not exist in an installation that sends its mail', async () => {
    await owner`update installation set kind = 'production'`
    await expect(listCaughtMails(world.as(world.staff.administrator), {})).rejects.toThrow(NotFound)
    await expect(getCaughtMail(nobody(), 1)).rejects.toThrow(NotFound)
    await owner`update installation set kind = 'test'`
  })
})
