import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { reopenableUntil, type CaseStatus } from '@/lib/cases/case'
import { ratingToken } from '@/lib/cases/gateway'
import { ratingPath } from '@/lib/cases/rating'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { MAIL_KINDS, type MailKind } from '@/lib/jobs/payloads'
import { environment } from '@/lib/kernel/env'
import { placesOf, type NotificationChoices, type Topic } from '@/lib/identity/choices'
import { addMs, type Instant } from '@/lib/kernel/time'
import { getPolicyVersion } from '@/lib/sla/queries'
import { unsubscribeToken } from '@/lib/updates/gateway'
import { UPDATE_KINDS } from '@/lib/updates/update'
import { LEVELS, levelOf, timedTarget, type Level } from '@/lib/sla/support-policy'
import {
  FACTS,
  type CaseOfMail,
  type FileOfMail,
  type House,
  type MailFacts,
  type MailToWrite,
  type UpdateOfMail,
  type WrittenMessage,
} from '../facts'
import { LIMITED_KINDS, LIMIT_SPAN_MS, isWithinLimits } from '../limits'

/** A waiting outbox row and the world around it as it is now. */
export type LoadedMail = {
  readonly outboxId: string
  readonly queuedAt: Instant
  readonly address: string
  readonly caseReference: string | null
  readonly mail: MailToWrite
}

/** Why a mail is not sent after all, as a sentence for whoever looks at the outbox. */
export type Unwanted = { readonly unwanted: string }
/** Why a mail is not sent now: the recipient's next digest tells it. */
export type Folded = { readonly folded: string }

type Row = {
  id: string
  kind: string
  facts: Record<string, unknown>
  status: string
  createdAt: Instant
  organisationId: string | null
  organisationName: string | null
  caseId: string | null
  name: string | null
  email: string | null
  timeZone: string
  disabled: boolean
  choices: NotificationChoices | null
  recipientId: string | null
  isStaff: boolean
  isMember: boolean
  brandName: string
  productName: string
  supportEmail: string
  installation: string
  followsUpdates: boolean
}

/** Reads a mail that still waits; undefined when there is nothing to send. */
export async function loadMail(ctx: Ctx, outboxId: string): Promise<LoadedMail | Unwanted | Folded | undefined> {
  return read(ctx, async (ctx) => {
    const row = await rowOf(ctx, outboxId)
    if (!row || row.status !== 'waiting') return undefined
    const kind = MAIL_KINDS.find((known) => known === row.kind)
    if (!kind) return { unwanted: `There is no mail of the kind ${row.kind}.` }
    const reason = reasonAgainst(row, kind, ctx.now)
    if (reason !== undefined || row.email === null) return { unwanted: reason ?? 'The person is gone.' }
    if (row.facts.waits === true) return { folded: 'It came outside working hours.' }
    if (!isWithinLimits(kind, await sentTo(ctx, row))) return { folded: 'There were many mails within an hour.' }
    const supportCase = row.caseId === null ? null : await caseOf(ctx, row.caseId, row.recipientId)
    if (supportCase && isMoot(row, supportCase)) return { unwanted: 'The promise was kept or has moved meanwhile.' }
    const about = await aboutOf(ctx, row, kind, supportCase)
    if (!about) return { unwanted: 'What the mail was about is gone.' }
    const { brandName, productName, supportEmail } = row
    const house: House = { brandName, productName, supportEmail, origin: environment().appOrigin }
    const recipient = { name: row.name ?? '', timeZone: row.timeZone, isStaff: isForStaff(kind, row) }
    return {
      outboxId: row.id,
      queuedAt: row.createdAt,
      address: row.email,
      caseReference: supportCase?.reference ?? null,
      mail: { about, recipient, house },
    }
  })
}

async function rowOf(ctx: TxCtx, outboxId: string): Promise<Row | undefined> {
  const [row] = await ctx.sql<Row[]>`
    select m.id, m.kind, m.facts, m.status, m.created_at as "createdAt", m.organisation_id as "organisationId", o.name as "organisationName",
      m.case_id as "caseId", u.name, u.email, u.time_zone as "timeZone", coalesce(u.disabled_at is not null, true) as disabled,
      u.notifications as choices, u.id as "recipientId",
      exists (select from staff_members s where s.user_id = u.id and s.ended_at is null) as "isStaff",
      o.disabled_at is null and exists (select from memberships x where x.user_id = u.id and x.organisation_id = m.organisation_id and x.ended_at is null) as "isMember",
      i.brand_name as "brandName", i.product_name as "productName", i.support_email as "supportEmail", i.kind as installation,
      exists (select from update_readers r where r.user_id = u.id and r.following is not null) as "followsUpdates"
    from outbox m cross join installation i left join users u on u.id = m.recipient_id left join organisations o on o.id = m.organisation_id
    where m.id = ${outboxId}`
  return row
}

/** Why nobody should get this mail now; undefined when they should. */
function reasonAgainst(row: Row, kind: MailKind, now: Instant): string | undefined {
  if (row.installation === 'replay') return 'A replay sends no mail.'
  if (row.disabled) return 'The person is disabled.'
  if (isAboutWork(kind)) {
    const topic = TOPICS[kind]
    if (topic && !placesOf(row.choices ?? {}, topic).mail) return 'The person wants no mail about this.'
    if (isForStaff(kind, row) ? !row.isStaff : !row.isMember) return 'The person does not belong there any more.'
    return undefined
  }
  if (kind === 'updates_published' && !row.followsUpdates) return 'The person no longer follows product updates.'
  const { expiresAt } = row.facts
  return typeof expiresAt === 'number' && expiresAt <= now ? 'The link had expired before it could be sent.' : undefined
}

/** Mails of a case, a request, a bill or an article: only to whoever still belongs to its side. */
function isAboutWork(kind: MailKind): boolean {
  return kind.startsWith('case_') || kind.startsWith('request_') || kind.startsWith('article_') || kind === 'bill_sent'
}

/** What the recipient chooses about when they want a mail of this kind or not; of news it was asked when they were written. */
const TOPICS: Partial<Record<MailKind, Topic>> = {
  case_received: 'change',
  case_status_changed: 'change',
  case_reclassified: 'change',
  case_category_changed: 'change',
  case_handed_over: 'change',
  case_merged: 'change',
  case_released: 'change',
  case_answered: 'answer',
  case_for_account_manager: 'assigned',
  request_received: 'change',
  request_written: 'answer',
  request_for_account_manager: 'assigned',
  article_review: 'assigned',
}

const STAFF_KINDS: readonly MailKind[] = [
  'case_for_account_manager',
  'case_rated',
  'case_news',
  'request_for_account_manager',
  'article_review',
]

function isForStaff(kind: MailKind, { isStaff }: Row): boolean {
  return (
    STAFF_KINDS.includes(kind) ||
    ((kind === 'news_digest' ||
      kind === 'updates_published' ||
      kind === 'request_changed' ||
      kind === 'request_written' ||
      kind === 'request_quote' ||
      kind === 'request_work' ||
      kind === 'bill_sent') &&
      isStaff)
  )
}

/** A warning whose promise is no longer that of the case. */
function isMoot({ kind, facts }: Row, { nextDueAt }: CaseOfMail): boolean {
  if (kind !== 'case_news') return false
  const { news } = FACTS.case_news.parse(facts)
  return (news.kind === 'at_risk' || news.kind === 'breached') && news.dueAt !== nextDueAt
}

/** How many limited mails this person has got of late, and how many of them about this case. */
async function sentTo(ctx: TxCtx, { recipientId, caseId }: Row): Promise<{ toPerson: number; aboutCase: number }> {
  const [sent] = await ctx.sql<{ toPerson: number; aboutCase: number }[]>`
    select count(*)::int as "toPerson", count(*) filter (where case_id = ${caseId})::int as "aboutCase" from outbox
    where recipient_id = ${recipientId} and sent_at > ${addMs(ctx.now, -LIMIT_SPAN_MS)} and kind = any(${[...LIMITED_KINDS]})`
  return sent!
}

async function aboutOf(ctx: TxCtx, row: Row, kind: MailKind, supportCase: CaseOfMail | null): Promise<MailFacts | undefined> {
  switch (kind) {
    case 'request_received':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'request_for_account_manager':
      return { kind, facts: FACTS[kind].parse(row.facts), organisationName: row.organisationName }
    case 'request_changed':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'request_quote':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'request_work':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'bill_sent': {
      const facts = FACTS[kind].parse(row.facts)
      const paper = await paperOf(ctx, row.organisationId, facts)
      return paper ? { kind, facts, paper } : undefined
    }
    case 'request_written':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'article_review':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'sign_in_link':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'password_reset':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'invitation':
      return { kind, facts: FACTS[kind].parse(row.facts), organisationName: row.organisationName }
    case 'case_received':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_status_changed':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_reclassified':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_news':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'news_digest':
      return { kind, facts: FACTS[kind].parse(row.facts) }
    case 'updates_published': {
      const facts = FACTS[kind].parse(row.facts)
      const updates = await updatesOf(ctx, facts.updateIds)
      return updates.length > 0 && row.recipientId !== null
        ? { kind, facts, updates, unsubscribeToken: unsubscribeToken(row.recipientId) }
        : undefined
    }
    case 'case_released': {
      const { updateId } = FACTS[kind].parse(row.facts)
      const [update] = await updatesOf(ctx, [updateId], row.caseId)
      return supportCase && update ? { kind, supportCase, update } : undefined
    }
    case 'case_rated':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_shared':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_category_changed':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_merged':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_handed_over':
      return supportCase ? { kind, supportCase, facts: FACTS[kind].parse(row.facts) } : undefined
    case 'case_answered': {
      const facts = FACTS[kind].parse(row.facts)
      const message = await messageOf(ctx, ctx.sql`m.case_id = ${row.caseId} and m.id = ${facts.messageId}`)
      return supportCase && message ? { kind, supportCase, facts, message } : undefined
    }
    case 'case_for_account_manager': {
      const message = await messageOf(ctx, ctx.sql`m.case_id = ${row.caseId}`)
      return supportCase && message ? { kind, supportCase, message } : undefined
    }
  }
}

/** Published updates in the order in which they are asked for; with a case, only what it asked for of each. */
async function updatesOf(ctx: TxCtx, ids: readonly string[], caseId: string | null = null): Promise<UpdateOfMail[]> {
  const rows = await ctx.sql<(UpdateOfMail & { id: string })[]>`
    select p.id, p.slug, p.version, p.title, p.summary, coalesce((
      select jsonb_agg(jsonb_build_object('kind', e.kind, 'text', e.text) order by array_position(${[...UPDATE_KINDS]}::text[], e.kind), e.position)
      from update_entries e where e.update_id = p.id and (${caseId}::uuid is null or exists (
        select from update_entry_cases l where l.update_id = e.update_id and l.position = e.position and l.case_id = ${caseId}::uuid))), '[]') as entries
    from product_updates p where p.id = any (${[...ids]}::uuid[]) and p.published_at is not null`
  return ids.flatMap((id) => rows.filter((row) => row.id === id))
}

async function paperOf(
  ctx: TxCtx,
  organisationId: string | null,
  { invoiceId, number }: { invoiceId: string; number: string },
): Promise<FileOfMail | undefined> {
  const [row] = await ctx.sql<{ pdf: Buffer }[]>`
    select pdf from invoice_papers where organisation_id = ${organisationId} and invoice_id = ${invoiceId}`
  return row && { name: `${number}.pdf`, contentType: 'application/pdf', bytes: row.pdf }
}

async function messageOf(ctx: TxCtx, condition: ReturnType<TxCtx['sql']>): Promise<WrittenMessage | undefined> {
  const [message] = await ctx.sql<{ author: string; body: string; files: string[] }[]>`
    select u.name as author, m.body, array(select f.name from attachments f where f.message_id = m.id order by f.position) as files
    from case_messages m join users u on u.id = m.author_id where ${condition} order by m.created_at, m.id limit 1`
  return message
}

type CaseRow = Omit<CaseOfMail, 'levelNames' | 'firstAnswerMinutes' | 'reopenableUntil' | 'ratingPath'> & {
  requesterId: string
  resolvedAt: Instant | null
  policyVersionId: string
}

async function caseOf(ctx: TxCtx, caseId: string, recipientId: string | null): Promise<CaseOfMail | null> {
  const [row] = await ctx.sql<(CaseRow & { status: CaseStatus; severity: Level })[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, c.status, c.severity, o.name as "organisationName", q.name as "requesterName", c.requester_id as "requesterId",
      m.name as "accountManagerName", c.next_due_at as "nextDueAt", c.resolved_at as "resolvedAt", c.policy_version_id as "policyVersionId"
    from cases c cross join installation i join organisations o on o.id = c.organisation_id join users q on q.id = c.requester_id
      join users m on m.id = case when c.status = 'with_account_manager' then coalesce(c.assignee_id, ${accountManagerId(ctx)}) else ${accountManagerId(ctx)} end
    where c.id = ${caseId}`
  if (!row) return null
  const { policy } = await getPolicyVersion(ctx, row.policyVersionId)
  const { resolvedAt, requesterId, policyVersionId: _, ...facts } = row
  const isAsked = row.status === 'resolved' && resolvedAt !== null && requesterId === recipientId
  return {
    ...facts,
    levelNames: Object.fromEntries(LEVELS.map((level) => [level, levelOf(policy, level).name])) as Record<Level, string>,
    firstAnswerMinutes: timedTarget(policy, 'first_response', row.severity)?.minutes ?? null,
    reopenableUntil: reopenableUntil({ status: row.status, resolvedAt }),
    ratingPath: isAsked ? ratingPath(ratingToken({ caseId, raterId: requesterId, resolvedAt })) : null,
  }
}
