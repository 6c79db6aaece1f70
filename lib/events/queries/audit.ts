import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { z } from 'zod'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { Staff } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'
import { CursorInstant, decodeCursor, encodeCursor } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import type { AuditQuery, AuditRow, AuditState, ChainFault } from '../audit'
import { canReadAudit } from '../policy'

const PAGE = 50
const EXPORT_BATCH = 1_000
/** A name may be that of several; more than these few are not asked for at once. */
const NAMESAKES = 5
const Cursor = z.tuple([CursorInstant, z.int()])

type Fragment = PendingQuery<Row[]>
type Key = readonly [at: Instant, id: number]

/** Fifty entries, latest first, and where the next page begins. For administrators; throws Forbidden, Invalid for a cursor of another list. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<{ rows: AuditRow[]; next: string | undefined }> {
  const reader = readerOf(ctx)
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, Cursor)
  const rows = await read(ctx, (ctx) => entries(ctx, reader, query, after, PAGE + 1))
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return { rows: rows.slice(0, PAGE), next: last && encodeCursor([last.at, last.id]) }
}

/** Everything that the question finds, a thousand at a time, each in a short transaction of its own. For administrators; throws Forbidden. */
export async function* exportAudit(ctx: Ctx, query: AuditQuery): AsyncGenerator<AuditRow[]> {
  const reader = readerOf(ctx)
  let after: Key | undefined
  for (;;) {
    const rows = await read(ctx, (ctx) => entries(ctx, reader, query, after, EXPORT_BATCH))
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < EXPORT_BATCH) return
    after = [last.at, last.id]
  }
}

/** How far the chain reaches and what the last check of it found. For administrators; throws Forbidden. */
export async function getAuditState(ctx: Ctx): Promise<AuditState> {
  readerOf(ctx)
  type Checked = {
    at: Instant
    entries: number
    lastEntryId: number | null
    brokenEntryId: number | null
    broken: ChainFault | null
  }
  return read(ctx, async (ctx) => {
    const [[link], [checked]] = await Promise.all([
      ctx.sql<{ id: number }[]>`select entry_id as id from audit_links order by entry_id desc limit 1`,
      ctx.sql<Checked[]>`
        select at, entries, last_entry_id as "lastEntryId", broken_entry_id as "brokenEntryId", broken from audit_verifications order by id desc limit 1`,
    ])
    if (!checked) return { linkedUpTo: link?.id ?? null, verification: null }
    const { brokenEntryId, broken, ...found } = checked
    const fault = brokenEntryId === null || broken === null ? null : { entryId: brokenEntryId, fault: broken }
    return { linkedUpTo: link?.id ?? null, verification: { ...found, broken: fault } }
  })
}

function readerOf({ actor }: Ctx): Staff {
  if (!canReadAudit(actor)) throw new Forbidden('audit.read')
  return actor
}

async function entries(ctx: TxCtx, reader: Staff, query: AuditQuery, after: Key | undefined, limit: number): Promise<AuditRow[]> {
  const places = await placesOf(ctx, query)
  if (places.length === 0) return []
  const narrow = narrowing(ctx, query, reader.timeZone, after)
  // Each place is one index in the order of the list: its first rows are found without sorting, and the few that are left merged.
  const found = places.map(
    (place, at) => ctx.sql`${at === 0 ? ctx.sql`` : ctx.sql`union`} (
      select e.id, e.at from audit_entries e where ${place} ${narrow} order by e.at desc, e.id desc limit ${limit})`,
  )
  return ctx.sql<AuditRow[]>`
    with found as (${found}), page as (select id from found order by at desc, id desc limit ${limit})
    select e.id, e.at, e.actor_kind as "actorKind", a.name as "actorName", e.organisation_id as "organisationId", o.name as "organisationName", i.case_prefix || '-' || c.number as reference,
      e.subject_id as "subjectId", s.name as "subjectName", e.action, e.before, e.after, e.request_id as "requestId"
    from page join audit_entries e using (id) cross join installation i
      left join users a on a.id = e.actor_id
      left join users s on s.id = e.subject_id
      left join organisations o on o.id = e.organisation_id
      left join cases c on c.id = e.case_id
    order by e.at desc, e.id desc`
}

/**
 * Where the entries may stand, as conditions on `e`, each answered by an index: the case, else the persons on either side, else the
 * organisations, else everything. Nothing where a name is nobody's.
 */
async function placesOf(ctx: TxCtx, { reference, person, organisation, action }: AuditQuery): Promise<Fragment[]> {
  const [cases, people, organisations] = await Promise.all([
    reference === '' ? null : casesOf(ctx, reference),
    person === '' ? null : peopleOf(ctx, person),
    organisation === '' ? null : organisationsOf(ctx, organisation),
  ])
  const within = organisations && ctx.sql`and e.organisation_id = any(${organisations})`
  if (cases) {
    const by = people ? ctx.sql`and (e.actor_id = any(${people}) or e.subject_id = any(${people}))` : ctx.sql``
    return cases.map((id) => ctx.sql`e.case_id = ${id} ${by} ${within ?? ctx.sql``}`)
  }
  if (people) {
    return people.flatMap((id) => [
      ctx.sql`e.actor_id = ${id} ${within ?? ctx.sql``}`,
      ctx.sql`e.subject_id = ${id} ${within ?? ctx.sql``}`,
    ])
  }
  if (organisations) return organisations.map((id) => ctx.sql`e.organisation_id = ${id}`)
  // Acts on cases are many, so the list by time soon has a page of each; all others have an index by action.
  return [action === undefined || action.startsWith('case.') ? ctx.sql`true` : ctx.sql`e.case_id is null`]
}

function narrowing(ctx: TxCtx, { action, from, until }: AuditQuery, zone: string, after: Key | undefined): Fragment {
  const acted = action === undefined ? ctx.sql`` : ctx.sql`and e.action = ${action}`
  const since = from === undefined ? ctx.sql`` : ctx.sql`and e.at >= (${from}::date::timestamp at time zone ${zone})`
  const before = until === undefined ? ctx.sql`` : ctx.sql`and e.at < ((${until}::date + 1)::timestamp at time zone ${zone})`
  const beyond = after === undefined ? ctx.sql`` : ctx.sql`and (e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`
  return ctx.sql`${acted} ${since} ${before} ${beyond}`
}

async function casesOf(ctx: TxCtx, reference: string): Promise<string[]> {
  const number = /^(?:[A-Za-z][A-Za-z0-9]{0,7}-)?([0-9]{1,15})$/.exec(reference)?.[1]
  if (number === undefined) return []
  return ids(await ctx.sql<{ id: string }[]>`select id from cases where number = ${Number(number)}`)
}

async function peopleOf(ctx: TxCtx, person: string): Promise<string[]> {
  return ids(
    await ctx.sql<{ id: string }[]>`
      select id from users where email = ${person.toLowerCase()} or name ilike ${contains(person)}
      order by email <> ${person.toLowerCase()}, lower(name), id limit ${NAMESAKES}`,
  )
}

async function organisationsOf(ctx: TxCtx, organisation: string): Promise<string[]> {
  return ids(
    await ctx.sql<{ id: string }[]>`
      select id from organisations where name ilike ${contains(organisation)}
      order by lower(name) <> ${organisation.toLowerCase()}, lower(name), id limit ${NAMESAKES}`,
  )
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
