import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { confirmPassword } from '@/lib/identity/commands/account'
import type { Customer } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { decideApproval, isSignature, type ApprovalAnswer } from '../approval'
import { canApproveQuotes } from '../policy'
import { FRESH_SIGN_IN_MS } from '../quote'
import type { SignQuoteInput } from '../quote-input'
import { statementOf } from '../quote-paper'
import { totalsOf, type QuoteTotals } from '../quote-price'
import { grantsOf, rulesOf, signaturesOf, versionsOf, type VersionRow } from '../queries/quote-rows'
import { followSignature } from './quote-follow'
import { lockQuoted, type LockedRequest } from './quote-writes'

/** What the door knows of whoever signs, for the evidence. */
export type SigningEvidence = { readonly sessionId: string; readonly address: string; readonly userAgent: string }

type Session = { createdAt: Instant; signedInWith: string }

/**
 * Signs the version that the page showed, in the name of the customer's organisation. Within the signer's limit it is accepted, and
 * the work is ordered in the same transaction; above it a second approver has to sign. Everything is checked again under a lock: ten
 * who sign at once accept once. Throws NotFound, Forbidden without a grant, Invalid with sentences for the form, Conflict when what
 * was shown is not what waits.
 */
export async function signQuote(ctx: Ctx, input: SignQuoteInput, evidence: SigningEvidence): Promise<void> {
  const { actor } = ctx
  if (!canApproveQuotes(actor)) throw new Forbidden('services.approve')
  if (!isSignature(input.typedName)) throw new Invalid({ typedName: ['Please type your full name: it is your signature.'] })
  const isConfirmed = input.password !== '' && (await confirmPassword(ctx, input.password))
  if (input.password !== '' && !isConfirmed) throw new Invalid({ password: ['This is not your password.'] })
  await inTransaction(ctx, async (ctx) => {
    const request = await lockQuoted(ctx, input.reference)
    const version = (await versionsOf(ctx, request.id)).find(({ words }) => words.version === input.version)
    if (!version) throw new NotFound('quote')
    const session = await sessionOf(ctx, actor, evidence.sessionId)
    const signed = await decide(ctx, actor, { request, version, input })
    const age = Math.max(0, ctx.now - session.createdAt)
    if (!isConfirmed && age > FRESH_SIGN_IN_MS)
      throw new Invalid({
        password: [
          'It is more than ten minutes since you signed in. Please give your password; without one, sign out and in again.',
        ],
      })
    await insertSignature(ctx, actor, {
      version,
      input,
      evidence,
      session: { ...session, age: isConfirmed ? 0 : age },
      ...signed,
    })
    const { totals, isWhole } = signed
    const after = { sha256: version.sha256, typedName: input.typedName }
    await followSignature(ctx, {
      request,
      version,
      totals,
      isWhole,
      parties: ['approver'],
      orderNumber: input.orderNumber,
      after,
    })
  })
}

async function sessionOf(ctx: TxCtx, { userId }: Customer, sessionId: string): Promise<Session> {
  const [session] = await ctx.sql<Session[]>`
    select s.created_at as "createdAt", s.signed_in_with as "signedInWith" from sessions s where s.id = ${sessionId} and s.user_id = ${userId}`
  if (!session) throw new Forbidden('services.approve')
  return session
}

type Decided = { totals: QuoteTotals; chosen: readonly number[]; grantId: string; limitMinor: bigint | null; isWhole: boolean }

async function decide(
  ctx: TxCtx,
  actor: Customer,
  { version, input }: { request: LockedRequest; version: VersionRow; input: SignQuoteInput },
): Promise<Decided> {
  const { words, organisationId } = version
  const gone = `${words.reference}, version ${words.version}, does not wait for approval any more. Reload the page and see where it stands now.`
  if ((version.state !== 'sent' && version.state !== 'partly_approved') || version.expiresAt === null) throw new Conflict(gone)
  if (version.expiresAt <= ctx.now)
    throw new Conflict('The last day of this quote has passed. Reload the page and ask to renew it.')
  if (version.sha256 !== input.sha256)
    throw new Conflict('What this page shows is not the quote that waits. Reload it and read it again.')
  const [grants, rules, signatures] = await Promise.all([
    grantsOf(ctx, organisationId),
    rulesOf(ctx, organisationId),
    signaturesOf(ctx, version.id, words.currency),
  ])
  const optional = words.lines.filter((line) => line.isOptional).map(({ position }) => position)
  const first = signatures[0]
  const chosen = first ? first.chosen : optional.filter((position) => input.chosen.includes(position))
  if (first && optional.some((position) => input.chosen.includes(position) !== first.chosen.includes(position)))
    throw new Conflict(`${first.name} has signed other options meanwhile. Reload the page and read what they chose.`)
  if (rules.orderRequired && input.orderNumber === '')
    throw new Invalid({ orderNumber: ['Your organisation asks for a purchase order number with every quote.'] })
  const totals = totalsOf(words.lines, { ...words, chosen })
  const { minor: totalMinor, currency } = totals.total
  const question = { organisationId, userId: actor.userId, totalMinor, currency, at: ctx.now, signatures, anyTwo: rules.anyTwo }
  const answer: ApprovalAnswer = decideApproval(grants, question)
  if ('refused' in answer) throw refusal(answer.refused)
  const grant = grants.find(({ id }) => id === answer.grantId)!
  return { totals, chosen, grantId: grant.id, limitMinor: grant.limitMinor, isWhole: answer.outcome === 'accepted' }
}

function refusal(why: 'no_grant' | 'signed_already' | 'above_limit'): Error {
  if (why === 'no_grant') return new Forbidden('services.approve')
  return new Conflict(
    why === 'signed_already'
      ? 'You have signed this version already. A second approver has to sign now.'
      : 'The total is above your limit, and the second signature has to be of somebody whose limit covers it.',
  )
}

async function insertSignature(
  ctx: TxCtx,
  actor: Customer,
  of: Decided & {
    version: VersionRow
    input: SignQuoteInput
    evidence: SigningEvidence
    session: Session & { age: number }
  },
): Promise<void> {
  const { version, input, evidence, session, totals, chosen, grantId, limitMinor } = of
  const { words, organisationId, id: versionId } = version
  const statement = statementOf({
    ...words,
    total: totals.total,
    options: words.lines.filter(({ position }) => chosen.includes(position)).map(({ name }) => name),
  })
  await ctx.sql`
    insert into quote_signatures (organisation_id, id, seq, version_id, method, canonical_sha256, user_id, email, typed_name, grant_id, limit_minor, chosen,
      total_minor, order_number, terms_version, terms_sha256, statement, signed_at, address, user_agent, session_id, signed_in_with, signed_in_seconds,
      previous_hash, row_hash)
    values (${organisationId}, ${newId(ctx.now)}, 0, ${versionId}, 'portal', ${input.sha256}, ${actor.userId}, '', ${input.typedName}, ${grantId},
      ${limitMinor === null ? null : String(limitMinor)}, ${[...chosen]}, ${String(totals.total.minor)}, ${input.orderNumber}, ${words.termsVersion},
      ${words.termsSha256}, ${statement}, ${ctx.now}, ${evidence.address.slice(0, 64)}, ${evidence.userAgent.slice(0, 400)}, ${evidence.sessionId},
      ${session.signedInWith}, ${Math.floor(session.age / 1_000)}, '', '')`
}
