import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { knownMigrations, migrateDatabase } from './migrate'
import { createTestDatabase, type TestDatabase } from './test-database'

let database: TestDatabase
let owner: postgres.Sql
let app: postgres.Sql
let worker: postgres.Sql

beforeAll(async () => {
  database = await createTestDatabase()
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  app = postgres(database.appUrl, { max: 1, onnotice: () => {} })
  worker = postgres(database.workerUrl, { max: 1, onnotice: () => {} })
})

afterAll(async () => {
  await Promise.all([owner.end(), app.end(), worker.end()])
  await database.drop()
})

describe('a migrated database', () => {
  test('has every migration of this version, and three migrations at once find nothing left to do', async () => {
    const migrate = () => migrateDatabase({ ownerUrl: database.ownerUrl, kind: 'production' })
    await Promise.all([migrate(), migrate(), migrate()])
    const applied = await app`select created_at from drizzle.__drizzle_migrations`
    expect(applied.length).toBe(knownMigrations().length)
    const [installation] = await owner`select kind from installation`
    expect(installation?.kind).toBe('test')
  })

  test('gives concord_app nothing until it enters a role', async () => {
    await expect(app`select 1 from users`).rejects.toMatchObject({ code: '42501' })
    await expect(app`select 1 from graphile_worker.jobs`).rejects.toMatchObject({ code: '42501' })
    const rows = await app.begin(async (tx) => {
      await tx`select set_config('role', 'concord_staff', true)`
      return tx`select 1 from users`
    })
    expect(rows.length).toBe(0)
  })

  test('lets no role that serves people own, create, bypass or become the owner', async () => {
    const roles = await owner`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
      where rolname in ('concord_app', 'concord_customer', 'concord_staff', 'concord_worker')`
    expect(roles.length).toBe(4)
    for (const role of roles) {
      expect(Object.entries(role).filter(([, value]) => value === true)).toEqual([])
    }
    const owned = await owner`select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('concord_app', 'concord_customer', 'concord_staff')`
    expect(owned.map((row) => row.relname)).toEqual([])
    await expect(app.begin((tx) => tx`set local role concord_owner`)).rejects.toMatchObject({ code: '42501' })
    await expect(worker`create schema sneaked_in`).rejects.toMatchObject({ code: '42501' })
    await expect(worker`select 1 from users`).rejects.toMatchObject({ code: '42501' })
  })

  test('takes an order of a job from a customer’s transaction, and only if that commits', async () => {
    const order = (outboxId: string, andThen: () => void = () => {}) =>
      app.begin(async (tx) => {
        await tx`select set_config('role', 'concord_customer', true)`
        await tx`insert into job_orders (job, payload) values ('email.deliver', ${JSON.stringify({ outboxId })}::text::json)`
        andThen()
      })
    await order('kept')
    await order('rolled back', () => {
      throw new Error('the change failed')
    }).catch(() => {})
    const handed = await app.begin(async (tx) => {
      await tx`select set_config('role', 'concord_staff', true)`
      return tx`select hand_over_jobs() as count`
    })
    expect(handed).toEqual([{ count: 1 }])
    const jobs = await owner`select payload from graphile_worker._private_jobs where payload ->> 'outboxId' is not null`
    expect(jobs.map((job) => (job.payload as { outboxId: string }).outboxId)).toEqual(['kept'])
  })
})
