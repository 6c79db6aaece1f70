import 'server-only'
import { after } from 'next/server'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { takePoints } from '@/lib/identity/commands/limits'
import { log } from './log'

/**
 * Keeps in the audit that somebody who has signed in was refused (ME-30), after the answer has gone out. What strangers are
 * refused is no person's act, and only the first thirty an hour of one person are kept: nobody fills the audit by knocking.
 */
export function noteDenial(ctx: Ctx, permission: string): void {
  const { actor } = ctx
  if (actor.kind !== 'staff' && actor.kind !== 'customer') return
  after(async () => {
    try {
      const tooMany = await inTransaction(asActor(ctx, { kind: 'system', job: 'denial' }), (ctx) =>
        takePoints(ctx, [{ limit: 'denial:person', subject: actor.userId }]),
      )
      if (tooMany) return
      const organisationId = actor.kind === 'customer' ? actor.organisationId : null
      await inTransaction(ctx, (ctx) =>
        record(ctx, { action: 'access.denied', audience: 'staff', organisationId, after: { permission } }),
      )
    } catch (error) {
      log.warn({ requestId: ctx.requestId, reason: error instanceof Error ? error.name : 'unknown' }, 'a refusal was not kept')
    }
  })
}
