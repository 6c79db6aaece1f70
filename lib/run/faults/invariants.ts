// What must hold after healing, whatever happened (security.md §6). Each violation is a sentence; none is the aim.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DbClient } from '@/db/client'
import { caseIdOf } from '@/lib/cases/gateway'
import { SILENT_SECONDS } from '@/lib/worker/heartbeat'
import type { Ledger } from './ledger'
import type { MailSink } from './mail-sink'

type Stored = {
  id: string
  organisationId: string
  userId: string
  reference: string
  openings: number
  together: number
  messages: number
  clocks: number
  mails: number
}

/** INV-1, 2, 3 and 11: the client's ledger against the cases. Every key must have been asked again until acknowledged. */
export async function caseViolations(db: DbClient, ledger: Ledger): Promise<string[]> {
  const [stored, doubles] = await db.begin(
    async ({ sql }) =>
      [
        await sql<Stored[]>`
          select c.id, c.organisation_id as "organisationId", c.requester_id as "userId", i.case_prefix || '-' || c.number as reference,
            (select count(*) from audit_entries a where a.case_id = c.id and a.action = 'case.opened') as openings,
            (select count(*) from audit_entries a join case_messages m on m.case_id = a.case_id and m.xmin = a.xmin
              where a.case_id = c.id and a.action = 'case.opened') as together,
            (select count(*) from case_messages m where m.case_id = c.id) as messages,
            (select count(*) from sla_clocks s where s.case_id = c.id and s.metric = 'first_response') as clocks,
            (select count(*) from outbox o where o.case_id = c.id and o.kind = 'case_received') as mails
          from cases c cross join installation i`,
        await sql<{ number: number }[]>`select number from cases group by number having count(*) > 1`,
      ] as const,
  )
  const byId = new Map(stored.map((row) => [row.id, row]))
  const people = new Map(stored.map(({ organisationId, userId }) => [userId, { organisationId, userId }]))
  const rowsOf = (key: string) => [...people.values()].flatMap((who) => byId.get(caseIdOf({ ...who, key })) ?? [])
  const found: string[] = []
  for (const entry of ledger.entries) {
    const [row, another] = rowsOf(entry.key)
    if (another) found.push(`INV-2 key ${entry.key} opened ${row!.reference} and ${another.reference}`)
    if (entry.status !== 'acknowledged') found.push(`INV-2 key ${entry.key} was never acknowledged`)
    else if (!row) found.push(`INV-1 ${entry.told} was acknowledged (key ${entry.key}) and does not exist`)
    else if (row.reference !== entry.told) found.push(`INV-1 key ${entry.key} was told ${entry.told} and is ${row.reference}`)
    for (const [once, name] of row
      ? ([
          [row.openings, 'audit rows'],
          [row.together, 'audit rows in its transaction'],
          [row.messages, 'messages'],
          [row.clocks, 'clocks'],
          [row.mails, 'mails'],
        ] as const)
      : []) {
      if (once !== 1) found.push(`INV-11 ${row!.reference} has ${once} ${name} instead of 1`)
    }
  }
  const asked = new Set(ledger.entries.flatMap(({ key }) => rowsOf(key)))
  for (const row of stored) if (!asked.has(row)) found.push(`INV-1 ${row.reference} stands under a key that nobody sent`)
  for (const { number } of doubles) found.push(`INV-3 number ${number} was given twice`)
  return found
}

/** INV-9: each row of a file names bytes of that size and SHA-256. */
export async function fileViolations(db: DbClient, folder: string): Promise<string[]> {
  const rows = await db.begin(
    ({ sql }) => sql<{ id: string; key: string; size: number; sha256: string }[]>`
      select id, storage_key as key, size, sha256 from attachments union all select id, storage_key, size, sha256 from uploads`,
  )
  const found: string[] = []
  for (const { id, key, size, sha256 } of rows) {
    const bytes = await readFile(join(folder, 'stored', key)).catch(() => undefined)
    if (!bytes) found.push(`INV-9 file ${id} has no bytes`)
    else if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256)
      found.push(`INV-9 the bytes of file ${id} are not those that were sent`)
  }
  return found
}

/**
 * INV-6: each mail ends sent, failed, or folded into a digest; a sent one arrived, at most once more than workers were killed,
 * always as the same mail.
 */
export async function mailViolations(db: DbClient, sink: MailSink, kills: number): Promise<string[]> {
  const rows = await db.begin(
    ({ sql }) => sql<{ reference: string; status: string; kind: string }[]>`
      select i.case_prefix || '-' || c.number as reference, o.status, o.kind from outbox o join cases c on c.id = o.case_id cross join installation i`,
  )
  const found: string[] = []
  for (const { reference, status, kind } of rows) {
    const copies = sink.mails.filter((mail) => new RegExp(`\\b${reference}\\b`).test(mail.subject))
    if (!['sent', 'failed', 'folded'].includes(status)) found.push(`INV-6 the mail ${kind} of ${reference} is still ${status}`)
    if (kind !== 'case_received' || status !== 'sent') continue
    if (copies.length < 1) found.push(`INV-6 the mail of ${reference} is called sent and never arrived`)
    if (copies.length > 1 + kills)
      found.push(`INV-6 the mail of ${reference} arrived ${copies.length} times after ${kills} kills`)
    if (new Set(copies.map((mail) => mail.messageId)).size > 1)
      found.push(`INV-6 the copies of the mail of ${reference} differ in Message-ID`)
  }
  return found
}

/** How many mails are still to be sent. */
export async function waitingMails(db: DbClient): Promise<number> {
  const [row] = await db.begin(({ sql }) => sql<{ count: number }[]>`select count(*) from outbox where status = 'waiting'`)
  return row?.count ?? 0
}

/** INV-12: no job is held by a worker that has been silent for more than a minute. */
export async function jobViolations(db: DbClient): Promise<string[]> {
  const rows = await db.begin(
    ({ sql }) => sql<{ id: string; locked_by: string }[]>`
      select j.id::text, j.locked_by from graphile_worker._private_jobs j
      left join worker_heartbeats w on w.worker_id = j.locked_by and w.seen_at > clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}::int)
      where j.locked_at < clock_timestamp() - interval '60 seconds' and w.worker_id is null`,
  )
  return rows.map((row) => `INV-12 job ${row.id} is held by ${row.locked_by}, which is silent`)
}
