import 'server-only'
import { read, type Ctx } from '@/db/context'
import { correctSearch, findCases } from '@/lib/cases/queries/search'
import { highlight, parseSearch, searchLine, takeTagNames, type Search } from '@/lib/cases/search'
import type { CaseStatus } from '@/lib/cases/case'
import type { FoundCase } from '@/lib/cases/list-views'
import { typedNumber } from '../filter'
import type { DeskFinds } from '../views'
import { queueCtx, type QueueCtx } from './scope'

/** How alike a name must be to what was typed, where none has it as it was typed. */
const NAME_ALIKE = '0.5'

/** How many of each may be answered, and below which case number to look. */
export type Most = { readonly cases: number; readonly others: number; readonly before?: number }

/**
 * Cases, people and organisations for what somebody typed. Where no case holds the words, those that were probably meant are
 * looked for instead, and `corrected` says so. `tag:name` asks for cases with that tag alone. Throws Forbidden for anybody who is not staff.
 */
export async function findOnDesk(ctx: Ctx, q: string, most: Most): Promise<DeskFinds> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const { tags, rest } = takeTagNames(q)
    const search = parseSearch(rest)
    const nobody = { people: [], organisations: [], corrected: null }
    if (search.terms.length === 0 && tags.length === 0) return { cases: [], older: null, cut: false, ...nobody }
    await plan(ctx)
    const of = { limit: most.cases, before: most.before, tags }
    if (most.before !== undefined || tags.length > 0) return { ...(await findCases(ctx, search, of)), ...nobody }
    const [people, organisations, byNumber] = await Promise.all([
      findPeople(ctx, search, most.others),
      findOrganisations(ctx, search, most.others),
      findNumber(ctx, q),
    ])
    const found = byNumber.length > 0 ? { cases: byNumber, older: null, cut: false } : await findCases(ctx, search, of)
    const isFound = people.length + organisations.length + found.cases.length > 0 || found.cut
    return isFound ? { ...found, people, organisations, corrected: null } : findAlike(ctx, search, most)
  })
}

/** Lists come from indexes, and a name is like another from here. */
async function plan({ sql }: QueueCtx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('pg_trgm.word_similarity_threshold', ${NAME_ALIKE}, true)`
}

/** What was probably meant, where nothing is called or holds what was typed. */
async function findAlike(ctx: QueueCtx, search: Search, most: Most): Promise<DeskFinds> {
  const [people, organisations, meant] = await Promise.all([
    findPeople(ctx, search, most.others, true),
    findOrganisations(ctx, search, most.others, true),
    correctSearch(ctx, search),
  ])
  const found = await findCases(ctx, meant ?? search, { limit: most.cases })
  return { ...found, people, organisations, corrected: meant !== null && found.cases.length > 0 ? searchLine(meant) : null }
}

async function findNumber(ctx: QueueCtx, q: string): Promise<FoundCase[]> {
  const number = typedNumber(q)
  if (number === null) return []
  const rows = await ctx.sql<{ reference: string; subject: string; organisation: string; status: CaseStatus }[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, o.name as organisation, c.status
    from cases c cross join installation i join organisations o on o.id = c.organisation_id where c.number = ${number}`
  return rows.map((row) => ({ ...row, subject: [{ text: row.subject, hit: false }], place: 'number', text: null }))
}

type PersonRow = { id: string; name: string; email: string; organisationId: string | null; organisation: string | null }

async function findPeople({ sql }: QueueCtx, search: Search, limit: number, alike = false): Promise<DeskFinds['people']> {
  const typed = typedName(search)
  const each = search.terms
    .map(({ text }) => `%${escaped(text)}%`)
    .map((part) => sql`and (lower(u.name) like ${part} or lower(u.email) like ${part})`)
  const rows = await sql<PersonRow[]>`
    select u.id, u.name, u.email, m.organisation_id as "organisationId", o.name as organisation
    from users u left join memberships m on m.user_id = u.id left join organisations o on o.id = m.organisation_id
    where u.disabled_at is null ${alike ? sql`and lower(u.name) %> ${typed}` : sql`${each}`}
    order by ${alike ? sql`word_similarity(${typed}, lower(u.name)) desc,` : sql``} u.name, u.id limit ${limit}`
  return rows.map(({ name, ...row }) => ({ ...row, name: highlight(name, search) }))
}

async function findOrganisations(
  { sql }: QueueCtx,
  search: Search,
  limit: number,
  alike = false,
): Promise<DeskFinds['organisations']> {
  const typed = typedName(search)
  const each = search.terms.map(({ text }) => sql`and lower(name) like ${`%${escaped(text)}%`}`)
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from organisations where true ${alike ? sql`and lower(name) %> ${typed}` : sql`${each}`}
    order by ${alike ? sql`word_similarity(${typed}, lower(name)) desc` : sql`position(${typed} in lower(name))`}, name limit ${limit}`
  return rows.map(({ id, name }) => ({ id, name: highlight(name, search) }))
}

function typedName({ terms }: Search): string {
  return terms.map(({ text }) => text.toLowerCase()).join(' ')
}

/** A part of a name, for `like`. */
function escaped(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&')
}
