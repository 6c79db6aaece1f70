// What a mail is about, as facts: read from the outbox row and from the world as it is when the mail is sent. One type for
// each kind; lib/email/words.ts makes sentences of them.
import { z } from 'zod'
import { CASE_CATEGORIES, CASE_STATUSES, type CaseStatus } from '../cases/case'
import { RATING_ANSWERS } from '../cases/rating'
import { REQUEST_STATES } from '../engagements/request'
import { instant, type Instant } from '../kernel/time'
import { LEVELS, type Level } from '../sla/support-policy'
import type { UpdateKind } from '../updates/update'
import { News } from './news'

/** The installation as it speaks, and where it stands. */
export type House = {
  readonly brandName: string
  readonly productName: string
  readonly supportEmail: string
  readonly origin: string
}

/** Whom the mail is for. Times are told in their zone. */
export type Recipient = { readonly name: string; readonly timeZone: string; readonly isStaff: boolean }

/** The case as it stands when the mail is written. */
export type CaseOfMail = {
  readonly reference: string
  readonly subject: string
  readonly status: CaseStatus
  readonly severity: Level
  /** The policy's own names of the levels. */
  readonly levelNames: Readonly<Record<Level, string>>
  /** Minutes until the first answer, as promised for the level; null where no time is promised. */
  readonly firstAnswerMinutes: number | null
  readonly organisationName: string
  readonly requesterName: string
  readonly accountManagerName: string
  readonly nextDueAt: Instant | null
  /** Until when a customer's message reopens it. */
  readonly reopenableUntil: Instant | null
  /** Where the recipient says how it went, without signing in; null for everybody but the requester of a resolved case. */
  readonly ratingPath: string | null
}

/** `files`: the names of what hangs on it, which travels in no mail. */
export type WrittenMessage = { readonly author: string; readonly body: string; readonly files?: readonly string[] }

/** A product update as it stands when the mail is written. */
export type UpdateOfMail = {
  readonly slug: string
  readonly version: string
  readonly title: string
  readonly summary: string
  readonly entries: readonly { readonly kind: UpdateKind; readonly text: string }[]
}

/** A file that travels with a mail. */
export type FileOfMail = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }

const At = z.number().transform(instant)
const Status = z.enum(CASE_STATUSES)
const LevelNumber = z.literal(LEVELS)
const Metric = z.enum(['first_response', 'update'])
const DigestLine = z.object({ reference: z.string(), subject: z.string(), news: News })
const Request = z.object({ reference: z.string(), title: z.string() })
const Link = z.object({ path: z.string().startsWith('/'), expiresAt: At })

/** What the outbox row must hold, by kind of mail. Anything more is ignored. */
export const FACTS = {
  case_received: z.object({
    dueAt: At.nullable().catch(null),
    severity: LevelNumber,
    /** The case in which the words were written, where we made this one of them. */
    splitFrom: z.string().optional(),
  }),
  case_answered: z.object({
    messageId: z.uuid(),
    status: Status,
    previousStatus: Status,
    dueAt: At.nullable().catch(null),
    /** Whose word a quote waits for, where one is asked about: the reader's, or that of others on their side. */
    decide: z.enum(['reader', 'others']).nullable().catch(null),
  }),
  case_status_changed: z.object({
    status: Status,
    previousStatus: Status,
    /** The service request that it goes on as, or whose question lapsed. */
    request: z.string().optional(),
    lapsed: z.boolean().catch(false),
  }),
  case_reclassified: z.object({
    severity: LevelNumber,
    previousSeverity: LevelNumber,
    reason: z.string(),
    dueAt: At.nullable().catch(null),
    metric: Metric.nullable().catch(null),
    late: z.boolean().catch(false),
  }),
  case_category_changed: z.object({
    category: z.enum(CASE_CATEGORIES),
    previousCategory: z.enum(CASE_CATEGORIES),
    reason: z.string(),
    goes: z.enum(['to_account_manager', 'to_support']),
    dueAt: At.nullable().catch(null),
    metric: Metric.nullable().catch(null),
  }),
  case_for_account_manager: z.object({}),
  case_handed_over: z.object({
    region: z.string(),
    previousDueAt: At.nullable().catch(null),
    dueAt: At.nullable().catch(null),
    metric: Metric.nullable().catch(null),
  }),
  case_rated: z.object({ answer: z.enum(RATING_ANSWERS), comment: z.string().nullable().catch(null) }),
  case_shared: z.object({ by: z.string() }),
  case_merged: z.object({
    from: z.string(),
    fromSubject: z.string(),
    into: z.string(),
    undone: z.boolean(),
    dueAt: At.nullable().catch(null),
    metric: Metric.nullable().catch(null),
  }),
  /** `waits`: its hour is the recipient's night, so it is told in their next digest. */
  case_news: z.object({ notificationId: z.uuid(), news: News, waits: z.boolean() }),
  news_digest: z.object({
    occasion: z.enum(['daily', 'together']),
    due: z.array(DigestLine),
    news: z.array(DigestLine),
    /** How many more stand on the page. */
    more: z.number(),
  }),
  request_received: Request.extend({ itemName: z.string(), quoteDueAt: At }),
  request_for_account_manager: Request.extend({
    itemName: z.string(),
    quoteDueAt: At,
    goal: z.string(),
    requesterName: z.string(),
  }),
  request_changed: Request.extend({
    state: z.enum(REQUEST_STATES),
    reason: z.string(),
    by: z.string(),
    caseReference: z.string().nullable().catch(null),
    /** By when whoever reads it is to decide. */
    until: At.nullable().catch(null),
    isReminder: z.boolean().catch(false),
  }),
  request_written: Request.extend({ by: z.string(), body: z.string() }),
  /** `more`: how many further ones the page has. */
  updates_published: z.object({ updateIds: z.array(z.uuid()).min(1), occasion: z.enum(['at_once', 'weekly']), more: z.number() }),
  case_released: z.object({ updateId: z.uuid() }),
  request_quote: Request.extend({
    news: z.enum([
      'review',
      'ordered',
      'order_voided',
      'ready',
      'returned',
      'sent',
      'partly_approved',
      'accepted',
      'declined',
      'expired',
      'withdrawn',
      'undone',
      'reminder',
    ]),
    by: z.string(),
    reason: z.string(),
    quote: z.string(),
    version: z.number(),
    /** With tax, in words. */
    total: z.string(),
    /** Of a reminder: how many options the version offers, and how many of them the first signature chose; null before it. */
    options: z.object({ offered: z.number(), chosen: z.number().nullable() }).optional(),
    /** Of an acceptance that came as an order outside the portal: who ordered, and who of us recorded it. */
    order: z.object({ number: z.string(), orderedBy: z.string(), recordedBy: z.string() }).optional(),
    /** Whether it changes work that was ordered before: that acceptance cannot be taken back. */
    isChange: z.boolean().optional(),
    /** An ISO date, the last day where the customer is. */
    validUntil: z.string(),
  }),
  /** `by` is empty where time did it. `reason`: what is missing, of `returned`. */
  article_review: z.object({
    articleId: z.uuid(),
    title: z.string(),
    news: z.enum(['asked', 'approved', 'returned', 'unscheduled']),
    by: z.string(),
    reason: z.string(),
  }),
  /** `reason`: somebody's own words, or the share of the budget that was passed. `detail`: what it is about, in words or as a code. */
  request_work: Request.extend({
    engagement: z.string(),
    news: z.enum([
      'assigned',
      'active',
      'on_hold',
      'resumed',
      'delivered',
      'reopened',
      'closed',
      'cancelled',
      'milestone_delivered',
      'milestone_accepted',
      'milestone_returned',
      'milestone_silence',
      'time_submitted',
      'time_rejected',
      'expense_submitted',
      'expense_rejected',
      'onboarding',
      'hours_used',
      'hours_end',
      'hours_expired',
      'hours_extended',
      'hours_restored',
      'burn',
    ]),
    by: z.string(),
    reason: z.string(),
    detail: z.string(),
  }),
  /** An invoice or a credit note. `total` and `open`: with tax, in words. */
  bill_sent: Request.extend({
    invoiceId: z.uuid(),
    news: z.enum(['issued', 'credited', 'overdue']),
    number: z.string(),
    total: z.string(),
    open: z.string(),
    /** An ISO date. */
    dueOn: z.string(),
    /** Of a credit note: the invoice that it takes from, and why. */
    credits: z.string(),
    reason: z.string(),
  }),
  sign_in_link: Link,
  password_reset: Link,
  invitation: Link.extend({ invitedBy: z.string().nullable().catch(null) }),
} as const

type Facts<K extends keyof typeof FACTS> = z.infer<(typeof FACTS)[K]>

/** Everything the words of one mail need. */
export type MailFacts =
  | { readonly kind: 'case_received'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_received'> }
  | {
      readonly kind: 'case_answered'
      readonly supportCase: CaseOfMail
      readonly facts: Facts<'case_answered'>
      readonly message: WrittenMessage
    }
  | { readonly kind: 'case_status_changed'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_status_changed'> }
  | { readonly kind: 'case_reclassified'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_reclassified'> }
  | { readonly kind: 'case_category_changed'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_category_changed'> }
  | { readonly kind: 'case_rated'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_rated'> }
  | { readonly kind: 'case_shared'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_shared'> }
  | { readonly kind: 'case_merged'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_merged'> }
  | { readonly kind: 'case_for_account_manager'; readonly supportCase: CaseOfMail; readonly message: WrittenMessage }
  | { readonly kind: 'case_handed_over'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_handed_over'> }
  | { readonly kind: 'case_news'; readonly supportCase: CaseOfMail; readonly facts: Facts<'case_news'> }
  | { readonly kind: 'news_digest'; readonly facts: Facts<'news_digest'> }
  | { readonly kind: 'request_received'; readonly facts: Facts<'request_received'> }
  | {
      readonly kind: 'request_for_account_manager'
      readonly facts: Facts<'request_for_account_manager'>
      readonly organisationName: string | null
    }
  | { readonly kind: 'request_changed'; readonly facts: Facts<'request_changed'> }
  | { readonly kind: 'request_written'; readonly facts: Facts<'request_written'> }
  | {
      readonly kind: 'updates_published'
      readonly facts: Facts<'updates_published'>
      readonly updates: readonly UpdateOfMail[]
      /** Says for the recipient that they want no more of them. */
      readonly unsubscribeToken: string
    }
  /** `update.entries`: what the case asked for. */
  | { readonly kind: 'case_released'; readonly supportCase: CaseOfMail; readonly update: UpdateOfMail }
  | { readonly kind: 'request_quote'; readonly facts: Facts<'request_quote'> }
  | { readonly kind: 'article_review'; readonly facts: Facts<'article_review'> }
  | { readonly kind: 'request_work'; readonly facts: Facts<'request_work'> }
  | { readonly kind: 'bill_sent'; readonly facts: Facts<'bill_sent'>; readonly paper: FileOfMail }
  | { readonly kind: 'sign_in_link'; readonly facts: Facts<'sign_in_link'> }
  | { readonly kind: 'password_reset'; readonly facts: Facts<'password_reset'> }
  | { readonly kind: 'invitation'; readonly facts: Facts<'invitation'>; readonly organisationName: string | null }

/** One mail to be written: what about, to whom, by whom. */
export type MailToWrite = { readonly about: MailFacts; readonly recipient: Recipient; readonly house: House }
