import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { reopenableUntil, type CaseStatus } from '@/lib/cases/case'
import { MAIL_KINDS, type MailKind } from '@/lib/jobs/payloads'
import { environment } from '@/lib/kernel/env'
import type { Instant } from '@/lib/kernel/time'
import { getPolicyVersion } from '@/lib/sla/queries'
import { LEVELS, levelOf, timedTarget, type Level } from '@/lib/sla/support-policy'
import { FACTS, type CaseOfMail, type House, type MailFacts, type MailToWrite, type WrittenMessage } from '../facts'

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
  wantsCaseMail: boolean
  isStaff: boolean
  isMember: boolean
  brandName: string
  productName: string
  supportEmail: string
  installation: string
}

/** Reads a mail that still waits; undefined when there is nothing to send. */
export async function loadMail(ctx: Ctx, outboxId: string): Promise<LoadedMail | Unwanted | undefined> {
  return read(ctx, async (ctx) => {
    const row = await rowOf(ctx, outboxId)
    if (!row || row.status !== 'waiting') return undefined
    const kind = MAIL_KINDS.find((known) => known === row.kind)
    if (!kind) return { unwanted: `There is no mail of the kind ${row.kind}.` }
    const reason = reasonAgainst(row, kind, ctx.now)
    if (reason !== undefined || row.email === null) return { unwanted: reason ?? 'The person is gone.' }
    const supportCase = row.caseId === null ? null : await caseOf(ctx, row.caseId)
    const about = await aboutOf(ctx, row, kind, supportCase)
    if (!about) return { unwanted: 'What the mail was about is gone.' }
    const { brandName, productName, supportEmail } = row
    const house: House = { brandName, productName, supportEmail, origin: environment().appOrigin }
    const recipient = { name: row.name ?? '', timeZone: row.timeZone, isStaff: kind === 'case_for_account_manager' }
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
      coalesce((u.notifications ->> 'caseMail')::boolean, true) as "wantsCaseMail",
      exists (select from staff_members s where s.user_id = u.id and s.ended_at is null) as "isStaff",
      o.disabled_at is null and exists (select from memberships x where x.user_id = u.id and x.organisation_id = m.organisation_id and x.ended_at is null) as "isMember",
      i.brand_name as "brandName", i.product_name as "productName", i.support_email as "supportEmail", i.kind as installation
    from outbox m cross join installation i left join users u on u.id = m.recipient_id left join organisations o on o.id = m.organisation_id
    where m.id = ${outboxId}`
  return row
}

/** Why nobody should get this mail now; undefined when they should. */
function reasonAgainst(row: Row, kind: MailKind, now: Instant): string | undefined {
  if (row.installation === 'replay') return 'A replay sends no mail.'
  if (row.disabled) return 'The person is disabled.'
  if (isCaseMail(kind)) {
    if (!row.wantsCaseMail) return 'The person wants no mail about cases.'
    if (kind === 'case_for_account_manager' ? !row.isStaff : !row.isMember) return 'The person does not belong there any more.'
    return undefined
  }
  const { expiresAt } = row.facts
  return typeof expiresAt === 'number' && expiresAt <= now ? 'The link had expired before it could be sent.' : undefined
}

function isCaseMail(kind: MailKind): boolean {
  return kind.startsWith('case_')
}

async function aboutOf(ctx: TxCtx, row: Row, kind: MailKind, supportCase: CaseOfMail | null): Promise<MailFacts | undefined> {
  switch (kind) {
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

async function messageOf(ctx: TxCtx, condition: ReturnType<TxCtx['sql']>): Promise<WrittenMessage | undefined> {
  const [message] = await ctx.sql<{ author: string; body: string }[]>`
    select u.name as author, m.body from case_messages m join users u on u.id = m.author_id where ${condition} order by m.created_at, m.id limit 1`
  return message
}

type CaseRow = Omit<CaseOfMail, 'levelNames' | 'firstAnswerMinutes' | 'reopenableUntil'> & {
  resolvedAt: Instant | null
  policyVersionId: string
}

async function caseOf(ctx: TxCtx, caseId: string): Promise<CaseOfMail | null> {
  const [row] = await ctx.sql<(CaseRow & { status: CaseStatus; severity: Level })[]>`
    select i.case_prefix || '-' || c.number as reference, c.subject, c.status, c.severity, o.name as "organisationName", q.name as "requesterName",
      m.name as "accountManagerName", c.next_due_at as "nextDueAt", c.resolved_at as "resolvedAt", c.policy_version_id as "policyVersionId"
    from cases c cross join installation i join organisations o on o.id = c.organisation_id join users q on q.id = c.requester_id
      join users m on m.id = case when c.status = 'with_account_manager' then coalesce(c.assignee_id, o.csm_id) else o.csm_id end
    where c.id = ${caseId}`
  if (!row) return null
  const { policy } = await getPolicyVersion(ctx, row.policyVersionId)
  const { resolvedAt, policyVersionId: _, ...facts } = row
  return {
    ...facts,
    levelNames: Object.fromEntries(LEVELS.map((level) => [level, levelOf(policy, level).name])) as Record<Level, string>,
    firstAnswerMinutes: timedTarget(policy, 'first_response', row.severity)?.minutes ?? null,
    reopenableUntil: reopenableUntil({ status: row.status, resolvedAt }),
  }
}
