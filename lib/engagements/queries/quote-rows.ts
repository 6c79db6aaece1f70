import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import type { TxCtx } from '@/db/context'
import { money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import type { ApprovalGrant } from '../approval'
import { quoteReference, type QuoteModel, type QuoteState } from '../quote'
import type { QuoteLine } from '../quote-price'
import type { QuoteWords } from '../quote-paper'
import type { RateCard } from '../rate-card'
import { requestReference } from '../request'
import type { SignatureView } from '../quote-views'

/** A version as it stands, with everything it says. */
export type VersionRow = {
  readonly id: string
  readonly organisationId: string
  readonly quoteId: string
  readonly state: QuoteState
  readonly requestId: string
  readonly revision: number
  readonly authorId: string
  readonly authorName: string
  readonly terms: string
  readonly sha256: string | null
  readonly sentAt: Instant | null
  readonly expiresAt: Instant | null
  readonly acceptedAt: Instant | null
  readonly changedAt: Instant
  readonly words: QuoteWords
}

type Columns = Omit<VersionRow, 'words'> & {
  number: number
  version: number
  requestNumber: number
  title: string
  organisationName: string
  zone: string
  currency: string
  model: QuoteModel
  isCapped: boolean
  taxCode: string
  taxBp: number
  validUntil: string
  paymentDays: number
  termsVersion: number
  termsSha256: string
  scope: string
  assumptions: string
  exclusions: string
  startsOn: string | null
  changeWords: string | null
}
type LineColumns = Omit<QuoteLine, 'unitRateMinor' | 'cardRateMinor'> & {
  versionId: string
  unitRateMinor: string
  cardRateMinor: string | null
}

/** The versions of a request's quote that the actor may see, the oldest first: to a customer, what was sent. */
export async function versionsOf(ctx: TxCtx, requestId: string): Promise<VersionRow[]> {
  const seen: PendingQuery<Row[]> = ctx.actor.kind === 'customer' ? ctx.sql`v.sent_at is not null` : ctx.sql`true`
  const rows = await ctx.sql<Columns[]>`
    select v.id, v.organisation_id as "organisationId", v.quote_id as "quoteId", v.request_id as "requestId", v.state, v.revision, v.author_id as "authorId", u.name as "authorName",
      t.words as terms, v.canonical_sha256 as sha256, v.sent_at as "sentAt", v.expires_at as "expiresAt", v.accepted_at as "acceptedAt",
      v.changed_at as "changedAt", q.number, v.version, r.number as "requestNumber", r.title, o.name as "organisationName", o.time_zone as zone,
      v.currency, v.model, v.is_capped as "isCapped", v.tax_code as "taxCode", v.tax_bp as "taxBp", v.valid_until::text as "validUntil",
      v.payment_days as "paymentDays", v.terms_version as "termsVersion", t.sha256 as "termsSha256", v.scope, v.assumptions, v.exclusions,
      v.starts_on::text as "startsOn", v.change_words as "changeWords"
    from quote_versions v join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id join users u on u.id = v.author_id
      join quote_terms t on t.version = v.terms_version join service_requests r on r.organisation_id = v.organisation_id and r.id = v.request_id
      join organisations o on o.id = v.organisation_id
    where v.request_id = ${requestId} and ${seen} order by v.version`
  const lines = await ctx.sql<LineColumns[]>`
    select l.version_id as "versionId", l.position, l.kind, l.item_code as "itemCode", l.role, l.unit, l.name, l.detail, l.qty_milli::float8 as "qtyMilli",
      l.unit_rate_minor::text as "unitRateMinor", l.card_rate_minor::text as "cardRateMinor", l.discount_bp as "discountBp", l.is_optional as "isOptional"
    from quote_lines l where l.version_id = any(${rows.map(({ id }) => id)}) order by l.position`
  return rows.map((row) => versionOf(row, lines))
}

function versionOf(row: Columns, lines: readonly LineColumns[]): VersionRow {
  const { id, organisationId, quoteId, requestId, state, revision, authorId, authorName, terms, sha256 } = row
  const { sentAt, expiresAt, acceptedAt, changedAt, number, requestNumber, ...said } = row
  const { version, title, organisationName, currency, model, isCapped, taxCode, taxBp, validUntil, zone } = said
  const { paymentDays, termsVersion, termsSha256, scope, assumptions, exclusions, startsOn, changeWords } = said
  return {
    ...{ id, organisationId, quoteId, requestId, state, revision, authorId, authorName, terms, sha256 },
    ...{ sentAt, expiresAt, acceptedAt, changedAt },
    words: {
      ...{ reference: quoteReference(number), version, requestReference: requestReference(requestNumber), title },
      ...{ organisationName, currency, model, isCapped, taxCode, taxBp, validUntil, zone, paymentDays, termsVersion },
      ...{ termsSha256, scope, assumptions, exclusions, startsOn },
      ...(changeWords !== null && { changeWords }),
      lines: lines.filter(({ versionId }) => versionId === id).map(lineOf),
    },
  }
}

function lineOf({ versionId: _, unitRateMinor, cardRateMinor, ...line }: LineColumns): QuoteLine {
  return {
    ...line,
    unitRateMinor: BigInt(unitRateMinor),
    cardRateMinor: cardRateMinor === null ? null : BigInt(cardRateMinor),
  }
}

/** The grants of an organisation that live now, of people who still belong to it. */
export async function grantsOf(ctx: TxCtx, organisationId: string): Promise<ApprovalGrant[]> {
  const rows = await ctx.sql<(Omit<ApprovalGrant, 'limitMinor' | 'until'> & { limit: string | null })[]>`
    select g.id, g.organisation_id as "organisationId", g.user_id as "userId", g.limit_minor::text as "limit", g.currency, g.granted_at as "from"
    from approval_grants g join users u on u.id = g.user_id and u.disabled_at is null
      join memberships m on m.organisation_id = g.organisation_id and m.user_id = g.user_id and m.ended_at is null
    where g.organisation_id = ${organisationId} and g.ended_at is null`
  return rows.map(({ limit, ...row }) => ({ ...row, limitMinor: limit === null ? null : BigInt(limit), until: null }))
}

/** What an organisation asks of its approvers; neither where its administrators said nothing. */
export async function rulesOf(ctx: TxCtx, organisationId: string): Promise<{ orderRequired: boolean; anyTwo: boolean }> {
  const [rules] = await ctx.sql<{ orderRequired: boolean; anyTwo: boolean }[]>`
    select order_required as "orderRequired", any_two as "anyTwo" from buying_rules where organisation_id = ${organisationId}`
  return rules ?? { orderRequired: false, anyTwo: false }
}

/** The signatures that stand on a version, the first first. */
export async function signaturesOf(
  ctx: TxCtx,
  versionId: string,
  currency: string,
): Promise<(SignatureView & { userId: string })[]> {
  const rows = await ctx.sql<
    (Omit<SignatureView, 'limit' | 'total'> & { userId: string; limit: string | null; total: string })[]
  >`
    select s.id, s.seq, s.user_id as "userId", u.name, s.email, s.typed_name as "typedName", y.name as "countersignedByName", s.limit_minor::text as "limit", s.method, s.grant_id is not null as "hasGrant",
      s.chosen, s.total_minor::text as total, s.order_number as "orderNumber", s.statement, s.signed_at as "signedAt", s.address, s.user_agent as "userAgent",
      s.signed_in_with as "signedInWith", s.signed_in_seconds as "signedInSeconds", s.canonical_sha256 as "canonicalSha256",
      s.terms_sha256 as "termsSha256", s.row_hash as "rowHash"
    from quote_signatures s join users u on u.id = s.user_id left join users y on y.id = s.countersigned_by where s.version_id = ${versionId} order by s.seq`
  return rows.map(({ limit, total, ...row }) => ({
    ...row,
    limit: limit === null ? null : money(BigInt(limit), currency),
    total: money(BigInt(total), currency),
  }))
}

/** The cards that may price a line for this organisation: its own and its region's, in one currency. */
export async function cardsOf(
  ctx: TxCtx,
  { organisationId, regionCode, currency }: { organisationId: string; regionCode: string; currency: string },
): Promise<RateCard[]> {
  const rows = await ctx.sql<
    {
      id: string
      organisationId: string | null
      regionCode: string
      versionId: string
      effectiveFrom: string
      role: string
      unit: string
      amount: string
    }[]
  >`
    select c.id, c.organisation_id as "organisationId", c.region_code as "regionCode", v.id as "versionId", v.effective_from::text as "effectiveFrom", r.role, r.unit, r.amount_minor::text as amount
    from rate_cards c join rate_card_versions v on v.card_id = c.id join rate_card_rates r on r.version_id = v.id
    where c.currency = ${currency} and (c.organisation_id = ${organisationId} or (c.organisation_id is null and c.region_code = ${regionCode}))
    order by c.id, v.effective_from, r.role, r.unit`
  const cards = Map.groupBy(rows, ({ id }) => id)
  return [...cards.values()].map((ofCard) => ({
    ...{ id: ofCard[0]!.id, organisationId: ofCard[0]!.organisationId, regionCode: ofCard[0]!.regionCode, currency },
    versions: [...Map.groupBy(ofCard, ({ versionId }) => versionId).values()].map((ofVersion) => ({
      ...{ id: ofVersion[0]!.versionId, effectiveFrom: ofVersion[0]!.effectiveFrom },
      rates: ofVersion.map(({ role, unit, amount }) => ({ role, unit, amountMinor: BigInt(amount) }) as never),
    })),
  }))
}
