// Every job by name, with the schema of its payload. Handlers are bound in lib/worker/registry.ts.
import { z } from 'zod'
import { Id } from '@/lib/kernel/ids'

export const JOBS = {
  /** Renders and sends one outbox row. */
  'email.deliver': z.object({ outboxId: Id }),
  /** Issues a one-time token for somebody who asked for it at the door and mails it; nothing for an address that may not enter. */
  'identity.send_token': z.object({ kind: z.enum(['link', 'reset']), email: z.string(), requestId: z.string() }),
  /** Makes the previews of a picture that was sent. */
  'files.preview': z.object({ fileId: Id }),
  /** Forgets uploads that nobody used for a day, and bytes that no row names (recurring). */
  'files.sweep': z.object({}),
  /** Closes cases that were resolved fourteen days ago (recurring). */
  'cases.close_resolved': z.object({}),
  /** Gives the cases of regions to people on shift, where a rule says so, and takes them back from people who are away (recurring for all). */
  'cases.share_out': z.object({ regionCode: z.string().optional() }),
  /** Sends a reply that could be called back until now. */
  'cases.send_reply': z.object({ draftId: Id, authorId: Id }),
  /** Does an act on many cases, as the person who began it. */
  'queue.run_bulk': z.object({ actId: Id, userId: Id }),
  /** Puts the words of what happened on cases into the index that customers search (recurring). */
  'cases.index_words': z.object({}),
  /** Reads the words of cases on which something happened, so that a search finds them (recurring). */
  'cases.index_search': z.object({}),
  /** Reads the articles that the search of the help centre has not read as it does now (recurring). */
  'knowledge.index': z.object({}),
  /** Mails a product update to those who follow at once. */
  'updates.mail': z.object({ updateId: Id }),
  /** Mails the week's product updates to those who follow by the week (recurring). */
  'updates.weekly': z.object({}),
  /** Publishes the articles whose time has come (recurring). */
  'knowledge.publish': z.object({}),
  /** A leave has begun: what was chosen goes back to the region. */
  'cases.give_back': z.object({ absenceId: Id }),
  /** Tells people what happened on cases, warns them of promises, makes their digests (recurring). */
  'notifications.tell': z.object({}),
  /** Ends quotes whose last day has passed (recurring). */
  'engagements.expire_quotes': z.object({}),
  /** Draws the paper of a document that was issued, keeps it, and mails it to whom bills are sent to. */
  'billing.send': z.object({ invoiceId: Id }),
  /** Reminds customers of invoices that are overdue (recurring). */
  'billing.remind': z.object({}),
  /** Lets hours lapse and tells people before (recurring). */
  'engagements.tend_hours': z.object({}),
  /** Recomputes the books and keeps what does not hold (recurring). */
  'billing.check': z.object({}),
  /** Reminds customers who were asked whether to prepare a quote, and ends what needs no decision any more (recurring). */
  'engagements.tend_undecided': z.object({}),
  /** Accepts milestones that nobody returned in time, and tells people before (recurring). */
  'engagements.accept_silently': z.object({}),
  /** Links what was committed to the chain over the audit (recurring). */
  'events.chain': z.object({}),
  /** Checks the whole chain and keeps what it found (recurring). */
  'events.verify': z.object({}),
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
  'case_category_changed',
  'case_for_account_manager',
  'case_handed_over',
  'case_rated',
  'case_shared',
  'case_merged',
  'case_released',
  'case_news',
  'news_digest',
  'request_received',
  'request_for_account_manager',
  'request_changed',
  'request_written',
  'article_review',
  'updates_published',
  'request_quote',
  'request_work',
  'bill_sent',
  'sign_in_link',
  'password_reset',
  'invitation',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]
