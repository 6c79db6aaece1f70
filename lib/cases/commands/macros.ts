import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { readersOf, type MacroReaders } from '../macro'
import type { MacroInput, SaveMacroInput } from '../macro-input'
import { canSeeMacro, canShareMacros, canUseMacros } from '../policy'

/**
 * Keeps a macro, new or changed. One's own is everybody's right; those of a region and of the desk are kept by those who answer.
 * Throws NotFound, Forbidden, Invalid for a name that is taken or a region that there is not.
 */
export async function saveMacro(ctx: Ctx, input: SaveMacroInput): Promise<{ macroId: string }> {
  const { actor } = ctx
  if (!canUseMacros(actor)) throw new Forbidden('macros.keep')
  return inTransaction(ctx, async (ctx) => {
    const known = input.macroId === undefined ? undefined : await lockMacro(ctx, input.macroId)
    const readers = readersOf(input.readers, actor.userId)
    for (const each of known ? [known, readers] : [readers]) assertMayKeep(actor, each)
    const macroId = known?.id ?? newId(ctx.now)
    const { ownerId, regionCode } = readers
    await assertRegion(ctx, regionCode)
    await assertNameIsFree(ctx, macroId, readers, input.name)
    await ctx.sql`
      insert into macros (id, owner_id, region_code, name, body, outcome, takes, category, created_at, changed_at, changed_by)
      values (${macroId}, ${ownerId}, ${regionCode}, ${input.name}, ${input.body}, ${input.outcome}, ${input.takes}, ${input.category}, ${ctx.now},
        ${ctx.now}, ${actor.userId})
      on conflict (id) do update set owner_id = excluded.owner_id, region_code = excluded.region_code, name = excluded.name,
        body = excluded.body, outcome = excluded.outcome, takes = excluded.takes, category = excluded.category, changed_at = excluded.changed_at, changed_by = excluded.changed_by`
    await record(ctx, {
      action: 'macro.saved',
      audience: 'staff',
      organisationId: null,
      subjectId: macroId,
      after: { name: input.name, shared: ownerId === null, regionCode },
    })
    return { macroId }
  })
}

/** Takes a macro away; `restoreMacro` brings it back as it was. Throws NotFound, Forbidden. */
export async function removeMacro(ctx: Ctx, { macroId }: MacroInput): Promise<void> {
  await setRemoved(ctx, macroId, true)
}

/** Brings a macro back that was taken away. Throws NotFound, Forbidden, Conflict when its name was taken meanwhile. */
export async function restoreMacro(ctx: Ctx, { macroId }: MacroInput): Promise<void> {
  await setRemoved(ctx, macroId, false)
}

async function setRemoved(ctx: Ctx, macroId: string, removed: boolean): Promise<void> {
  const { actor } = ctx
  if (!canUseMacros(actor)) throw new Forbidden('macros.keep')
  await inTransaction(ctx, async (ctx) => {
    const known = await lockMacro(ctx, macroId)
    assertMayKeep(actor, known)
    await ctx.sql`update macros set removed_at = ${removed ? ctx.now : null}, changed_at = ${ctx.now}, changed_by = ${actor.userId} where id = ${macroId}`
    await record(ctx, {
      action: removed ? 'macro.removed' : 'macro.saved',
      audience: 'staff',
      organisationId: null,
      subjectId: macroId,
      after: { name: known.name },
    })
  })
}

/** Throws Forbidden for what is shared and not theirs to keep. */
function assertMayKeep(actor: Staff, { ownerId, regionCode }: MacroReaders): void {
  if (ownerId === null && !canShareMacros(actor, regionCode)) throw new Forbidden('macros.share')
}

type Known = { id: string; name: string } & MacroReaders

async function lockMacro(ctx: TxCtx, macroId: string): Promise<Known> {
  const [known] = await ctx.sql<Known[]>`
    select id, name, owner_id as "ownerId", region_code as "regionCode" from macros where id = ${macroId} for update`
  if (!known || !canSeeMacro(ctx.actor, known)) throw new NotFound('macro')
  return known
}

async function assertRegion(ctx: TxCtx, code: string | null): Promise<void> {
  if (code === null) return
  const [region] = await ctx.sql`select from regions where code = ${code}`
  if (!region) throw new Invalid({ readers: ['Please choose who has it.'] })
}

async function assertNameIsFree(ctx: TxCtx, macroId: string, readers: MacroReaders, name: string): Promise<void> {
  const { ownerId, regionCode } = readers
  const [taken] = await ctx.sql`
    select from macros where owner_id is not distinct from ${ownerId} and region_code is not distinct from ${regionCode} and lower(name) = lower(${name}) and removed_at is null and id <> ${macroId}`
  if (taken) throw new Invalid({ name: ['There is one of this name already. Change that one, or choose another name.'] })
}
