import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { named, visibleCases } from '@/lib/cases/queries/visible'
import { announce } from '@/lib/events/commands'
import type { Customer, Staff } from '@/lib/kernel/actor'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { CaseNewsInput, RequestNewsInput } from '../input'
import { canReadNews } from '../policy'
import { ownNews } from '../queries/own'

/** Marks what one was told of a case as read. Throws Forbidden, NotFound. */
export async function markCaseRead(ctx: Ctx, { reference }: CaseNewsInput): Promise<void> {
  const person = reader(ctx)
  await inTransaction(ctx, async (ctx) => {
    const [told] = await ctx.sql<{ found: boolean; marked: boolean }[]>`
      with found as (select c.id from cases c cross join installation i where ${named(ctx, reference)} and ${visibleCases(ctx)}),
        marked as (
          update notifications n set read_at = ${ctx.now}
          where n.case_id = (select id from found) and ${ownNews(ctx, person)} and n.read_at is null returning n.id)
      select exists (select from found) as found, exists (select from marked) as marked`
    if (!told!.found) throw new NotFound('case')
    if (told!.marked) await tellPages(ctx, person.userId)
  })
}

/**
 * Marks what one was told of a request for a service as read, and of its quote, its engagement and its invoices. Of a request that one was
 * told nothing of there is nothing to mark. Throws Forbidden.
 */
export async function markRequestRead(ctx: Ctx, { reference }: RequestNewsInput): Promise<void> {
  const person = reader(ctx)
  await inTransaction(ctx, async (ctx) => {
    const marked = await ctx.sql`
      update notifications n set read_at = ${ctx.now}
      where ${ownNews(ctx, person)} and n.read_at is null and n.ended_at is null and n.request_id is not null and n.facts ->> 'reference' = ${reference}`
    if (marked.count > 0) await tellPages(ctx, person.userId)
  })
}

/** Marks all of one's own news as read. Throws Forbidden. */
export async function markAllRead(ctx: Ctx): Promise<void> {
  const person = reader(ctx)
  await inTransaction(ctx, async (ctx) => {
    const marked =
      await ctx.sql`update notifications n set read_at = ${ctx.now} where ${ownNews(ctx, person)} and n.read_at is null`
    if (marked.count > 0) await tellPages(ctx, person.userId)
  })
}

function reader(ctx: Ctx): Customer | Staff {
  if (!canReadNews(ctx.actor)) throw new Forbidden('notifications.read')
  return ctx.actor
}

function tellPages(ctx: TxCtx, userId: string): Promise<void> {
  return announce(ctx, { type: 'notifications.changed', audience: 'person', userId })
}
