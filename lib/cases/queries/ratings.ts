import 'server-only'
import { asActor, read, type Ctx, type TxCtx } from '@/db/context'
import type { Customer } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { DAY_MS, addMs, type Instant } from '@/lib/kernel/time'
import { isFinal, type CaseStatus } from '../case'
import { readRatingToken, type RatingLink } from '../gateway'
import { rateableUntil, ratingState, type RatingAnswer } from '../rating'
import type { GivenRating, RatingCounts, RatingLinkView, RatingQuestion } from '../rating-views'

/** Whom a link speaks for, and of which case. */
export type RatingHolder = { readonly link: RatingLink; readonly reference: string; readonly holder: Customer }

/**
 * What the link of a mail shows, signed in or not; looking gives no answer. Throws NotFound for a link that we did not sign and
 * for one whose person has left.
 */
export async function getRatingByLink(ctx: Ctx, token: string): Promise<RatingLinkView> {
  const { link, reference, holder } = await holderOfLink(ctx, token)
  return read(asActor(ctx, holder), async (ctx) => {
    const [[row], given] = await Promise.all([
      ctx.sql<{ subject: string; status: CaseStatus; resolvedAt: Instant | null }[]>`
        select subject, status, resolved_at as "resolvedAt" from cases where organisation_id = ${holder.organisationId} and id = ${link.caseId}`,
      findRating(ctx, link.caseId, link.resolvedAt),
    ])
    if (!row) throw new NotFound('case')
    const { subject, status, resolvedAt } = row
    return {
      reference,
      subject,
      timeZone: holder.timeZone,
      resolvedAt: link.resolvedAt,
      until: rateableUntil(link.resolvedAt),
      state: ratingState(resolvedAt, link.resolvedAt, ctx.now),
      given,
      canReopen: resolvedAt === link.resolvedAt && !isFinal({ status, resolvedAt, beforeWaiting: null }, ctx.now),
    }
  })
}

/** Reads a link as the person it was mailed to, who acts with no other rights than their own. Throws NotFound. */
export async function holderOfLink(ctx: Ctx, token: string): Promise<RatingHolder> {
  const link = readRatingToken(token)
  if (!link) throw new NotFound('rating link')
  type Row = { reference: string; organisationId: string; role: string; name: string; timeZone: string }
  const [row] = await read(
    asActor(ctx, { kind: 'system', job: 'rating-link' }),
    (ctx) => ctx.sql<Row[]>`
      select i.case_prefix || '-' || c.number as reference, c.organisation_id as "organisationId", m.role, u.name, u.time_zone as "timeZone"
      from cases c cross join installation i
        join organisations o on o.id = c.organisation_id and o.disabled_at is null
        join users u on u.id = c.requester_id and u.disabled_at is null
        join memberships m on m.organisation_id = c.organisation_id and m.user_id = u.id and m.ended_at is null
      where c.id = ${link.caseId} and c.requester_id = ${link.raterId}`,
  )
  if (!row) throw new NotFound('rating link')
  const { reference, organisationId, name, timeZone } = row
  const isAdministrator = row.role === 'administrator'
  return { link, reference, holder: { kind: 'customer', userId: link.raterId, organisationId, isAdministrator, name, timeZone } }
}

/** The question about the case's own resolution, for the page of the case; null when it is not to be asked. */
export async function questionOf(ctx: TxCtx, caseId: string, resolvedAt: Instant): Promise<RatingQuestion | null> {
  if (ratingState(resolvedAt, resolvedAt, ctx.now) !== 'open') return null
  return { resolvedAt, until: rateableUntil(resolvedAt), given: await findRating(ctx, caseId, resolvedAt) }
}

/** What was said of a resolution so far. */
export async function findRating(ctx: TxCtx, caseId: string, resolvedAt: Instant): Promise<GivenRating | null> {
  const [row] = await ctx.sql<GivenRating[]>`
    select answer, comment, rated_at as at from case_ratings where case_id = ${caseId} and resolved_at = ${resolvedAt}`
  return row ?? null
}

const COUNTED_DAYS = 90

/** How an organisation's resolutions of the last ninety days were judged. */
export async function countRatings(ctx: TxCtx, organisationId: string): Promise<RatingCounts> {
  const rows = await ctx.sql<{ answer: RatingAnswer; count: number }[]>`
    select answer, count(*)::int as count from case_ratings
    where organisation_id = ${organisationId} and rated_at > ${addMs(ctx.now, -COUNTED_DAYS * DAY_MS)} group by answer`
  return { great: 0, okay: 0, not_good: 0, ...Object.fromEntries(rows.map(({ answer, count }) => [answer, count])) }
}
