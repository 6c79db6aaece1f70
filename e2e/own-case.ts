// A case for one story alone.
import { PEOPLE, sql, type PersonKey } from './fixtures'

/** Opens a case beside the first one of a customer, as the database would hold it, and answers with its reference. */
export async function ownCase(subject: string, of: PersonKey = 'requester'): Promise<string> {
  const [made] = await sql<{ reference: string }[]>`
    with new_case as (
      insert into cases (organisation_id, id, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id,
        policy_version_id, channel, details, opened_at, last_activity_at, customer_waiting_since)
      select c.organisation_id, gen_random_uuid(), c.requester_id, 'how_to', ${subject}, 'none', 'acceptable', 4, 'open', c.region_code, c.calendar_id,
        c.policy_version_id, 'portal', '{}', now(), now(), now()
      from cases c join users u on u.id = c.requester_id where u.email = ${PEOPLE[of]} order by c.number limit 1
      returning organisation_id, id, number, requester_id),
    words as (
      insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
      select organisation_id, gen_random_uuid(), id, requester_id, 'customer', ${`${subject}: what I saw.`}, now() from new_case)
    select 'HS-' || number as reference from new_case`
  return made!.reference
}
