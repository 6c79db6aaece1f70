// Opening a case, in process and durable, ten at once: against one bare row, and against the same rows written by hand.
import postgres, { type Sql } from 'postgres'
import { createContext } from '@/db/context'
import { openCase } from '@/lib/cases/commands/open-case'
import { OpenCaseInput } from '@/lib/cases/input'
import { newId } from '@/lib/kernel/ids'
import type { Customer } from '@/lib/kernel/actor'
import { addMs, instant, toIso, type Instant } from '@/lib/kernel/time'
import { FIRST_NUMBER } from '@/lib/run/fill/fill'
import type { DatabaseUrls } from '@/lib/run/fresh-database'
import { median, perSecond, times, type Figure } from './figures'
import type { Asked } from './people'
import { rateOf } from './stopwatch'

const AT_ONCE = 10
const ROUNDS = 15
const CASES = 200
/** Unmeasured rounds of each, until their code is compiled and its statements planned. */
const WARM_UP = 10
const BARE_SHARE = 0.12
const BY_HAND_SHARE = 0.6

/** `asked` has ten connections. What it opens beyond the `filled` cases is taken out again. */
export async function openingFigures(asked: Asked, urls: DatabaseUrls, filled: number): Promise<Figure[]> {
  const options = { max: AT_ONCE, onnotice: () => {}, fetch_types: false }
  const owner = postgres(urls.owner, options)
  // One connection for each, so that what is sent in one breath stays together.
  const apps = Array.from({ length: AT_ONCE }, () => postgres(urls.app, { ...options, max: 1 }))
  try {
    const [durable] = await owner<
      { fsync: string; commit: string }[]
    >`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
    if (durable?.fsync !== 'on' || durable.commit !== 'on') throw new Error('this server gives durability up: nothing to compare')
    await removeOpened(owner, filled)
    await owner`create table if not exists bench_bare (id bigserial primary key, at timestamptz not null, body text not null)`
    const bare = () =>
      rateOf(CASES * 5, AT_ONCE, () => owner`insert into bench_bare (at, body) values (${toIso(asked.now)}, 'one row')`)
    // Time goes on, as it does: with one instant for all, every index would take its new rows at random places.
    const began = performance.now()
    const now = () => addMs(asked.now, Math.round(performance.now() - began))
    const byHand = () => rateOf(CASES, AT_ONCE, (person) => writeByHand(apps[person]!, asked.administrator, now()))
    const ours = () =>
      rateOf(CASES, AT_ONCE, () => {
        const ctx = createContext(asked.administrator, now(), { client: asked.client })
        return openCase(ctx, { ...FORM, key: newId(ctx.now) })
      })
    const rates = { bare: [] as number[], byHand: [] as number[], ours: [] as number[] }
    for (let round = 0; round < WARM_UP; round++) for (const warmUp of [bare, byHand, ours]) await warmUp()
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare.push(await bare())
      rates.byHand.push(await byHand())
      rates.ours.push(await ours())
    }
    await owner`drop table bench_bare`
    await removeOpened(owner, filled)
    const [one, hand, our] = [median(rates.bare), median(rates.byHand), median(rates.ours)]
    const group = `Opening a case, ten at once, fsync and synchronous_commit on, medians of ${ROUNDS} rounds`
    return [
      { group, name: 'floor: one row, insert and commit', value: perSecond(one) },
      { group, name: 'floor: the same rows in one transaction, pipelined by hand', value: perSecond(hand) },
      {
        group,
        name: 'openCase against one bare row',
        value: perSecond(our),
        ratio: times(our / one),
        gate: `≥ ${BARE_SHARE} ×`,
        holds: our / one >= BARE_SHARE,
      },
      {
        group,
        name: 'openCase against the rows by hand',
        value: perSecond(our),
        ratio: times(our / hand),
        gate: `≥ ${BY_HAND_SHARE} ×`,
        holds: our / hand >= BY_HAND_SHARE,
      },
    ]
  } finally {
    await Promise.all([owner, ...apps].map((sql) => sql.end()))
  }
}

/**
 * Leaves the database as it was filled, also after a measurement that was broken off. The product never deletes a case, so nothing serves
 * the question what still refers to one: two indexes of its own do, for as long as it takes.
 */
async function removeOpened(owner: Sql, filled: number): Promise<void> {
  const [opened] = await owner<
    { any: boolean }[]
  >`select exists (select from cases where number >= ${FIRST_NUMBER + filled}) as any`
  if (!opened!.any) return
  await owner.begin(async (sql) => {
    await sql`create index bench_documents on search_documents (organisation_id, case_id)`
    await sql`create index bench_merged on cases (organisation_id, merged_into_id) where merged_into_id is not null`
    await sql`alter table audit_entries disable trigger audit_entries_append_only`
    await sql`create temporary table opened on commit drop as select id from cases where number >= ${FIRST_NUMBER + filled}`
    for (const table of ['outbox', 'events', 'audit_entries', 'sla_clocks', 'case_messages']) {
      await sql`delete from ${sql(table)} where case_id in (select id from opened)`
    }
    await sql`delete from cases where id in (select id from opened)`
    await sql`delete from job_orders where job = 'email.deliver'`
    await sql`alter table audit_entries enable trigger audit_entries_append_only`
    await sql`drop index bench_documents, bench_merged`
  })
  for (const table of ['cases', 'case_messages', 'sla_clocks', 'outbox', 'events', 'job_orders', 'audit_entries'])
    await owner`vacuum (analyze) ${owner(table)}`
}

/** Read at the boundary, as a door does, once for all of them: but for its key. */
const FORM = OpenCaseInput.parse({
  key: newId(instant(0)),
  category: 'problem',
  subject: 'Cross table takes minutes to open in brand tracker',
  impact: 'major',
  workaround: 'no',
  body: 'Since this morning the cross table of our brand tracker takes minutes to open. Nothing was changed on our side.',
})

/** BEGIN, every row that opening a case leaves, COMMIT: sent in one breath under the customer's role. */
async function writeByHand(sql: Sql, { userId, organisationId }: Customer, now: Instant): Promise<void> {
  const [caseId, outboxId, at] = [newId(now), newId(now), toIso(now)]
  const due = toIso(now)
  const region = 'EMEA'
  await Promise.all([
    sql`begin`,
    sql`select set_config('role', 'concord_customer', true), set_config('app.user', ${userId}, true), set_config('app.org', ${organisationId}, true),
      set_config('app.is_org_admin', 'true', true)`,
    sql`insert into cases (organisation_id, id, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id, policy_version_id,
        channel, details, opened_at, last_activity_at, customer_waiting_since, next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
      values (${organisationId}, ${caseId}, ${userId}, 'problem', 'Cross table takes minutes to open in brand tracker', 'major', 'no', 1, 'new', ${region}, 'EMEA-1',
        'policy-1', 'portal', '{}', ${at}, ${at}, ${at}, 'first_response', ${due}, ${due}, 240, 'EMEA-1')`,
    sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
      values (${organisationId}, ${newId(now)}, ${caseId}, ${userId}, 'customer',
        'Since this morning the cross table of our brand tracker takes minutes to open. Nothing was changed on our side.', ${at})`,
    sql`insert into sla_clocks (organisation_id, id, case_id, metric, policy_version_id, level, target_minutes, unit, started_at, segments, pauses, due_at, at_risk_at)
      values (${organisationId}, ${newId(now)}, ${caseId}, 'first_response', 'policy-1', 1, 240, 'business', ${at},
        ${`[{"calendarId":"EMEA-1","from":${now}}]`}::text::jsonb, '[]', ${due}, ${due})`,
    sql`insert into audit_entries (at, actor_kind, actor_id, organisation_id, case_id, action, audience, after, request_id)
      values (${at}, 'customer', ${userId}, ${organisationId}, ${caseId}, 'case.opened', 'customer', '{"severity":1,"status":"new","channel":"portal"}', 'by hand')`,
    sql`insert into events (xid, at, organisation_id, case_id, audience, type, facts)
      values (pg_current_xact_id(), ${at}, ${organisationId}, ${caseId}, 'customer', 'case.changed', '{"number":1}')`,
    sql`insert into outbox (id, organisation_id, case_id, kind, recipient_id, facts, status, created_at)
      values (${outboxId}, ${organisationId}, ${caseId}, 'case_received', ${userId}, '{"severity":1}', 'waiting', ${at})`,
    sql`insert into job_orders (job, payload) values ('email.deliver', ${`{"outboxId":"${outboxId}"}`}::text::json)`,
    sql`commit`,
  ])
}
