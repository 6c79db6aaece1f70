import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { announce } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { sha256Of } from '../gateway/hash'
import { canScope } from '../policy'
import { expiresAt, isValidLongEnough, reviewReasons, staffPartiesOn, VALID_DAYS_MIN } from '../quote'
import type { TakeQuoteInput } from '../quote-input'
import { canonicalQuote } from '../quote-paper'
import { AUTHOR_LIMIT_MINOR, totalsOf } from '../quote-price'
import { approversOf } from '../queries/approvers'
import { versionsOf, type VersionRow } from '../queries/quote-rows'
import { assertStep } from '../quote-step'
import { changeOf } from './change'
import { lockQuoted, quoteMailWrites, requestStepWrites, stateWrite, stepWrites, type LockedRequest } from './quote-writes'

/**
 * Takes the newest version a step further, by the table of quote.ts: to an internal review and out of it, to the customer, and back
 * from them. Sending freezes it and binds it to a hash; the version before it is superseded. Throws NotFound, Forbidden and Conflict
 * as the table says, Invalid with what is missing.
 */
export async function takeQuote(ctx: Ctx, input: TakeQuoteInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, input.reference)
    const versions = await versionsOf(ctx, request.id)
    const version = versions.at(-1)
    if (!version || version.words.version !== input.version) throw new NotFound('quote')
    const { to, reason } = input
    assertStep({ from: version.state, to, parties: staffPartiesOn(actor, version), reason }, version.words.reference)
    if (version.sentAt === null && version.revision !== input.revision)
      throw new Conflict('Somebody else has changed this draft meanwhile. Reload the page and read it again.')
    if (to === 'sent') await send(ctx, request, versions, version)
    else if (to === 'withdrawn') await withdraw(ctx, request, version, reason)
    else await review(ctx, version, to, reason)
  })
}

function reasonsOf({ words }: VersionRow) {
  const totals = totalsOf(words.lines, words)
  return reviewReasons({
    model: words.model,
    feeCapMinor: words.isCapped ? totals.fees.minor : null,
    totalMinor: totals.net.minor,
    authorLimitMinor: AUTHOR_LIMIT_MINOR,
    lines: words.lines,
  })
}

async function review(ctx: TxCtx, version: VersionRow, to: 'internal_review' | 'ready' | 'draft', reason: string): Promise<void> {
  const from = version.state
  if (to === 'internal_review') assertSendable(ctx, version)
  const leads = await ctx.sql<{ id: string }[]>`
    select s.user_id as id from staff_members s join users u on u.id = s.user_id and u.disabled_at is null
    where 'services_lead' = any(s.roles) and s.ended_at is null and s.user_id <> ${version.authorId}`
  const { total } = totalsOf(version.words.lines, version.words)
  const told = to === 'internal_review' ? leads.map(({ id }) => id) : from === 'internal_review' ? [version.authorId] : []
  const news = to === 'internal_review' ? 'review' : to === 'ready' ? 'ready' : 'returned'
  await writeTogether(ctx, [stateWrite(ctx, version, to)])
  await writeTogether(ctx, [
    ...stepWrites(ctx, version, { from, to, reason }),
    ...quoteMailWrites(ctx, version, { news, to: told, by: nameOf(ctx), reason, total }),
  ])
}

async function send(ctx: TxCtx, request: LockedRequest, versions: readonly VersionRow[], version: VersionRow): Promise<void> {
  if (request.state !== 'scoping' && request.state !== 'quoted')
    throw new Conflict(`${version.words.requestReference} waits for no quote any more.`)
  assertSendable(ctx, version)
  if (version.state === 'draft' && reasonsOf(version).length > 0)
    throw new Conflict('A second person has to look at this version first. Send it for review.')
  const { organisationId, id } = version
  const change = await changeOf(ctx, request, version)
  const words = change ? { ...version.words, changeWords: change.words } : version.words
  const { total } = totalsOf(words.lines, words)
  const canonical = canonicalQuote(words)
  const open = versions.filter(
    (each) => each.id !== id && ['sent', 'partly_approved', 'declined', 'expired'].includes(each.state),
  )
  if (open.length > 0)
    await writeTogether(
      ctx,
      open.flatMap((each) => [
        stateWrite(ctx, each, 'superseded'),
        ...stepWrites(ctx, each, { from: each.state, to: 'superseded', reason: '' }),
      ]),
    )
  await ctx.sql`
    update quote_versions set state = 'sent', canonical = ${canonical}, canonical_sha256 = ${sha256Of(canonical)}, sent_at = ${ctx.now},
      expires_at = ${expiresAt(words.validUntil, words.zone)}, change_words = ${change?.words ?? null}, changed_at = ${ctx.now}
    where organisation_id = ${organisationId} and id = ${id}`
  const approvers = await approversOf(ctx, organisationId)
  await writeTogether(ctx, [
    ...(change?.writes ?? []),
    ...(request.state === 'scoping' ? requestStepWrites(ctx, request, { from: 'scoping', to: 'quoted', reason: '' }) : []),
    ...stepWrites(ctx, version, { from: version.state, to: 'sent', reason: '' }, { sha256: sha256Of(canonical) }),
    ...quoteMailWrites(ctx, version, {
      ...{ news: 'sent', by: nameOf(ctx), reason: '', total },
      to: [request.requesterId, ...approvers.map(({ userId }) => userId)],
    }),
  ])
  await announceTo(ctx, [request.requesterId, ...approvers.map(({ userId }) => userId)])
}

async function withdraw(ctx: TxCtx, request: LockedRequest, version: VersionRow, reason: string): Promise<void> {
  const { words, organisationId, state: from } = version
  if (from === 'accepted') throw new Conflict('An acceptance is undone with its own button, within a day.')
  await writeTogether(ctx, [stateWrite(ctx, version, 'withdrawn')])
  const approvers = await approversOf(ctx, organisationId)
  const { total } = totalsOf(words.lines, words)
  await writeTogether(ctx, [
    ...requestStepWrites(ctx, request, { from: 'quoted', to: 'scoping', reason }),
    ...stepWrites(ctx, version, { from, to: 'withdrawn', reason }),
    ...quoteMailWrites(ctx, version, {
      ...{ news: 'withdrawn', by: nameOf(ctx), reason, total },
      to: [request.requesterId, ...approvers.map(({ userId }) => userId)],
    }),
  ])
  await announceTo(ctx, [request.requesterId, ...approvers.map(({ userId }) => userId)])
}

function assertSendable(ctx: TxCtx, { words }: VersionRow): void {
  if (words.lines.length === 0) throw new Invalid({ '': ['A quote has at least one line. Add one, then go on.'] })
  if (words.scope === '')
    throw new Invalid({ '': ['Please write what is done in “Scope” first: it is what the customer signs.'] })
  if (!isValidLongEnough(words.validUntil, dayOf(ctx.now, words.zone)))
    throw new Invalid({ '': [`A quote stands open for at least ${VALID_DAYS_MIN} days. Please choose a later last day.`] })
}

async function announceTo(ctx: TxCtx, people: readonly string[]): Promise<void> {
  for (const userId of new Set(people)) await announce(ctx, { type: 'request.changed', audience: 'person', userId })
}

const nameOf = ({ actor }: TxCtx): string => ('name' in actor ? actor.name : '')
