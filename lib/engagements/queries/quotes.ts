import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { canBeApproved, decideApproval, liveGrant, type ApprovalGrant } from '../approval'
import { canScope } from '../policy'
import { QUOTE_TRANSITIONS, reviewReasons, staffPartiesOn, UNDO_MS, type QuoteParty, type QuoteState } from '../quote'
import { differenceOfQuotes } from '../quote-difference'
import { AUTHOR_LIMIT_MINOR, totalsOf } from '../quote-price'
import type { OrderView, QuoteStep, QuoteVersionView, QuoteView, SignatureView, SigningView } from '../quote-views'
import { RATE_ROLES, RATE_UNITS, resolveRate } from '../rate-card'
import { partiesOn, type RequestState } from '../request'
import { openTo } from '../transition'
import { approversOf } from './approvers'
import { orderOf, type OrderRow } from './quote-orders'
import { cardsOf, grantsOf, rulesOf, signaturesOf, versionsOf, type VersionRow } from './quote-rows'
import { namedRequest, visibleRequests } from './visible'

type Ground = {
  id: string
  organisationId: string
  requesterId: string
  state: RequestState
  title: string
  itemName: string
  organisationName: string
  requesterName: string
  managerName: string
  caseReference: string | null
  zone: string
  regionCode: string
  currency: string
  engagementNumber: number | null
  isChange: boolean
}

/**
 * The quote of a request, as the reader may see it: the newest version, or the one that is asked for. `shown` is null while nothing
 * was written, for customers: sent. Throws NotFound for a request or a version that is not there or not theirs.
 */
export async function getQuote(ctx: Ctx, reference: string, version?: number): Promise<QuoteView> {
  return read(ctx, async (ctx) => {
    const ground = await groundOf(ctx, reference)
    const versions = await versionsOf(ctx, ground.id)
    const shown = version === undefined ? versions.at(-1) : versions.find(({ words }) => words.version === version)
    if (version !== undefined && !shown) throw new NotFound('quote')
    const { organisationId } = ground
    const [steps, signatures, order, approvers, rules, grants] = await Promise.all([
      stepsOf(ctx, versions),
      shown ? signaturesOf(ctx, shown.id, ground.currency) : [],
      shown ? orderOf(ctx, shown.id) : undefined,
      approversOf(ctx, organisationId),
      rulesOf(ctx, organisationId),
      grantsOf(ctx, organisationId),
    ])
    const view = shown && viewOf(shown, ctx.now)
    const renewalAsked = view?.state === 'expired' && (await isAsked(ctx, shown!))
    const before = shown && versions.findLast((each) => each.words.version < shown.words.version && each.sentAt !== null)
    const { id: _, requesterId, state, engagementNumber, regionCode: __, isChange, ...facts } = ground
    return {
      ...facts,
      requestReference: reference,
      requestState: state,
      shown: view ?? null,
      numbers: versions.map((each) => ({ version: each.words.version, state: stateAt(each, ctx.now) })),
      difference: before ? { since: before.words.version, changes: differenceOfQuotes(before.words, shown!.words) } : null,
      steps,
      signatures: signatures.map(({ userId: _, ...signature }) => signature),
      order: order ? orderView(order, shown!) : null,
      approvers,
      rules,
      renewalAsked,
      signing: signingOf(ctx, { view, signatures, grants, rules, organisationId }),
      may: withoutUndo(
        isChange,
        mayOf(ctx, { view, newest: versions.at(-1), grants, renewalAsked, request: { organisationId, requesterId, state } }),
      ),
      engagementReference: engagementNumber === null ? null : `ENG-${engagementNumber}`,
      desk: ctx.actor.kind === 'customer' ? null : await deskOf(ctx, { view, grants, rules, ground, order }),
    }
  })
}

/** Whether somebody asked to renew it: the key of what they wrote is the version's (commands/quote-renew.ts). */
async function isAsked(ctx: TxCtx, { id, requestId }: VersionRow): Promise<boolean> {
  const [asked] =
    await ctx.sql`select from service_request_messages m where m.request_id = ${requestId} and m.form_key = ${id} limit 1`
  return asked !== undefined
}

const orderView = (
  { orderNumber, orderedBy, chosen, recordedByName, recordedAt, files }: OrderRow,
  { words }: VersionRow,
): OrderView => ({
  ...{ orderNumber, orderedBy, recordedByName, recordedAt, files },
  options: words.lines.filter(({ position }) => chosen.includes(position)).map(({ name }) => name),
})

async function groundOf(ctx: TxCtx, reference: string): Promise<Ground> {
  const [ground] = await ctx.sql<Ground[]>`
    select r.id, r.organisation_id as "organisationId", r.requester_id as "requesterId", r.state, r.title, i.name as "itemName", o.name as "organisationName",
      q.name as "requesterName", m.name as "managerName", o.time_zone as zone, o.region_code as "regionCode", r.currency,
      (select n.case_prefix || '-' || c.number from cases c cross join installation n
        where c.organisation_id = r.organisation_id and c.id = r.case_id) as "caseReference",
      (select e.number::int from engagements e where e.organisation_id = r.organisation_id and (e.id = r.changes_id or e.request_id = r.id)
        and e.state <> 'cancelled') as "engagementNumber", r.changes_id is not null as "isChange"
    from service_requests r join service_items i on i.code = r.item_code join users q on q.id = r.requester_id join users m on m.id = r.manager_id
      join organisations o on o.id = r.organisation_id
    where ${namedRequest(ctx, reference)} and ${visibleRequests(ctx)}`
  if (!ground) throw new NotFound('request')
  return ground
}

/** Past its last day a version has expired, whether or not the job has come by. */
function stateAt({ state, expiresAt }: Pick<VersionRow, 'state' | 'expiresAt'>, now: Instant): QuoteState {
  return (state === 'sent' || state === 'partly_approved') && expiresAt !== null && expiresAt <= now ? 'expired' : state
}

function viewOf(row: VersionRow, now: Instant): QuoteVersionView {
  const { id: _, organisationId: __, quoteId: ___, ...view } = row
  return { ...view, state: stateAt(row, now), totals: totalsOf(row.words.lines, row.words) }
}

async function stepsOf(ctx: TxCtx, versions: readonly VersionRow[]): Promise<QuoteStep[]> {
  const seen = ctx.actor.kind === 'customer' ? ctx.sql`s.to_state not in ('draft', 'internal_review', 'ready')` : ctx.sql`true`
  const rows = await ctx.sql<QuoteStep[]>`
    select s.id, v.version, s.to_state as "to", s.from_state as "from", s.to_state = 'accepted' and exists (select from quote_signatures g
      where g.organisation_id = s.organisation_id and g.version_id = s.version_id and g.method = 'offline_order' and g.signed_at = s.at) as "isOrder", u.name as "byName", s.reason, s.at
    from quote_steps s join quote_versions v on v.organisation_id = s.organisation_id and v.id = s.version_id left join users u on u.id = s.actor_id
    where s.version_id = any(${versions.map(({ id }) => id)}) and ${seen} order by s.at, s.id`
  return [...rows]
}

function signingOf(
  ctx: TxCtx,
  of: {
    view: QuoteVersionView | undefined
    signatures: readonly (SignatureView & { userId: string })[]
    grants: readonly ApprovalGrant[]
    rules: { anyTwo: boolean }
    organisationId: string
  },
): SigningView {
  const { view, signatures, grants, rules, organisationId } = of
  const { actor } = ctx
  if (actor.kind !== 'customer' || !view || (view.state !== 'sent' && view.state !== 'partly_approved'))
    return { may: false, why: 'not_open' }
  // Once somebody has signed, what is signed next is what they chose.
  const { minor: totalMinor, currency } = totalsOf(view.words.lines, { ...view.words, chosen: signatures[0]?.chosen ?? [] }).total
  const question = { organisationId, userId: actor.userId, totalMinor, currency, at: ctx.now, signatures, anyTwo: rules.anyTwo }
  const answer = decideApproval(grants, question)
  if ('refused' in answer) return { may: false, why: answer.refused }
  return { may: true, isFirstOfTwo: answer.outcome === 'partly_approved' }
}

function mayOf(
  ctx: TxCtx,
  of: {
    view: QuoteVersionView | undefined
    newest: VersionRow | undefined
    renewalAsked: boolean
    grants: readonly ApprovalGrant[]
    request: { organisationId: string; requesterId: string; state: RequestState }
  },
): QuoteView['may'] {
  const { view, newest, grants, renewalAsked, request } = of
  const { actor } = ctx
  const nothing = { decline: false, undo: false, askToRenew: false, next: [], newVersion: false }
  if (actor.kind === 'customer') {
    if (!view) return nothing
    const { organisationId } = request
    const isApprover = liveGrant(grants, { organisationId, userId: actor.userId, currency: view.words.currency, at: ctx.now })
    const parties: QuoteParty[] = [
      ...(isApprover ? (['approver'] as const) : []),
      ...(actor.isAdministrator ? (['organisation_administrator'] as const) : []),
    ]
    const may = (to: QuoteState) => openTo(QUOTE_TRANSITIONS, view.state, parties).some((row) => row.to === to)
    const writes = partiesOn(actor, { ...request, isApprover: isApprover !== undefined }).length > 1
    return {
      ...nothing,
      decline: may('declined'),
      undo: view.state === 'accepted' && may('withdrawn') && isUndoable(view, ctx.now),
      askToRenew:
        view.state === 'expired' &&
        newest?.words.version === view.words.version &&
        request.state === 'scoping' &&
        writes &&
        !renewalAsked,
    }
  }
  if (actor.kind !== 'staff' || !canScope(actor)) return nothing
  const isOpen = request.state === 'scoping' || request.state === 'quoted'
  const newestState = newest && stateAt(newest, ctx.now)
  const isDraft = newestState === 'draft' || newestState === 'internal_review' || newestState === 'ready'
  const newVersion = isOpen && !isDraft && newestState !== 'accepted'
  if (!view || view.words.version !== newest!.words.version) return { ...nothing, newVersion }
  const next = openTo(QUOTE_TRANSITIONS, view.state, staffPartiesOn(actor, view)).map(({ to }) => to)
  return {
    ...nothing,
    next,
    newVersion,
    undo: view.state === 'accepted' && next.includes('withdrawn') && isUndoable(view, ctx.now),
  }
}

/** A change that was accepted stays; another one may follow it. */
function withoutUndo(isChange: boolean, may: QuoteView['may']): QuoteView['may'] {
  return isChange ? { ...may, undo: false } : may
}

function isUndoable({ acceptedAt }: QuoteVersionView, now: Instant): boolean {
  return acceptedAt !== null && now < acceptedAt + UNDO_MS
}

async function deskOf(
  ctx: TxCtx,
  of: {
    view: QuoteVersionView | undefined
    grants: readonly ApprovalGrant[]
    rules: { anyTwo: boolean }
    ground: Ground
    order: OrderRow | undefined
  },
): Promise<QuoteView['desk']> {
  const { view, grants, rules, ground, order } = of
  const { organisationId, regionCode, currency, zone } = ground
  const cards = await cardsOf(ctx, { organisationId, regionCode, currency })
  const on = dayOf(ctx.now, zone)
  const rates = RATE_ROLES.flatMap((role) =>
    RATE_UNITS.flatMap((unit) => {
      const found = resolveRate(cards, { organisationId, regionCode, currency, role, unit, on })
      return 'rate' in found ? [{ role, unit, amount: money(found.rate.minor, currency) }] : []
    }),
  )
  const totalMinor = view?.totals.total.minor ?? 0n
  const { actor } = ctx
  const isOpen = view?.state === 'sent' || view?.state === 'partly_approved'
  const isLead = actor.kind === 'staff' && actor.roles.includes('services_lead')
  return {
    waiting:
      order && isOpen
        ? {
            ...{ orderId: order.id, note: order.note },
            total: totalsOf(view.words.lines, { ...view.words, chosen: order.chosen }).total,
            may: isLead && order.recordedById !== actor.userId,
            mayVoid: canScope(actor),
          }
        : null,
    mayRecordOrder: isOpen && order === undefined && canScope(actor),
    rates,
    reasons: view ? reasonsOf(view) : [],
    canBeApproved: canBeApproved(grants, { organisationId, currency, at: ctx.now, totalMinor, anyTwo: rules.anyTwo }),
  }
}

function reasonsOf({ words, totals }: QuoteVersionView) {
  return reviewReasons({
    model: words.model,
    feeCapMinor: words.isCapped ? totals.fees.minor : null,
    totalMinor: totals.net.minor,
    authorLimitMinor: AUTHOR_LIMIT_MINOR,
    lines: words.lines,
  })
}
