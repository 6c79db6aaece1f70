// A queue of 20,000 analysed cases for data tests, read from end to end beside, so that what a list must hold is found by looking at everything.
import postgres from 'postgres'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read, type Ctx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import type { Actor, Staff } from '@/lib/kernel/actor'
import { parseInstant, type Instant } from '@/lib/kernel/time'
import { getCalendars } from '@/lib/sla/queries'
import { assessRisk, type RankedCase } from '@/lib/sla/risk'
import type { Level, Metric } from '@/lib/sla/support-policy'
import { QueueInput } from '../filter'
import { getQueue } from '../queries/page'
import { fillQueue } from './fill'

/** Tuesday 24 November 2026: afternoon in Auckland, night in London, the end of Monday's afternoon in the Americas. */
export const QUEUE_NOW = parseInstant('2026-11-24T01:00:00Z')

/** On more of the cases than are read one by one, on few, and on none. */
export const TAGS = {
  common: '0199d3c2-0000-7000-8000-00000000000a',
  rare: '0199d3c2-0000-7000-8000-00000000000b',
  'nobody’s': '0199d3c2-0000-7000-8000-00000000000c',
}

/** A case as its row says it. */
export type StoredCase = {
  id: string
  severity: Level
  status: string
  category: string
  region_code: string
  calendar_id: string
  assignee_id: string | null
  organisation_id: string
  tags: string[]
  opened_at: Instant
  last_activity_at: Instant
  resolved_at: Instant | null
  customer_waiting_since: Instant | null
  next_metric: Metric | null
  next_due_at: Instant | null
  next_at_risk_at: Instant | null
  next_target_minutes: number | null
}

type CaseAndRank = StoredCase & { ranked: RankedCase }

/** Everything such a test needs. */
export class QueueHouse {
  everything: CaseAndRank[] = []
  private accounts = new Set<string>()
  private constructor(
    readonly database: TestDatabase,
    readonly client: DbClient,
    readonly owner: postgres.Sql,
    readonly world: World,
  ) {}

  static async open(): Promise<QueueHouse> {
    const database = await createTestDatabase()
    const client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
    const world = await createWorld(client, QUEUE_NOW)
    await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
    await owner`insert into tags (id, name, created_at) select * from unnest(${Object.values(TAGS)}::uuid[], ${Object.keys(TAGS)}::text[]) t, now()`
    await owner`
      insert into case_tags (organisation_id, case_id, tag_id, added_at)
      select c.organisation_id, c.id, t.id, now() from tags t join cases c
        on c.number % (case t.name when 'rare' then 19 else 3 end) > (case t.name when 'rare' then 17 else 0 end) where t.name <> 'nobody’s'`
    await owner`vacuum analyze case_tags, queue_tags`
    const house = new QueueHouse(database, client, owner, world)
    house.everything = await house.readEverything()
    return house
  }

  async close(): Promise<void> {
    await Promise.all([this.client.end(), this.owner.end()])
    await this.database.drop()
  }

  ctx = (actor: Actor = this.csm): Ctx => createContext(actor, QUEUE_NOW, { client: this.client })

  get csm(): Staff {
    return this.world.staff.csmApac
  }

  private async readEverything(): Promise<CaseAndRank[]> {
    return read(this.ctx(), async (ctx) => {
      const calendars = await getCalendars(ctx, ['APAC-1', 'EMEA-1', 'AMER-1'])
      this.accounts = new Set(
        (
          await ctx.sql<{ id: string }[]>`
          select id from organisations where csm_id = ${this.csm.userId} or backup_csm_id = ${this.csm.userId}`
        ).map(({ id }) => id),
      )
      const rows = await ctx.sql<StoredCase[]>`
        select id, severity, status, category, region_code, calendar_id, assignee_id, organisation_id, opened_at, last_activity_at, resolved_at,
          customer_waiting_since, next_metric, next_due_at, next_at_risk_at, next_target_minutes,
          array(select x.tag_id::text from case_tags x where x.case_id = cases.id) as tags from cases`
      return rows.map((row) => {
        const facts = {
          id: row.id,
          level: row.severity,
          nextStep: row.status === 'waiting' ? ('customers' as const) : ('ours' as const),
          assigned: row.assignee_id !== null,
          openedAt: row.opened_at,
          unansweredSince: row.customer_waiting_since,
          clock:
            row.next_due_at === null
              ? null
              : {
                  metric: row.next_metric!,
                  targetMinutes: row.next_target_minutes!,
                  unit: 'business' as const,
                  dueAt: row.next_due_at,
                  atRiskAt: row.next_at_risk_at,
                  breachCause: null,
                  pausedFor: null,
                },
        }
        return { ...row, ranked: { ...facts, ...assessRisk(facts, QUEUE_NOW, calendars.get(row.calendar_id)!) } }
      })
    })
  }

  /** What the list must hold, found by looking at everything. */
  wanted(input: QueueInput): CaseAndRank[] {
    const open = (of: StoredCase) => ['new', 'open', 'waiting', 'with_account_manager'].includes(of.status)
    const inView = {
      all: open,
      mine: (of: StoredCase) => open(of) && of.assignee_id === this.csm.userId,
      unassigned: (of: StoredCase) => open(of) && of.assignee_id === null,
      waiting: (of: StoredCase) => of.status === 'waiting',
      resolved: (of: StoredCase) => of.status === 'resolved',
      accounts: (of: StoredCase) => open(of) && this.accounts.has(of.organisation_id),
    }[input.view]
    return this.everything
      .filter(inView)
      .filter((of) => input.region === undefined || of.region_code === input.region)
      .filter((of) => input.severity === undefined || of.severity === input.severity)
      .filter((of) => input.tag === undefined || of.tags.includes(input.tag))
      .filter((of) => input.category === undefined || of.category === input.category)
      .filter((of) => input.organisation === undefined || of.organisation_id === input.organisation)
      .filter((of) => input.assignee === undefined || of.assignee_id === (input.assignee === 'nobody' ? null : input.assignee))
  }

  /** The first `pages` pages, one after the other. */
  async walk(input: QueueInput, pages = 60): Promise<string[]> {
    const ids: string[] = []
    for (let cursor: string | undefined; pages-- > 0;) {
      const page = await getQueue(this.ctx(), { ...input, cursor })
      ids.push(...page.cases.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    return ids
  }
}
