// The statements of the queue as PostgreSQL plans them on 20,000 analysed cases: each list comes from the index that was made for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { QueueHouse, TAGS } from './testing/queue-house'

let house: QueueHouse
beforeAll(async () => void (house = await QueueHouse.open()), 120_000)
afterAll(() => house.close())

describe('each list comes from its index', () => {
  const OPEN = "status in ('new','open','waiting','with_account_manager')"
  const RUNNING = `${OPEN} and next_due_at is not null`
  const STREAM =
    "region_code = 'EMEA' and calendar_id = 'EMEA-1' and next_calendar_id = 'EMEA-1' and (assignee_id is null) = (select false)"
  const NOW_SQL = "'2026-11-24T01:00:00Z'"
  const MANY =
    "status not in ('resolved','closed') and organisation_id = any(array(select id from organisations order by name limit 30))"

  it.each([
    [
      'breached',
      'cases_breached_idx',
      `${RUNNING} and severity = 1 and next_due_at < ${NOW_SQL} order by next_due_at, opened_at, id limit 51`,
    ],
    [
      'running',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'running, of a category',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and category = 'licence' and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'running and nobody’s',
      'cases_running_idx',
      `${RUNNING} and ${STREAM.replace('false', 'true')} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'on track',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} and (coalesce(next_at_risk_at <= ${NOW_SQL}, false)
        or (assignee_id is null and next_due_at <= ${NOW_SQL})) is not true order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'waiting',
      'cases_waiting_idx',
      `${RUNNING} and status = 'waiting' and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'without a promise',
      'cases_without_promise_idx',
      `${OPEN} and next_due_at is null and (status = 'waiting') = (select false) and (assignee_id is null) = (select true) and severity = 3
        and customer_waiting_since > '2000-01-01' order by customer_waiting_since, opened_at, id limit 51`,
    ],
    ['of a person', 'cases_assignee_idx', `${OPEN} and assignee_id = (select user_id from staff_members limit 1)`],
    ['newest', 'cases_open_by_age_idx', `${OPEN} order by opened_at desc, id desc limit 51`],
    ['latest activity', 'cases_open_by_activity_idx', `${OPEN} order by last_activity_at desc, id desc limit 51`],
    ['resolved', 'cases_resolved_idx', "status = 'resolved' order by resolved_at desc, id desc limit 51"],
    [
      'of an organisation',
      'cases_open_of_organisation_idx',
      `organisation_id = (select id from organisations limit 1) and ${OPEN}`,
    ],
    [
      'of an organisation, thinned by filters',
      'cases_open_of_organisation_idx',
      `organisation_id = (select id from organisations limit 1) and ${OPEN} and (severity = 2 and assignee_id is null) is true`,
    ],
    [
      'of many organisations, running and late',
      'cases_open_of_organisation_idx',
      `${MANY} and next_due_at >= ${NOW_SQL} and (category = 'licence') is true`,
    ],
    [
      'of many organisations, nobody’s of a level without a promise',
      'cases_open_of_organisation_idx',
      `${MANY} and (assignee_id is null) = any('{true}'::boolean[]) and severity = any('{4}'::smallint[]) and next_due_at is null limit 1001`,
    ],
    ['words', 'cases_subject_idx', `${OPEN} and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')`],
    [
      'words of any that are not closed',
      'cases_subject_idx',
      `(${OPEN} or status = 'resolved') and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')`,
    ],
    [
      'words of closed cases',
      'cases_closed_subject_idx',
      "status = 'closed' and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')",
    ],
  ])('%s: %s', async (_name, index, rest) => {
    const plan = await house.owner.unsafe(`explain select id from cases where ${rest}`)
    const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n')
    expect(lines).toMatch(new RegExp(`using ${index}|on ${index}`))
    if (rest.includes('order by')) expect(lines).not.toContain('Sort')
  })

  const TAGGED = `(select case_id as id, q.* from queue_tags q where q.tag_id = '${TAGS.common}') c`

  it.each([
    [
      'breached',
      'breached',
      `${RUNNING} and severity = 1 and next_due_at < ${NOW_SQL} order by next_due_at, opened_at, id limit 51`,
    ],
    [
      'running',
      'running',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'without a promise',
      'without_promise',
      `${OPEN} and next_due_at is null and (status = 'waiting') = (select false) and (assignee_id is null) = (select true) and severity = 3
        and customer_waiting_since > '2000-01-01' order by customer_waiting_since, opened_at, id limit 51`,
    ],
    ['of a person', 'assignee', `${OPEN} and assignee_id = (select user_id from staff_members limit 1)`],
    ['of many organisations', 'organisation', `${MANY} and severity = any('{4}'::smallint[]) and next_due_at is not null`],
    ['of an organisation', 'organisation', `${OPEN} and organisation_id = (select id from organisations limit 1)`],
    ['newest', 'age', `${OPEN} order by opened_at desc, id desc limit 51`],
    ['latest activity', 'activity', `${OPEN} order by last_activity_at desc, id desc limit 51`],
    ['resolved', 'resolved', "status = 'resolved' order by resolved_at desc, id desc limit 51"],
  ])('of a tag, %s: queue_tags_%s_idx', async (_name, index, rest) => {
    const plan = await house.owner.unsafe(`explain select id from ${TAGGED} where ${rest}`)
    const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n')
    expect(lines).toMatch(new RegExp(`using queue_tags_${index}_idx`))
    if (rest.includes('order by')) expect(lines).not.toContain('Sort')
  })
})
