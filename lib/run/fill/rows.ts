// Stories and people as lines of COPY in PostgreSQL's text format. What people write here holds no tab, newline or backslash.
import type { Instant } from '@/lib/kernel/time'
import { toIso } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID } from '@/lib/sla/commands'
import { currencyOf, type FillPeople } from './people'
import type { FillCase } from './stories'

export const CASE_PREFIX = 'HS'
const IMPACTS = { 1: 'unusable', 2: 'major', 3: 'minor', 4: 'none' } as const
const WORKAROUNDS = { 1: 'no', 2: 'temporary', 3: 'acceptable', 4: 'acceptable' } as const

type Value = string | number | null

const line = (...values: Value[]) => `${values.map((value) => value ?? '\\N').join('\t')}\n`
const at = (instant: Instant | null) => (instant === null ? null : toIso(instant))

/** Tables that a fill writes by COPY, with the columns in the order of the lines. */
export const COLUMNS = {
  users: 'id, email, name, time_zone, password_hash, created_at',
  organisations: 'id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at',
  memberships: 'organisation_id, user_id, role, created_at',
  staff_members: 'user_id, roles, region_code, created_at',
  cases: `organisation_id, id, number, requester_id, category, subject, impact, workaround, severity, status, status_before_waiting, region_code, calendar_id,
    policy_version_id, assignee_id, channel, details, opened_at, last_activity_at, last_public_staff_message_at, customer_waiting_since, resolved_at, closed_at,
    next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id`,
  case_messages: 'organisation_id, id, case_id, author_id, author_kind, body, created_at',
  sla_clocks: `organisation_id, id, case_id, metric, policy_version_id, level, target_minutes, unit, started_at, segments, pauses, due_at, at_risk_at, ended_at,
    outcome, breached_at, breach_cause, used_seconds_at_end`,
  audit_entries: 'at, actor_kind, actor_id, organisation_id, case_id, action, audience, before, after, request_id',
} as const
export type FilledTable = keyof typeof COLUMNS
export type Lines = Partial<Record<FilledTable, string>>

/** The lines of all people; everybody has the same password. */
export function linesOfPeople(
  { staff, organisations }: FillPeople,
  passwordHash: string,
  createdAt: Instant,
): Required<Pick<Lines, 'users' | 'organisations' | 'memberships' | 'staff_members'>> {
  const since = at(createdAt)
  const people = [...staff, ...organisations.flatMap(({ members }) => members)]
  return {
    users: people.map(({ id, email, name, zone }) => line(id, email, name, zone, passwordHash, since)).join(''),
    organisations: organisations
      .map(({ id, name, region, zone, csm, backup }) =>
        line(id, name, region, zone, currencyOf(region), csm.id, backup.id, since),
      )
      .join(''),
    memberships: organisations
      .flatMap(({ id, members }) =>
        members.map((member, nth) => line(id, member.id, nth === 0 ? 'administrator' : 'member', since)),
      )
      .join(''),
    staff_members: staff.map(({ id, roles, region }) => line(id, `{${roles.join(',')}}`, region, since)).join(''),
  }
}

/** The lines of one case with its number; what happened is audited where the case is unresolved. */
export function linesOfCase(
  of: FillCase,
  number: number,
): Record<'cases' | 'case_messages' | 'sla_clocks' | 'audit_entries', string> {
  const { organisation, requester, agent, level, status } = { ...of, agent: of.assignee }
  const organisationId = organisation.id
  const calendarId = `${organisation.region}-1`
  const { next } = of
  const open = status !== 'resolved' && status !== 'closed'
  return {
    cases: line(
      organisationId,
      of.id,
      number,
      requester.id,
      of.category,
      of.subject,
      IMPACTS[level],
      WORKAROUNDS[level],
      level,
      status,
      status === 'waiting' ? 'open' : null,
      organisation.region,
      calendarId,
      DEFAULT_POLICY_ID,
      agent?.id ?? null,
      'portal',
      '{}',
      at(of.openedAt),
      at(of.lastActivityAt),
      at(of.lastAnswerAt),
      at(of.customerWaitingSince),
      at(of.resolvedAt),
      at(of.closedAt),
      next?.metric ?? null,
      at(next?.dueAt ?? null),
      at(next?.atRiskAt ?? null),
      next?.targetMinutes ?? null,
      next?.calendarId ?? null,
    ),
    case_messages: of.messages
      .map(({ id, author, staff, body, at: said }) =>
        line(organisationId, id, of.id, author.id, staff ? 'staff' : 'customer', body, at(said)),
      )
      .join(''),
    sla_clocks: of.clocks
      .map((clock) =>
        line(
          organisationId,
          clock.id,
          of.id,
          clock.metric,
          clock.policyVersionId,
          clock.level,
          clock.targetMinutes,
          clock.unit,
          at(clock.startedAt),
          JSON.stringify(clock.segments),
          JSON.stringify(clock.pauses),
          at(clock.dueAt),
          at(clock.atRiskAt),
          at(clock.endedAt),
          clock.outcome,
          at(clock.breachedAt),
          clock.breachCause,
          clock.usedSecondsAtEnd,
        ),
      )
      .join(''),
    audit_entries: open ? historyOf(of, organisationId) : '',
  }
}

function historyOf(of: FillCase, organisationId: string): string {
  const initial = of.category === 'project_or_data' ? 'with_account_manager' : 'new'
  const opened = JSON.stringify({ severity: of.level, status: initial, dueAt: of.clocks[0]?.dueAt ?? null, channel: 'portal' })
  const entry = (
    when: Instant,
    kind: string,
    actor: string,
    action: string,
    audience: string,
    before: string | null,
    after: string,
  ) => line(at(when), kind, actor, organisationId, of.id, action, audience, before, after, 'fill')
  let lines = entry(of.openedAt, 'customer', of.requester.id, 'case.opened', 'customer', null, opened)
  if (of.assignee) {
    lines += entry(
      of.openedAt,
      'staff',
      of.assignee.id,
      'case.assigned',
      'staff',
      null,
      JSON.stringify({ assigneeId: of.assignee.id, assigneeName: of.assignee.name }),
    )
  }
  const answer = of.messages.find(({ staff }) => staff)
  if (answer) {
    lines += entry(
      answer.at,
      'staff',
      answer.author.id,
      'case.replied',
      'customer',
      JSON.stringify({ status: initial }),
      JSON.stringify({ status: of.status, by: 'staff' }),
    )
  }
  return lines
}
