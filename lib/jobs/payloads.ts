// Every job by name, with the schema of its payload. Handlers are bound in lib/worker/registry.ts.
import { z } from 'zod'
import { Id } from '@/lib/kernel/ids'

export const JOBS = {
  /** Renders and sends one outbox row. */
  'email.deliver': z.object({ outboxId: Id }),
  /** Issues a one-time token for somebody who asked for it at the door and mails it; nothing for an address that may not enter. */
  'identity.send_token': z.object({ kind: z.enum(['link', 'reset']), email: z.string(), requestId: z.string() }),
  /** Closes cases that were resolved fourteen days ago (recurring). */
  'cases.close_resolved': z.object({}),
  /** Forgets events, idempotency keys, used tokens and ended sessions past their keep (recurring). */
  'housekeeping.sweep': z.object({}),
} as const

export type JobName = keyof typeof JOBS
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>

/** Kinds of mail the product sends; `lib/email` holds the words of each. */
export const MAIL_KINDS = [
  'case_received',
  'case_answered',
  'case_status_changed',
  'case_reclassified',
  'case_for_account_manager',
  'sign_in_link',
  'password_reset',
  'invitation',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]
