import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { hasRole } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatLocalDate } from '@/lib/kernel/words'
import { engagementReference, isOver } from '../engagement'
import { EXTENSION_DAYS, lastOfDays, mayLastUntil } from '../hours'
import { canScope } from '../policy'
import { blocksOf } from '../queries/hours'
import { workByIds, workOfRequest } from '../queries/work-rows'
import { formatWorked } from '../time'
import type { ExtendOnboardingInput, OpenOnboardingInput } from '../work-input'
import { requestReference } from '../request'
import { insertBlock, whoHearsOfHours } from './hours'
import { workMailWrites, workStepWrites } from './work-writes'

type Ground = {
  currency: string
  managerId: string
  requesterId: string | null
  notice: number
  isOpen: boolean
  hadOne: boolean
}

/**
 * Opens the onboarding of an organisation: work that its licence includes, with a consultant who leads it and so many hours until a last
 * day. It has no budget, so nothing of it can be billed. The customer is told. For whoever scopes; a second
 * one for a services lead. Throws Forbidden, NotFound for an
 * organisation that is not there, Conflict while one is open, after one was had, or where nobody of it can be told, Invalid for a consultant who is none.
 */
export async function openOnboarding(ctx: Ctx, input: OpenOnboardingInput): Promise<{ reference: string }> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.onboarding')
  const { organisationId, opensOn, days, hours: minutes, consultantId } = input
  return inTransaction(ctx, async (ctx) => {
    const ground = await groundOf(ctx, organisationId)
    if (ground.isOpen) throw new Conflict('Its onboarding is open already. Let that one last longer instead.')
    if (ground.hadOne && !hasRole(actor, 'services_lead'))
      throw new Conflict('This organisation has had its onboarding. A services lead can open another.')
    if (ground.requesterId === null) throw new Conflict('Nobody of this organisation can be told. Invite an administrator first.')
    const [person] = await ctx.sql`
      select from staff_members s join users u on u.id = s.user_id and u.disabled_at is null where s.user_id = ${consultantId} and s.ended_at is null`
    if (!person) throw new Invalid({ consultantId: ['Please choose somebody of our people.'] })
    const [requestId, engagementId] = [newId(ctx.now), newId(ctx.now)]
    const [made] = await ctx.sql<{ number: number }[]>`
      insert into service_requests (organisation_id, id, number, form_key, item_code, title, goal, currency, source, requester_id, manager_id, notice_version,
        state, asked_at, quote_due_at, changed_at)
      values (${organisationId}, ${requestId}, nextval('service_request_numbers'), ${requestId}, 'ONB', 'Onboarding',
        'A consultant for your first projects, as your licence includes it.', ${ground.currency}, 'csm', ${ground.requesterId}, ${ground.managerId}, ${ground.notice},
        'included', ${ctx.now}, ${ctx.now}, ${ctx.now}) returning number::int as number`
    const reference = requestReference(made!.number)
    const endsOn = lastOfDays(opensOn, days)
    await ctx.sql`
      insert into engagements (organisation_id, id, number, request_id, state, model, currency, order_number, lead_id, starts_on, ends_on, created_at, changed_at)
      values (${organisationId}, ${engagementId}, nextval('engagement_numbers'), ${requestId}, 'planned', 'included', ${ground.currency}, '', ${consultantId},
        ${opensOn}, ${endsOn}, ${ctx.now}, ${ctx.now})`
    await insertBlock(ctx, { organisationId, engagementId, kind: 'included', versionId: null, opensOn, endsOn, minutes })
    const [work] = await workByIds(ctx, [engagementId])
    await writeTogether(ctx, [
      ctx.sql`
        insert into service_request_steps (organisation_id, id, request_id, from_state, to_state, actor_id, reason, at)
        values (${organisationId}, ${newId(ctx.now)}, ${requestId}, null, 'included', ${actor.userId}, '', ${ctx.now})`,
      ctx.sql`
        insert into engagement_assignments (organisation_id, id, engagement_id, user_id, role, from_on, to_on, minutes_per_week, assigned_by, assigned_at)
        values (${organisationId}, ${newId(ctx.now)}, ${engagementId}, ${consultantId}, 'consultant', ${opensOn}, ${endsOn},
          ${Math.min(4_800, Math.round((minutes * 7) / days))}, ${actor.userId}, ${ctx.now})`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'onboarding.opened', audience: 'customer', organisationId, subjectId: engagementId },
          after: { reference, opensOn, endsOn, minutes, consultantId },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...workStepWrites(ctx, work!, { from: null, to: 'planned', reason: '' }),
      ...workMailWrites(ctx, work!, {
        ...{ news: 'onboarding', to: await whoHearsOfHours(ctx, work!), key: 'opened' },
        detail: `${formatWorked(minutes)} until ${formatLocalDate(endsOn)}`,
      }),
    ])
    return { reference }
  })
}

async function groundOf(ctx: TxCtx, organisationId: string): Promise<Ground> {
  // Two who open one at once wait for each other here.
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`onboarding:${organisationId}`}, 0))`
  const [ground] = await ctx.sql<Ground[]>`
    select o.currency, ${accountManagerId(ctx)} as "managerId",
      (select m.user_id from memberships m join users u on u.id = m.user_id and u.disabled_at is null
        where m.organisation_id = o.id and m.ended_at is null order by (m.role = 'administrator') desc, m.created_at, m.user_id limit 1) as "requesterId",
      (select max(n.version) from service_notices n) as notice,
      exists (select from engagements e where e.organisation_id = o.id and e.model = 'included'
        and e.state in ('planned', 'active', 'on_hold', 'delivered')) as "isOpen",
      exists (select from engagements e where e.organisation_id = o.id and e.model = 'included' and e.state = 'closed') as "hadOne"
    from organisations o where o.id = ${organisationId} and o.disabled_at is null`
  if (!ground) throw new NotFound('organisation')
  return ground
}

/**
 * Lets an onboarding last longer, with a reason that the customer reads. An account manager for thirty days past its first end, a services
 * lead longer. Throws Forbidden, NotFound for work that has no onboarding, Conflict for work that is over, Invalid beside the field.
 */
export async function extendOnboarding(ctx: Ctx, { reference, endsOn, reason }: ExtendOnboardingInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.onboarding')
  await inTransaction(ctx, async (ctx) => {
    const work = await workOfRequest(ctx, reference, { lock: true })
    const block = (await blocksOf(ctx, [work.id])).at(-1)
    if (work.model !== 'included' || !block) throw new NotFound('onboarding')
    if (isOver(work.state)) throw new Conflict(`${engagementReference(work.number)} is over. Nothing of it is changed any more.`)
    if (endsOn <= block.endsOn)
      throw new Invalid({ endsOn: [`It lasts until ${formatLocalDate(block.endsOn)} already. Please give a later day.`] })
    if (!mayLastUntil(endsOn, block.firstEndsOn, hasRole(actor, 'services_lead')))
      throw new Invalid({
        endsOn: [`More than ${EXTENSION_DAYS} days past ${formatLocalDate(block.firstEndsOn)} are for a services lead. Ask one.`],
      })
    const { organisationId, id } = work
    await writeTogether(ctx, [
      ctx.sql`
        insert into hour_entries (organisation_id, block_id, seq, kind, minutes, balance_minutes, ends_on, reason, actor_id, at)
        values (${organisationId}, ${block.id}, 0, 'extended', 0, 0, ${endsOn}, ${reason}, ${actor.userId}, ${ctx.now})`,
      ctx.sql`update engagements set ends_on = ${endsOn}, changed_at = ${ctx.now} where organisation_id = ${organisationId} and id = ${id}`,
      ...historyWrites(
        ctx,
        {
          ...{ action: 'onboarding.extended', audience: 'customer', organisationId, subjectId: id },
          ...{ before: { endsOn: block.endsOn }, after: { engagement: engagementReference(work.number), endsOn, reason } },
        },
        { type: 'request.changed', audience: 'staff' },
      ),
      ...workMailWrites(ctx, work, {
        ...{ news: 'hours_extended', to: await whoHearsOfHours(ctx, work), key: `${block.id}:${endsOn}`, reason },
        detail: formatLocalDate(endsOn),
      }),
    ])
  })
}
