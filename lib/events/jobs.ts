import 'server-only'
import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import type { ChainFault, Verification } from './audit'

/** The chain is extended by one process at a time. */
const CHAIN_LOCK = 7_228_431_002
/** Entries linked in one transaction, and ids looked at in one step of a check. */
const BATCH = 5_000
const PATIENCE_MS = 10_000
const POLL_MS = 25

/**
 * What a hash covers of an entry `e`: all of it. Said here and not in the database, so that whoever changes rows there cannot change
 * the measure with them. A column that is added later is covered from then on by a measure of its own.
 */
function measure(ctx: TxCtx) {
  return ctx.sql`encode(sha256(convert_to(jsonb_build_array(e.id, (extract(epoch from e.at) * 1000)::bigint, e.actor_kind, e.actor_id,
    e.organisation_id, e.case_id, e.subject_id, e.action, e.audience, e.before, e.after, e.request_id)::text, 'UTF8')), 'hex')`
}

/** `events.chain`: links what was committed since the last run. */
export async function chainJob(ctx: Ctx): Promise<void> {
  await chainEntries(ctx)
}

/**
 * Links what was committed since the last time, in the order of ids, and answers with how many entries. Ids are given before
 * commits, so only those are linked below which no writer can still commit one; with a writer that takes longer than
 * `patienceMs` it links nothing, and the next run does (INV-11).
 */
export async function chainEntries(ctx: Ctx, patienceMs = PATIENCE_MS): Promise<number> {
  const horizon = await settledId(ctx, patienceMs)
  if (horizon === null) return 0
  let total = 0
  for (let linked = BATCH; linked === BATCH; total += linked) linked = await inTransaction(ctx, (ctx) => linkBatch(ctx, horizon))
  return total
}

async function linkBatch(ctx: TxCtx, horizon: number): Promise<number> {
  await ctx.sql`select pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`
  const last = await lastLink(ctx)
  const rows = await ctx.sql<{ id: number; measure: string }[]>`
    select e.id, ${measure(ctx)} as measure from audit_entries e where e.id > ${last?.id ?? 0} and e.id <= ${horizon} order by e.id limit ${BATCH}`
  let hash = last?.hash ?? ''
  const hashes = rows.map(({ measure }) => (hash = linkHash(hash, measure)))
  await ctx.sql`
    insert into audit_links (entry_id, hash)
    select id, decode(hash, 'hex') from unnest(${rows.map(({ id }) => id)}::bigint[], ${hashes}::text[]) linked (id, hash)`
  return rows.length
}

/** The hash of a link: that of the link before and the measure of its entry. */
function linkHash(before: string, measure: string): string {
  return createHash('sha256').update(before, 'hex').update(measure, 'hex').digest('hex')
}

/**
 * The last id that was given out, once whoever was writing then has finished; null when they have not in time. A writer holds its
 * lock on the table before it is given an id, so whoever comes later is given a higher one.
 */
async function settledId(ctx: Ctx, patienceMs: number): Promise<number | null> {
  const [given] = await read(
    ctx,
    (ctx) => ctx.sql<{ id: number }[]>`select last_value as id from audit_entries_id_seq where is_called`,
  )
  if (!given) return null
  let waitedFor = await writers(ctx)
  for (let waited = 0; waitedFor.length > 0; waited += POLL_MS) {
    if (waited >= patienceMs) return null
    await delay(POLL_MS)
    const still = new Set(await writers(ctx))
    waitedFor = waitedFor.filter((writer) => still.has(writer))
  }
  return given.id
}

/** Transactions that have written to the audit, or are about to. */
async function writers(ctx: Ctx): Promise<string[]> {
  const rows = await read(
    ctx,
    (ctx) => ctx.sql<{ writer: string }[]>`
      select virtualtransaction as writer from pg_locks
      where locktype = 'relation' and relation = 'audit_entries'::regclass and mode = 'RowExclusiveLock' and granted
        and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows.map(({ writer }) => writer)
}

type Link = { id: number; hash: string }

async function lastLink(ctx: TxCtx): Promise<Link | undefined> {
  const [link] = await ctx.sql<Link[]>`
    select entry_id as id, encode(hash, 'hex') as hash from audit_links order by entry_id desc limit 1`
  return link
}

/** What a check found, with the last link that holds, which is worth keeping elsewhere. */
export type CheckedChain = Verification & { readonly lastHash: string | null }

/**
 * Checks the chain from its first entry to its last link and keeps what it found. Names the first entry that was changed, removed,
 * or put between; and an end that an earlier check has seen otherwise.
 */
export async function verifyChain(ctx: Ctx): Promise<CheckedChain> {
  const end = await read(ctx, lastLink)
  const found = await walk(ctx, end?.id ?? 0)
  const checked: CheckedChain = {
    at: ctx.now,
    entries: found.entries,
    lastEntryId: found.last?.id ?? null,
    lastHash: found.last?.hash ?? null,
    broken: found.broken ?? (await rewritten(ctx)),
  }
  await inTransaction(ctx, async (ctx) => {
    const { entries, lastEntryId, lastHash, broken } = checked
    await ctx.sql`
      insert into audit_verifications (at, entries, last_entry_id, last_hash, broken_entry_id, broken)
      values (${ctx.now}, ${entries}, ${lastEntryId}, decode(${lastHash}::text, 'hex'), ${broken?.entryId ?? null}, ${broken?.fault ?? null})`
  })
  return checked
}

/** `events.verify`: the same as a job. A broken chain fails it, so that it is logged and seen. */
export async function verifyJob(ctx: Ctx): Promise<void> {
  const { broken } = await verifyChain(ctx)
  if (broken) throw new Error(`the audit does not hold: entry ${broken.entryId} was ${broken.fault}`)
}

type Walked = { entries: number; last: Link | null; broken: Verification['broken'] }

async function walk(ctx: Ctx, end: number): Promise<Walked> {
  const walked: Walked = { entries: 0, last: null, broken: null }
  for (let from = 0; from < end; from += BATCH) {
    const until = Math.min(from + BATCH, end)
    const rows = await read(
      ctx,
      (ctx) => ctx.sql<{ id: number; measure: string | null; hash: string | null }[]>`
        select id, e.measure, l.hash
        from (select e.id, ${measure(ctx)} as measure from audit_entries e where e.id > ${from} and e.id <= ${until}) e
          full join (select entry_id as id, encode(hash, 'hex') as hash from audit_links where entry_id > ${from} and entry_id <= ${until}) l using (id)
        order by id`,
    )
    for (const { id, measure, hash } of rows) {
      const fault = faultOf(walked.last?.hash ?? '', measure, hash)
      if (fault) return { ...walked, broken: { entryId: id, fault } }
      walked.entries += 1
      walked.last = { id, hash: hash! }
    }
  }
  return walked
}

function faultOf(before: string, measure: string | null, hash: string | null): ChainFault | null {
  if (measure === null) return 'removed'
  if (hash === null) return 'added'
  return linkHash(before, measure) === hash ? null : 'changed'
}

/** Where the chain no longer holds the end that an earlier check found: it was made anew, or cut. */
async function rewritten(ctx: Ctx): Promise<Verification['broken']> {
  const [missed] = await read(
    ctx,
    (ctx) => ctx.sql<{ id: number }[]>`
      select v.last_entry_id as id from audit_verifications v left join audit_links l on l.entry_id = v.last_entry_id
      where v.last_entry_id is not null and v.broken is null and l.hash is distinct from v.last_hash order by v.last_entry_id limit 1`,
  )
  return missed ? { entryId: missed.id, fault: 'rewritten' } : null
}
