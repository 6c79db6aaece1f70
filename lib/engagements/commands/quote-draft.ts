import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney, MINOR_MAX } from '@/lib/kernel/money'
import { addMs, DAY_MS, dayOf } from '@/lib/kernel/time'
import { canScope } from '../policy'
import { QUOTE_TRANSITIONS, quoteReference, reviewReasons, staffPartiesOn } from '../quote'
import type { NewVersionInput, SaveQuoteInput } from '../quote-input'
import { readLines, type PricedLine } from '../quote-lines'
import { AUTHOR_LIMIT_MINOR, totalsOf } from '../quote-price'
import { cardsOf, versionsOf, type VersionRow } from '../queries/quote-rows'
import type { SavedQuote } from '../saved-quote'
import { TAXES, usualTax } from '../tax'
import { refusalOf } from '../transition'
import { lockQuoted, stepWrites, type LockedRequest } from './quote-writes'

/** A new draft is valid for this long, and is paid within so many days, until somebody says otherwise. */
const VALID_DAYS = 21
const PAYMENT_DAYS = 30

/**
 * Begins the quote of a request, or its next version with the words of the last one. For whoever scopes; the same while a draft
 * stands changes nothing. Throws NotFound, Forbidden, Conflict for a request that waits for no quote.
 */
export async function newQuoteVersion(ctx: Ctx, { reference }: NewVersionInput): Promise<void> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, reference)
    if (request.state !== 'scoping' && request.state !== 'quoted')
      throw new Conflict(`${reference} waits for no quote. Begin to scope it first.`)
    const versions = await versionsOf(ctx, request.id)
    const last = versions.at(-1)
    if (last && ['draft', 'internal_review', 'ready'].includes(last.state)) return
    const parties = staffPartiesOn(actor, { authorId: null })
    if (refusalOf(QUOTE_TRANSITIONS, { from: null, to: 'draft', parties, reason: '' })) throw new Forbidden('services.quote')
    await insertVersion(ctx, actor, request, last)
  })
}

async function insertVersion(ctx: TxCtx, actor: Staff, request: LockedRequest, last: VersionRow | undefined): Promise<void> {
  const { organisationId, id: requestId, currency, zone } = request
  const versionId = newId(ctx.now)
  const quote = last ? { quoteId: last.quoteId, reference: last.words.reference } : await insertQuote(ctx, request)
  const version = (last?.words.version ?? 0) + 1
  const taxCode = last?.words.taxCode ?? usualTax(currency)
  const validUntil = dayOf(addMs(ctx.now, VALID_DAYS * DAY_MS), zone)
  await ctx.sql`
    insert into quote_versions (organisation_id, id, quote_id, request_id, version, state, author_id, revision, model, is_capped, currency, fees_minor,
      expenses_minor, tax_minor, tax_code, tax_bp, valid_until, payment_days, terms_version, scope, assumptions, exclusions, starts_on, created_at, changed_at)
    values (${organisationId}, ${versionId}, ${quote.quoteId}, ${requestId}, ${version}, 'draft', ${actor.userId}, 0, ${last?.words.model ?? 'fixed'},
      ${last?.words.isCapped ?? true}, ${currency}, 0, 0, 0, ${taxCode}, ${last?.words.taxBp ?? TAXES[usualTax(currency)].bp}, ${validUntil}::date,
      ${last?.words.paymentDays ?? PAYMENT_DAYS}, (select max(version) from quote_terms), ${last?.words.scope ?? ''}, ${last?.words.assumptions ?? ''},
      ${last?.words.exclusions ?? ''}, ${last?.words.startsOn ?? null}::date, ${ctx.now}, ${ctx.now})`
  if (last) {
    await ctx.sql`
      insert into quote_lines (organisation_id, version_id, position, kind, item_code, role, unit, name, detail, qty_milli, unit_rate_minor, card_rate_minor,
        card_version_id, discount_bp, amount_minor, is_optional)
      select organisation_id, ${versionId}::uuid, position, kind, item_code, role, unit, name, detail, qty_milli, unit_rate_minor, card_rate_minor,
        card_version_id, discount_bp, amount_minor, is_optional
      from quote_lines where organisation_id = ${organisationId} and version_id = ${last.id}`
    await ctx.sql`
      update quote_versions set fees_minor = b.fees_minor, expenses_minor = b.expenses_minor, tax_minor = b.tax_minor
      from quote_versions b where quote_versions.id = ${versionId} and b.id = ${last.id}`
  }
  const words = { reference: quote.reference, version } as VersionRow['words']
  await writeTogether(ctx, stepWrites(ctx, { organisationId, id: versionId, words }, { from: null, to: 'draft', reason: '' }))
}

async function insertQuote(ctx: TxCtx, request: LockedRequest): Promise<{ quoteId: string; reference: string }> {
  const [row] = await ctx.sql<{ id: string; number: number }[]>`
    insert into quotes (organisation_id, id, number, request_id, currency, created_at)
    values (${request.organisationId}, ${newId(ctx.now)}, nextval('quote_numbers'), ${request.id}, ${request.currency}, ${ctx.now})
    returning id, number::int as number`
  return { quoteId: row!.id, reference: quoteReference(row!.number) }
}

/**
 * Keeps a draft as it was typed, priced by the one pricing function. Throws Conflict when somebody else has saved meanwhile or it
 * is no draft any more, Invalid with what is wrong beside each line; then nothing is kept but what was kept before.
 */
export async function saveQuote(ctx: Ctx, { reference, revision, draft }: SaveQuoteInput): Promise<SavedQuote> {
  const { actor } = ctx
  if (!canScope(actor)) throw new Forbidden('services.quote')
  return inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, reference)
    const version = (await versionsOf(ctx, request.id)).at(-1)
    if (!version) throw new NotFound('quote')
    if (version.state !== 'draft')
      throw new Conflict('This version is no draft any more. Reload the page; your text is kept here.')
    if (version.revision !== revision)
      throw new Conflict('Somebody else has changed this draft meanwhile. Copy your words and reload the page.')
    const { currency, organisationId, regionCode, zone } = request
    const ground = { organisationId, regionCode, currency, on: dayOf(ctx.now, zone) }
    const { lines, errors } = readLines(draft.lines, { ...ground, cards: await cardsOf(ctx, ground) })
    if (Object.keys(errors).length > 0) throw new Invalid(errors)
    const taxBp = TAXES[draft.taxCode].bp
    const totals = totalsOfSafe(lines, currency, taxBp)
    await ctx.sql`delete from quote_lines where organisation_id = ${organisationId} and version_id = ${version.id}`
    await writeTogether(ctx, [
      ctx.sql`
        update quote_versions set revision = ${revision + 1}, model = ${draft.model}, is_capped = ${draft.isCapped}, fees_minor = ${String(totals.fees.minor)},
          expenses_minor = ${String(totals.expenses.minor)}, tax_minor = ${String(totals.tax.minor)}, tax_code = ${draft.taxCode}, tax_bp = ${taxBp},
          valid_until = ${draft.validUntil}, payment_days = ${draft.paymentDays}, scope = ${draft.scope}, assumptions = ${draft.assumptions},
          exclusions = ${draft.exclusions}, starts_on = ${draft.startsOn ?? null}, changed_at = ${ctx.now}
        where organisation_id = ${organisationId} and id = ${version.id}`,
      ...lines.map((line) => lineWrite(ctx, organisationId, version.id, line)),
    ])
    return {
      revision: revision + 1,
      savedAt: ctx.now,
      amounts: lines.map(({ amountMinor }) => formatMoney({ minor: amountMinor, currency })),
      net: formatMoney(totals.net),
      tax: formatMoney(totals.tax),
      total: formatMoney(totals.total),
      reasons: reviewReasons({
        model: draft.model,
        feeCapMinor: draft.isCapped ? totals.fees.minor : null,
        totalMinor: totals.net.minor,
        authorLimitMinor: AUTHOR_LIMIT_MINOR,
        lines,
      }),
    }
  })
}

function totalsOfSafe(lines: readonly PricedLine[], currency: string, taxBp: number) {
  const everything = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  if (everything * 2n > MINOR_MAX) throw new Invalid({ '': ['The total is too large for one quote.'] })
  return totalsOf(lines, { currency, taxBp })
}

function lineWrite(ctx: TxCtx, organisationId: string, versionId: string, line: PricedLine) {
  return ctx.sql`
    insert into quote_lines (organisation_id, version_id, position, kind, item_code, role, unit, name, detail, qty_milli, unit_rate_minor, card_rate_minor,
      card_version_id, discount_bp, amount_minor, is_optional)
    values (${organisationId}::uuid, ${versionId}::uuid, ${line.position}, ${line.kind}, ${line.itemCode}, ${line.role}, ${line.unit}, ${line.name}, ${line.detail},
      ${line.qtyMilli}, ${String(line.unitRateMinor)}, ${line.cardRateMinor === null ? null : String(line.cardRateMinor)}, ${line.cardVersionId}::uuid,
      ${line.discountBp}, ${String(line.amountMinor)}, ${line.isOptional})`
}
