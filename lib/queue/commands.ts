import 'server-only'
import { read, type Ctx } from '@/db/context'
import { assignCases } from '@/lib/cases/commands/change-case'
import { claimCases } from '@/lib/cases/commands/claim'
import { named, visibleCases } from '@/lib/cases/queries/visible'
import { actorUserId } from '@/lib/kernel/actor'
import type { QueueActInput } from './input'
import type { ActResult } from './views'

/**
 * Gives cases to somebody or takes what nobody has, at once; each case in its own transaction, so that the report says what could
 * not be done and why. Throws Forbidden, and Invalid when the assignee does not work here.
 */
export async function actOnQueue(ctx: Ctx, input: QueueActInput): Promise<ActResult> {
  if (input.take !== undefined) return take(ctx, [input.take])
  if (input.act === 'take') return take(ctx, input.references)
  return assign(ctx, input.references, input.assigneeId || null)
}

async function take(ctx: Ctx, references: readonly string[]): Promise<ActResult> {
  const outcomes = await claimCases(ctx, references)
  return { outcomes, assignee: 'you', before: references.map((reference) => ({ reference, assigneeId: '' })) }
}

async function assign(ctx: Ctx, references: readonly string[], assigneeId: string | null): Promise<ActResult> {
  const before = await assigneesOf(ctx, references)
  const outcomes = await assignCases(ctx, { references: [...references], assigneeId })
  return { outcomes, assignee: assigneeId === null ? null : await nameOf(ctx, assigneeId), before }
}

async function assigneesOf(ctx: Ctx, references: readonly string[]): Promise<ActResult['before']> {
  return read(ctx, async (ctx) => {
    const found = await Promise.all(
      references.map(async (reference) => {
        const [row] = await ctx.sql<{ assignee_id: string | null }[]>`
          select c.assignee_id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}`
        return row ? { reference, assigneeId: row.assignee_id ?? '' } : null
      }),
    )
    return found.filter((each) => each !== null)
  })
}

async function nameOf(ctx: Ctx, userId: string): Promise<string> {
  if (userId === actorUserId(ctx.actor)) return 'you'
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ name: string }[]>`select name from users where id = ${userId}`
    return row?.name ?? 'somebody'
  })
}
