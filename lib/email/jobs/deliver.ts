import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import type { JobPayload } from '@/lib/jobs/payloads'
import type { MailFacts, MailToWrite } from '../facts'
import { judgeFailure } from '../failure'
import { MailNotTaken, sendMail, senderOf, signMailId } from '../gateway'
import { mailIdentity } from '../message-id'
import { writeMail } from '../words'
import { loadMail, type LoadedMail } from './load'

/**
 * `email.deliver`: writes and sends one outbox row, and says in it what became of it. A refusal for good ends it as `failed`
 * with its reason; any other failure is thrown, and the queue asks again later. A mail may arrive twice when the worker dies
 * between the server's 250 and our commit, always under the same Message-ID (security INV-6, FT-13). No transaction is open
 * while the server is spoken to.
 */
export async function deliverMail(ctx: Ctx, { outboxId }: JobPayload<'email.deliver'>): Promise<void> {
  const loaded = await loadMail(ctx, outboxId)
  if (loaded === undefined) return
  if ('unwanted' in loaded) return end(ctx, outboxId, 'suppressed', loaded.unwanted)
  if ('folded' in loaded) return end(ctx, outboxId, 'folded', loaded.folded)
  try {
    await sendMail(outgoing(loaded))
  } catch (error) {
    if (!(error instanceof MailNotTaken)) throw error
    const { final, reason } = judgeFailure(error.failure, loaded.queuedAt, ctx.now)
    if (final) return end(ctx, outboxId, 'failed', reason)
    await noteFailure(ctx, outboxId, reason)
    throw error
  }
  await end(ctx, outboxId, 'sent', null)
}

function outgoing({ outboxId, address, caseReference, mail }: LoadedMail) {
  const thread = caseReference ?? requestOf(mail.about)
  const from = senderOf(mail.house)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    from,
    to: { name: mail.recipient.name, address },
    identity: mailIdentity({ outboxId, kind: mail.about.kind, thread, domain }, signMailId),
    caseReference,
    written: writeMail(mail),
    unsubscribeUrl: unsubscribeUrl(mail),
    files: mail.about.kind === 'bill_sent' ? [mail.about.paper] : [],
  }
}

function unsubscribeUrl({ about, house }: MailToWrite): string | null {
  return about.kind === 'updates_published' ? `${house.origin}/unsubscribe/${about.unsubscribeToken}` : null
}

/** The request that a mail is about; null for one about something else. */
function requestOf(about: MailFacts): string | null {
  return 'facts' in about && 'reference' in about.facts ? about.facts.reference : null
}

/** `folded`: for now; the recipient's next digest tells it. */
type Ended = 'sent' | 'failed' | 'suppressed' | 'folded'

/** Ends a mail that still waits; a second run that comes later changes nothing. One-time secrets leave the row with it. */
async function end(ctx: Ctx, outboxId: string, status: Ended, reason: string | null): Promise<void> {
  const attempted = status === 'sent' || status === 'failed'
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      update outbox set status = ${status}, last_error = ${reason}, attempts = attempts + ${attempted ? 1 : 0},
        sent_at = ${status === 'sent' ? ctx.now : null}, facts = facts - '{token,path}'::text[]
      where id = ${outboxId} and status = 'waiting'`
  })
}

async function noteFailure(ctx: Ctx, outboxId: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`update outbox set attempts = attempts + 1, last_error = ${reason} where id = ${outboxId} and status = 'waiting'`
  })
}
