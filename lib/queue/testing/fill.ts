// Many cases at once for tests and measurements of the queue: written by SQL, with promises that the arithmetic made.
import type postgres from 'postgres'
import type { World } from '@/db/seed/world'
import { addMs, HOUR_MS, toIso, type Instant } from '../../kernel/time'
import { dueAt, prepareCalendar } from '../../sla/calendar'
import { AT_RISK_FROM } from '../../sla/clock'
import { defaultCalendars, type DefaultRegion } from '../../sla/default-calendars'
import { defaultPolicy } from '../../sla/default-policy'
import { LEVELS, timedTarget } from '../../sla/support-policy'

const REGIONS: readonly DefaultRegion[] = ['APAC', 'EMEA', 'AMER']
/** Different promises of each region, level and metric. */
const PROMISES = 500

type PromiseRow = [
  region: string,
  level: number,
  nth: number,
  metric: string,
  opened: Instant,
  due: Instant,
  atRisk: Instant,
  target: number,
]

/**
 * Fills an empty world with `total` cases of which `open` are unresolved, in `organisations` more organisations. A fifth is
 * unassigned, a fifth waits, a few are breached. `owner` signs in as concord_owner. Ends with VACUUM ANALYZE.
 */
export async function fillQueue(
  owner: postgres.Sql,
  world: World,
  of: { total: number; open: number; organisations: number },
): Promise<void> {
  const now = toIso(world.now)
  await owner`
    insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
    select gen_random_uuid(), 'Organisation ' || n, (array['APAC','EMEA','AMER'])[1 + n % 3], 'UTC', 'EUR',
      (array[${world.staff.csmApac.userId}, ${world.staff.csmEmea.userId}]::uuid[])[1 + n % 2], ${world.staff.servicesLead.userId}, ${now}
    from generate_series(1, ${of.organisations}) n`
  await owner`
    insert into users (id, email, name, time_zone, created_at)
    select gen_random_uuid(), 'member' || n || '@fill.example', 'Member ' || n, 'UTC', ${now} from generate_series(1, ${of.organisations}) n`
  await owner`
    insert into memberships (organisation_id, user_id, role, created_at)
    select o.id, u.id, 'member', ${now} from organisations o join users u on u.email = 'member' || substr(o.name, 14) || '@fill.example'
    where o.name like 'Organisation %'`
  const promises = promisesOf(world.now)
  const column = (at: number) => promises.map((row) => (at >= 4 && at <= 6 ? toIso(row[at] as Instant) : String(row[at])))
  await owner`create table fill_promises (region text, level int, nth int, metric text, opened timestamptz, due timestamptz, at_risk timestamptz, target int)`
  await owner`
    insert into fill_promises select * from unnest(${column(0)}::text[], ${column(1)}::int[], ${column(2)}::int[], ${column(3)}::text[],
      ${column(4)}::timestamptz[], ${column(5)}::timestamptz[], ${column(6)}::timestamptz[], ${column(7)}::int[])`
  await owner`create index on fill_promises (region, level, nth)`
  await owner`
    create table fill_members as select substr(o.name, 14)::int as nth, m.organisation_id, m.user_id, o.region_code
    from memberships m join organisations o on o.id = m.organisation_id where o.name like 'Organisation %'`
  await owner`alter table fill_members add primary key (nth)`
  const { agentApac, agentEmea, agentAmer, csmApac, csmEmea } = world.staff
  const staff = [agentApac, agentEmea, agentAmer, csmApac, csmEmea].map(({ userId }) => userId)
  await owner`
    insert into cases (organisation_id, id, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id,
      policy_version_id, assignee_id, channel, details, opened_at, last_activity_at, customer_waiting_since, resolved_at, closed_at,
      next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
    select m.organisation_id, gen_random_uuid(), m.user_id, (array['problem','problem','problem','how_to','how_to','licence','project_or_data'])[1 + n % 7],
      'Case ' || n || ' about ' || (array['publishing a dashboard','the weighting scheme','an export to PowerPoint','signing in','a story that does not refresh'])[1 + (n / 3) % 5],
      'major', 'no', g.level, g.status, m.region_code, m.region_code || '-1', 'policy-1',
      case when n % 5 = 0 then null else (${staff}::uuid[])[1 + (n / 5) % 5] end, 'portal', '{}', p.opened, p.opened + interval '5 minutes',
      case when g.status = 'waiting' or n % 4 = 0 then null else p.opened end,
      case when g.status in ('resolved','closed') then p.opened + interval '1 hour' end, case when g.status = 'closed' then ${now}::timestamptz end,
      case when g.running then p.metric end, case when g.running then p.due end, case when g.running then p.at_risk end,
      case when g.running then p.target end, case when g.running then m.region_code || '-1' end
    from generate_series(1, ${of.total}) n
    cross join lateral (select (array[1,2,2,3,3,3,3,4,4,4])[1 + (n / 7) % 10] as level, n > ${of.total - of.open} as is_open) l
    cross join lateral (select l.level,
      case when l.is_open then (array['new','open','open','open','waiting'])[1 + (n / 11) % 5]
        when n > ${of.total - Math.round(of.open * 1.2)} then 'resolved' else 'closed' end as status,
      l.is_open and (l.level <= 2 or (n / 11) % 5 = 0) as running) g
    join fill_members m on m.nth = 1 + (n::bigint * 7919) % ${of.organisations}
    join fill_promises p on p.region = m.region_code and p.level = g.level and p.nth = n / 13 % ${PROMISES}
      and p.metric = case when g.status = 'new' then 'first_response' else 'update' end`
  await owner`drop table fill_promises, fill_members`
  await owner`vacuum analyze cases`
  await owner`analyze organisations`
}

/** Promises of every age: a tenth is overdue, the rest still runs. Levels without an update target take the first answer's. */
function promisesOf(now: Instant): PromiseRow[] {
  return REGIONS.flatMap((region) => {
    const calendar = prepareCalendar(defaultCalendars[region])
    return LEVELS.flatMap((level) =>
      (['first_response', 'update'] as const).flatMap((metric) => {
        const minutes = (timedTarget(defaultPolicy, metric, level) ?? timedTarget(defaultPolicy, 'first_response', level)!)
          .minutes
        return Array.from({ length: PROMISES }, (_, nth): PromiseRow => {
          const age = ((nth * 37) % PROMISES) / PROMISES
          const opened = addMs(now, -Math.round(age * (minutes / 8.5 / 60 + 1) * 1.15 * 24 * HOUR_MS) - nth * 1000)
          const due = dueAt(calendar, opened, minutes * 60)
          return [region, level, nth, metric, opened, due, dueAt(calendar, opened, minutes * 60 * AT_RISK_FROM), minutes]
        })
      }),
    )
  })
}
