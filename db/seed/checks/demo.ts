// A database that was filled as a demo, and what its tests read of it.
import postgres from 'postgres'
import { createClient, type DbClient } from '@/db/client'
import { createTestDatabase } from '@/db/test-database'
import { instant, parseInstant } from '@/lib/kernel/time'
import { fillDemo, type FilledDemo } from '../demo'

export const NOW = parseInstant('2026-11-23T21:00:00Z')
export const NOW_DATE = new Date(NOW)

export type Demo = {
  client: DbClient
  /** Sees every row. */
  owner: postgres.Sql
  filled: FilledDemo
  end: () => Promise<void>
}

/** Fills a database as a demo at `NOW`; call `end` in afterAll. */
export async function createDemo(): Promise<Demo> {
  const database = await createTestDatabase()
  const client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  const end = async () => {
    await Promise.all([client.end(), owner.end()])
    await database.drop()
  }
  return { client, owner, filled: await fillDemo(client, NOW), end }
}

type Clock = { metric: string; level: number; started: Date; due: Date | null; outcome: string | null; breached: boolean }
export type DemoCase = {
  organisation: string
  severity: number
  status: string
  assignee: string | null
  nextMetric: string | null
  nextDue: Date | null
  opened: Date
  answered: Date | null
  followUpOf: string | null
  clocks: Clock[]
  history: { action: string; actor: string; from: string | null; to: string | null }[]
}

/** The case that the seed calls by this key. */
export async function caseOf({ owner, filled }: Demo, key: string): Promise<DemoCase> {
  const reference = filled.references.get(key)!
  const [found] = await owner<DemoCase[]>`
    select o.name as organisation, c.severity, c.status, a.name as assignee, c.next_metric as "nextMetric", c.next_due_at as "nextDue", c.opened_at as opened,
      c.last_public_staff_message_at as answered, c.follow_up_of_id as "followUpOf", c.id
    from cases c join organisations o on o.id = c.organisation_id left join users a on a.id = c.assignee_id where c.number = ${Number(reference.slice(3))}`
  const { id } = found as unknown as { id: string }
  const clocks = await owner<Clock[]>`
    select metric, level, started_at as started, due_at as due, outcome, breached_at is not null as breached from sla_clocks where case_id = ${id} order by started_at`
  const history = await owner<DemoCase['history']>`
    select action, actor_kind as actor, before ->> 'status' as "from", after ->> 'status' as "to" from audit_entries where case_id = ${id} order by id`
  return { ...found!, clocks: [...clocks], history: [...history] }
}

export const at = (date: Date | null) => instant(date!.getTime())
