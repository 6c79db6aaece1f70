// The mails that the catcher of a demo or a test took in: anybody at that machine may read them, and nowhere else are any.
import { z } from 'zod'
import type { Instant } from '../kernel/time'

/** One mail in the list. */
export type CaughtMailRow = { readonly id: number; readonly at: Instant; readonly recipient: string; readonly subject: string }

/** One mail, as it would have arrived. `html` is ours, and still shown only where it can do nothing. */
export type CaughtMailView = CaughtMailRow & {
  readonly sender: string
  readonly messageId: string
  readonly text: string
  readonly html: string | null
}

export type CaughtMails = { readonly rows: readonly CaughtMailRow[]; readonly next: number | null }

export const MailId = z.union([z.string().regex(/^[1-9]\d{0,14}$/), z.number().int().min(1)]).pipe(z.coerce.number())

/** What the list is asked for; whatever is unknown in an address is left out rather than refused. */
export const CaughtMailsInput = z.object({
  /** Only mails to this address. */
  to: z.string().max(254).optional().catch(undefined),
  /** Only mails older than this one. */
  before: MailId.optional().catch(undefined),
})
export type CaughtMailsInput = z.infer<typeof CaughtMailsInput>
