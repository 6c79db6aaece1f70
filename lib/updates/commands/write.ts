import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { AuditAction } from '@/lib/events/event'
import { enqueue, queueMail } from '@/lib/jobs/commands'
import { Conflict, Forbidden, Invalid, NotFound, type FieldErrors } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { BeginUpdateInput, PublishUpdateInput, SaveUpdateInput, UpdateInput } from '../input'
import { canWriteUpdates } from '../policy'
import { CASES_MAX, referencesOf, releasedKey, slugOfVersion, type UpdateKind } from '../update'
import { untoldCases } from '../queries/untold'

const SAME_VERSION = 'There is an update of this version already.'

/** Begins an update; nobody but staff knows of it. Throws Forbidden, Invalid for a version that has one. */
export async function beginUpdate(ctx: Ctx, { version, title, releasedOn }: BeginUpdateInput): Promise<{ updateId: string }> {
  const { actor } = ctx
  if (!canWriteUpdates(actor)) throw new Forbidden('updates.write')
  return inTransaction(ctx, async (ctx) => {
    const updateId = newId(ctx.now)
    const begun = await ctx.sql`
      insert into product_updates (id, slug, version, title, summary, released_on, saving, created_by, created_at, saved_at)
      values (${updateId}, ${slugOfVersion(version)}, ${version}, ${title}, '', ${releasedOn}, 1, ${actor.userId}, ${ctx.now}, ${ctx.now})
      on conflict do nothing returning id`
    if (begun.length === 0) throw new Invalid({ version: [SAME_VERSION] })
    await audit(ctx, 'update.begun', updateId, { version, title })
    return { updateId }
  })
}

/**
 * Keeps what an update says and which cases asked for it. What is published already changes at once for its readers, and nobody
 * is mailed again. Throws Forbidden, NotFound, Invalid for references that name no case, Conflict when somebody else has saved.
 */
export async function saveUpdate(ctx: Ctx, input: SaveUpdateInput): Promise<{ saving: number }> {
  if (!canWriteUpdates(ctx.actor)) throw new Forbidden('updates.write')
  const { updateId, version, title, summary, releasedOn } = input
  const entries = entriesOf(input)
  return inTransaction(ctx, async (ctx) => {
    const update = await lockUpdate(ctx, updateId)
    assertSeen(update, input.saving)
    if (update.publishedAt !== null && entries.length === 0)
      throw new Conflict('Its readers would find nothing. Withdraw the update instead.')
    const cases = await casesNamed(ctx, entries)
    const [taken] = await ctx.sql`select from product_updates where lower(version) = lower(${version}) and id <> ${updateId}`
    if (taken) throw new Invalid({ version: [SAME_VERSION] })
    await ctx.sql`
      update product_updates set version = ${version}, title = ${title}, summary = ${summary}, released_on = ${releasedOn},
        saving = saving + 1, saved_at = ${ctx.now} where id = ${updateId}`
    await ctx.sql`delete from update_entries where update_id = ${updateId}`
    for (const [position, { kind, text, references }] of entries.entries()) {
      await ctx.sql`insert into update_entries (update_id, position, kind, text) values (${updateId}, ${position}, ${kind}, ${text})`
      for (const reference of references) {
        const { id, organisationId } = cases.get(reference)!
        await ctx.sql`
          insert into update_entry_cases (update_id, position, organisation_id, case_id)
          values (${updateId}, ${position}, ${organisationId}, ${id}) on conflict do nothing`
      }
    }
    await audit(ctx, 'update.saved', updateId, { version, title, entries: entries.length })
    return { saving: update.saving + 1 }
  })
}

/**
 * Puts an update before its readers, mails those who follow, and the requesters of linked cases where that is asked. Publishing
 * again after a correction mails nobody twice. Throws Forbidden, NotFound, Conflict when it has changed meanwhile or is empty.
 */
export async function publishUpdate(
  ctx: Ctx,
  { updateId, saving, tellRequesters }: PublishUpdateInput,
): Promise<{ told: number }> {
  const { actor } = ctx
  if (!canWriteUpdates(actor)) throw new Forbidden('updates.publish')
  return inTransaction(ctx, async (ctx) => {
    const update = await lockUpdate(ctx, updateId)
    assertSeen(update, saving)
    const [said] = await ctx.sql`select from update_entries where update_id = ${updateId} limit 1`
    if (!said) throw new Conflict('There is nothing in this update yet. Add at least one line and save it.')
    if (update.publishedAt === null) {
      await ctx.sql`update product_updates set published_at = ${ctx.now}, published_by = ${actor.userId} where id = ${updateId}`
      await enqueue(ctx, 'updates.mail', { updateId })
    }
    const told = tellRequesters === 'on' ? await tellCases(ctx, updateId) : 0
    await audit(ctx, 'update.published', updateId, { version: update.version, title: update.title, requestersTold: told })
    return { told }
  })
}

/** Takes an update from its readers; its words stay. Throws Forbidden, NotFound. */
export async function withdrawUpdate(ctx: Ctx, { updateId }: UpdateInput): Promise<void> {
  if (!canWriteUpdates(ctx.actor)) throw new Forbidden('updates.publish')
  await inTransaction(ctx, async (ctx) => {
    const { version, title } = await lockUpdate(ctx, updateId)
    await ctx.sql`update product_updates set published_at = null, published_by = null where id = ${updateId}`
    await audit(ctx, 'update.withdrawn', updateId, { version, title })
  })
}

type Locked = { version: string; title: string; saving: number; publishedAt: number | null }
type Entry = { at: number; kind: UpdateKind; text: string; references: string[] }

async function lockUpdate(ctx: TxCtx, updateId: string): Promise<Locked> {
  const [update] = await ctx.sql<Locked[]>`
    select version, title, saving, published_at as "publishedAt" from product_updates where id = ${updateId} for update`
  if (!update) throw new NotFound('update')
  return update
}

function assertSeen(update: Locked, saving: number): void {
  if (update.saving !== saving)
    throw new Conflict('Somebody else has saved this update meanwhile. Copy what you wrote, reload the page and put it in again.')
}

/** The lines that have text, in their order. Throws Invalid for a line with more cases than may be linked. */
function entriesOf({ kind, text, cases }: SaveUpdateInput): Entry[] {
  return text.flatMap((words, at) => {
    const entry = { at, kind: kind[at] ?? 'new', text: words, references: referencesOf(cases[at] ?? '') }
    if (entry.references.length > CASES_MAX) throw new Invalid({ [`cases.${at}`]: [`Please link at most ${CASES_MAX} cases.`] })
    if (words === '' && entry.references.length > 0)
      throw new Invalid({ [`text.${at}`]: ['Please say what these cases asked for, or clear the line.'] })
    return words === '' ? [] : [entry]
  })
}

async function casesNamed(ctx: TxCtx, entries: readonly Entry[]): Promise<Map<string, { id: string; organisationId: string }>> {
  const asked = [...new Set(entries.flatMap(({ references }) => references))]
  const numbers = asked.map((reference) => Number(/-([1-9][0-9]{0,14})$/.exec(reference)?.[1] ?? 0))
  const rows = await ctx.sql<{ reference: string; id: string; organisationId: string }[]>`
    select i.case_prefix || '-' || c.number as reference, c.id, c.organisation_id as "organisationId"
    from cases c cross join installation i where c.number = any (${numbers}::bigint[])`
  const found = new Map(rows.map(({ reference, ...row }) => [reference, row]))
  const wrong: FieldErrors = {}
  for (const { at, references } of entries) {
    const missing = references.filter((reference) => !found.has(reference))
    if (missing.length > 0) wrong[`cases.${at}`] = [`There is no case ${missing.join(', ')}.`]
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return found
}

async function tellCases(ctx: TxCtx, updateId: string): Promise<number> {
  const cases = await untoldCases(ctx, updateId)
  for (const { caseId, organisationId, requesterId } of cases)
    await queueMail(ctx, {
      kind: 'case_released',
      recipientId: requesterId,
      organisationId,
      caseId,
      dedupeKey: releasedKey(updateId, caseId),
      facts: { updateId },
    })
  return cases.length
}

async function audit(ctx: TxCtx, action: AuditAction, subjectId: string, after: Record<string, unknown>): Promise<void> {
  await record(ctx, { action, audience: 'staff', organisationId: null, subjectId, after })
}
