// What a mail is about, as facts: read from the outbox row and from the world as it is when the mail is sent. One type for
// each kind; lib/email/words.ts makes sentences of them.
import { z } from 'zod'
import { CASE_STATUSES, type CaseStatus } from '../cases/case'
import { instant, type Instant } from '../kernel/time'
import { LEVELS, type Level } from '../sla/support-policy'

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
}

export type WrittenMessage = { readonly author: string; readonly body: string }

const At = z.number().transform(instant)
const Status = z.enum(CASE_STATUSES)
const LevelNumber = z.literal(LEVELS)
const Metric = z.enum(['first_response', 'update'])
const Link = z.object({ path: z.string().startsWith('/'), expiresAt: At })

/** What the outbox row must hold, by kind of mail. Anything more is ignored. */
export const FACTS = {
  case_received: z.object({ dueAt: At.nullable().catch(null), severity: LevelNumber }),
  case_answered: z.object({ messageId: z.uuid(), status: Status, previousStatus: Status, dueAt: At.nullable().catch(null) }),
  case_status_changed: z.object({ status: Status, previousStatus: Status }),
  case_reclassified: z.object({
    severity: LevelNumber,
    previousSeverity: LevelNumber,
    reason: z.string(),
    dueAt: At.nullable().catch(null),
    metric: Metric.nullable().catch(null),
    late: z.boolean().catch(false),
  }),
  case_for_account_manager: z.object({}),
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
  | { readonly kind: 'case_for_account_manager'; readonly supportCase: CaseOfMail; readonly message: WrittenMessage }
  | { readonly kind: 'sign_in_link'; readonly facts: Facts<'sign_in_link'> }
  | { readonly kind: 'password_reset'; readonly facts: Facts<'password_reset'> }
  | { readonly kind: 'invitation'; readonly facts: Facts<'invitation'>; readonly organisationName: string | null }

/** One mail to be written: what about, to whom, by whom. */
export type MailToWrite = { readonly about: MailFacts; readonly recipient: Recipient; readonly house: House }
