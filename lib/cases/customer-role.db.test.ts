// The second line of defence: what the customer's database role may not do, whatever a query of ours says (security ME-02).
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import { createCaseWorld, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
let caseId: string
beforeAll(async () => {
  world = await createCaseWorld()
  const reference = await world.open('ann')
  const [row] = await world.look(
    (sql) => sql<{ id: string }[]>`select id from cases where number = ${Number(reference.slice(3))}`,
  )
  caseId = row!.id
})
afterAll(() => world.end())

const REFUSED = { code: 'forbidden' }
/** A statement of ann's own transaction, as her database role. */
const asAnn = (statement: (sql: TransactionSql) => Promise<unknown>) =>
  inTransaction(world.as('ann'), ({ sql }) => statement(sql).then(() => undefined))

describe('the customer’s role, on the customer’s own case', () => {
  test.each([
    ['severity', '1'],
    ['status', "'closed'"],
    ['assignee_id', 'requester_id'],
    ['next_due_at', 'now()'],
    ['next_at_risk_at', 'null'],
    ['region_code', "'AMER'"],
    ['requester_id', 'gen_random_uuid()'],
    ['organisation_id', 'gen_random_uuid()'],
    ['customer_waiting_since', 'null'],
  ])('changes no %s', async (column, value) => {
    await expect(
      asAnn((sql) => sql.unsafe(`update cases set ${column} = ${value} where id = $1`, [caseId])),
    ).rejects.toMatchObject(REFUSED)
  })

  test('locks it, and deletes nothing', async () => {
    await asAnn((sql) => sql`select 1 from cases where id = ${caseId} for update`)
    for (const table of ['cases', 'case_messages', 'sla_clocks', 'audit_entries', 'outbox', 'job_orders', 'idempotency_keys'])
      await expect(asAnn((sql) => sql.unsafe(`delete from ${table}`))).rejects.toMatchObject(REFUSED)
  })

  test('moves no clock and adds none but that of an opening', async () => {
    await expect(asAnn((sql) => sql`update sla_clocks set due_at = now() where case_id = ${caseId}`)).rejects.toMatchObject(
      REFUSED,
    )
    const clock = (metric: string, dueAt: string) =>
      asAnn(
        (sql) => sql`
          insert into sla_clocks (organisation_id, id, case_id, metric, policy_version_id, level, target_minutes, unit, started_at, segments, pauses, due_at)
          select organisation_id, ${newId(NOW)}, id, ${metric}, policy_version_id, 1, 1, 'elapsed', opened_at, '[]'::jsonb, '[]'::jsonb, ${dueAt}::timestamptz
          from cases where id = ${caseId}`,
      )
    await expect(clock('first_response', '2030-01-01T00:00:00Z')).rejects.toMatchObject(REFUSED)
    await expect(clock('update', '2030-01-01T00:00:00Z')).rejects.toMatchObject(REFUSED)
  })

  test('writes no message as somebody else, and no history in another name', async () => {
    const message = (authorId: string, kind: string) =>
      asAnn(
        (sql) => sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
          values (${world.actors.ann.organisationId}, ${newId(NOW)}, ${caseId}, ${authorId}, ${kind}, 'forged', ${NOW})`,
      )
    await expect(message(world.actors.agent.userId, 'staff')).rejects.toMatchObject(REFUSED)
    await expect(message(world.actors.cleo.userId, 'customer')).rejects.toMatchObject(REFUSED)
    await message(world.actors.ann.userId, 'customer')
    const history = asAnn(
      (sql) => sql`insert into audit_entries (at, actor_kind, actor_id, organisation_id, case_id, action, audience, request_id)
        values (${NOW}, 'staff', ${world.actors.agent.userId}, ${world.actors.ann.organisationId}, ${caseId}, 'case.closed', 'customer', 'forged')`,
    )
    await expect(history).rejects.toMatchObject(REFUSED)
  })
})

describe('the customer’s role, on the case of a colleague', () => {
  const writeAs = (name: 'ann' | 'cleo' | 'boss' | 'gil') =>
    inTransaction(world.as(name), async ({ sql }) => {
      const { userId, organisationId } = world.actors[name]
      await sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
        values (${organisationId}, ${newId(NOW)}, ${caseId}, ${userId}, 'customer', 'mine', ${NOW})`
    })

  test('writes where it may read: an administrator does, a member only as a participant, a stranger never', async () => {
    await writeAs('boss')
    await expect(writeAs('cleo')).rejects.toMatchObject(REFUSED)
    await expect(writeAs('gil')).rejects.toMatchObject(REFUSED)
    const [row] = await world.look((sql) => sql<{ number: number }[]>`select number from cases where id = ${caseId}`)
    await world.invite(`HS-${row!.number}`, 'cleo')
    await writeAs('cleo')
  })
})

describe('the customer’s role, on what is sent and run', () => {
  const mail = (kind: string, recipientId: string) =>
    asAnn(
      (sql) => sql`insert into outbox (id, organisation_id, case_id, kind, recipient_id, facts, status, created_at)
        values (${newId(NOW)}, ${world.actors.ann.organisationId}, ${caseId}, ${kind}, ${recipientId}, '{}'::jsonb, 'waiting', ${NOW})`,
    )
  test('mails words on cases to people of its own organisation and to ours', async () => {
    await mail('case_received', world.actors.ann.userId)
    await mail('case_for_account_manager', world.actors.csm.userId)
    await expect(mail('password_reset', world.actors.ann.userId)).rejects.toMatchObject(REFUSED)
    await expect(mail('case_received', world.actors.gil.userId)).rejects.toMatchObject(REFUSED)
    await expect(asAnn((sql) => sql`select facts from outbox`)).rejects.toMatchObject(REFUSED)
  })

  test.each([
    ['cases.close_resolved', null, null],
    ['identity.send_token', null, null],
    ['email.deliver', 'key', null],
    ['email.deliver', null, '2030-01-01T00:00:00Z'],
    ['files.preview', 'give_back:1', null],
  ])('orders no %s under %s at %s', async (job, key, runAt) => {
    await expect(
      asAnn(
        (sql) =>
          sql`insert into job_orders (job, payload, key, run_at) values (${job}, '{}'::json, ${key}, ${runAt}::timestamptz)`,
      ),
    ).rejects.toMatchObject(REFUSED)
    await expect(asAnn((sql) => sql`select hand_over_jobs()`)).rejects.toMatchObject(REFUSED)
  })
})
