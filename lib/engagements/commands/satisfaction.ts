import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { writeAsHouse } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { engagementReference } from '../engagement'
import { canAskForQuote } from '../policy'
import { workOfRequest } from '../queries/work-rows'
import { mayBeRated } from '../satisfaction'
import type { RateWorkInput } from '../work-input'

/**
 * Says how an engagement went, in the name of the member who sees it; once more changes their word. Throws Forbidden, NotFound, Conflict
 * before it is delivered.
 */
export async function rateWork(ctx: Ctx, { reference, answer, comment }: RateWorkInput): Promise<void> {
  const { actor } = ctx
  if (!canAskForQuote(actor)) throw new Forbidden('services.rate')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference)
    if (!mayBeRated(work.state))
      throw new Conflict(`${engagementReference(work.number)} is not delivered yet. You are asked once it is.`)
    const { organisationId, id } = work
    await writeAsHouse(ctx, [
      ctx.sql`
        insert into engagement_ratings (organisation_id, engagement_id, user_id, answer, comment, at)
        values (${organisationId}, ${id}, ${actor.userId}, ${answer}, ${comment}, ${ctx.now})
        on conflict (organisation_id, engagement_id, user_id) do update set answer = excluded.answer, comment = excluded.comment, at = excluded.at`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'engagement.rated', audience: 'customer', organisationId, subjectId: id },
          after: { engagement: engagementReference(work.number), answer },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
    ])
  })
}
