import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { takePoints } from '@/lib/identity/commands/limits'
import { queueMail } from '@/lib/jobs/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { actorUserId } from '@/lib/kernel/actor'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { CustomerReplyInput, type RateByLinkInput, type RateInput, type ReopenByLinkInput } from '../input'
import { canRateCase } from '../policy'
import { findRating, holderOfLink } from '../queries/ratings'
import { ratingState, type RatingAnswer } from '../rating'
import { lockVisibleCase, type LockedCase } from './lock'
import { replyToCase } from './reply'

type Word = { resolvedAt: Instant; answer: RatingAnswer; comment: string; via: 'page' | 'mail' }

/**
 * The requester's word about the case's resolution. The same again does nothing, another one replaces it; the history keeps
 * both. Throws NotFound, Forbidden for whoever did not ask, Conflict once the resolution is not the case's own or is over.
 */
export async function rateCase(ctx: Ctx, { reference, ...word }: RateInput): Promise<void> {
  await rate(ctx, reference, { ...word, via: 'page' })
}

/** The same by the link of a mail, without signing in. Throws NotFound, Conflict, TooMany. */
export async function rateByLink(ctx: Ctx, { token, ...word }: RateByLinkInput): Promise<void> {
  const { link, reference, holder } = await holderOfLink(ctx, token)
  const wait = await inTransaction(asActor(ctx, { kind: 'system', job: 'rating-link' }), (ctx) =>
    takePoints(ctx, [{ limit: 'rating:link', subject: link.caseId }]),
  )
  if (wait) throw wait
  await rate(asActor(ctx, holder), reference, { ...word, resolvedAt: link.resolvedAt, via: 'mail' })
}

/**
 * "It is not solved": the person's message, which reopens the case by the rule of any reply. The link stands for its own
 * resolution alone, so it writes on no case that is open already. Throws NotFound, Conflict.
 */
export async function reopenByLink(ctx: Ctx, { token, key, body }: ReopenByLinkInput): Promise<void> {
  const { link, reference, holder } = await holderOfLink(ctx, token)
  await inTransaction(asActor(ctx, holder), async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    assertOwnResolution(ctx, supportCase, link.resolvedAt)
    await replyToCase(ctx, CustomerReplyInput.parse({ key, reference, body }))
  })
}

async function rate(ctx: Ctx, reference: string, word: Word): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    if (!canRateCase(ctx.actor, supportCase)) throw new Forbidden('cases.rate')
    assertOwnResolution(ctx, supportCase, word.resolvedAt)
    await refuseMoved(ctx, supportCase, word.resolvedAt)
    const comment = word.comment === '' ? null : word.comment
    const before = await findRating(ctx, supportCase.id, word.resolvedAt)
    if (before?.answer === word.answer && before.comment === comment) return
    await ctx.sql`
      insert into case_ratings (organisation_id, case_id, resolved_at, rater_id, answer, comment, rated_at)
      values (${supportCase.organisationId}, ${supportCase.id}, ${word.resolvedAt}, ${actorUserId(ctx.actor)}, ${word.answer}, ${comment}, ${ctx.now})
      on conflict (case_id, resolved_at) do update set answer = excluded.answer, comment = excluded.comment, rated_at = excluded.rated_at`
    await tell(ctx, supportCase, { ...word, comment }, before && { answer: before.answer, comment: before.comment })
  })
}

/** The history, open pages of staff, and the account manager, who is mailed what is not good. */
async function tell(
  ctx: TxCtx,
  { id: caseId, organisationId, number }: LockedCase,
  { answer, comment, via, resolvedAt }: Omit<Word, 'comment'> & { comment: string | null },
  before: { answer: RatingAnswer; comment: string | null } | null,
): Promise<void> {
  await record(
    ctx,
    {
      action: 'case.rated',
      audience: 'staff',
      organisationId,
      caseId,
      before: before ?? undefined,
      after: { answer, comment, via },
    },
    { type: 'case.changed', audience: 'staff', facts: { number } },
  )
  if (answer !== 'not_good') return
  await queueMail(ctx, {
    kind: 'case_rated',
    recipientId: await accountManagerOf(ctx, organisationId),
    organisationId,
    caseId,
    dedupeKey: `rated:${caseId}:${resolvedAt}`,
    facts: { answer, comment },
  })
}

async function accountManagerOf(ctx: TxCtx, organisationId: string): Promise<string> {
  const [row] = await ctx.sql<
    { id: string }[]
  >`select ${accountManagerId(ctx)} as id from organisations o where o.id = ${organisationId}`
  return row!.id
}

/** A case that ended as a service is judged when that ends (services.md §2). */
async function refuseMoved(ctx: TxCtx, { id }: LockedCase, resolvedAt: Instant): Promise<void> {
  const [moved] = await ctx.sql`
    select from audit_entries where case_id = ${id} and action = 'case.referral' and at = ${resolvedAt}
      and after ->> 'step' = 'moved_to_services' and after ->> 'then' = 'ends'`
  if (moved) throw new Conflict('This goes on as a service. We ask how it went when that ends.')
}

function assertOwnResolution(ctx: TxCtx, supportCase: LockedCase, resolvedAt: Instant): void {
  switch (ratingState(supportCase.resolvedAt, resolvedAt, ctx.now)) {
    case 'open':
      return
    case 'reopened':
      throw new Conflict('This case is open again. We ask again when it is solved.')
    case 'over':
      throw new Conflict('The fourteen days after this was solved are over, and the case is closed.')
  }
}
