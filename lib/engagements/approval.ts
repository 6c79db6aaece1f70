// Who may accept a quote (services.md §1.5): a person with a grant of their organisation, up to its limit; above it, two.
import type { Instant } from '../kernel/time'

/** What somebody may approve for their organisation. `limitMinor` null has no limit; `until` null does not end. */
export type ApprovalGrant = {
  readonly id: string
  readonly organisationId: string
  readonly userId: string
  readonly limitMinor: bigint | null
  readonly currency: string
  readonly from: Instant
  readonly until: Instant | null
}

/** A signature that stands on the version already. */
export type Signature = { readonly userId: string }

export type ApprovalQuestion = {
  readonly organisationId: string
  readonly userId: string
  /** Fees, expenses and tax together, in minor units of `currency`. */
  readonly totalMinor: bigint
  readonly currency: string
  readonly at: Instant
  readonly signatures: readonly Signature[]
  /** Whether any two approvers of the organisation are enough, whatever their limits. */
  readonly anyTwo: boolean
}

/** What a signature does, or why there is none. */
export type ApprovalAnswer =
  | { readonly outcome: 'accepted' | 'partly_approved'; readonly grantId: string }
  | { readonly refused: 'no_grant' | 'signed_already' | 'above_limit' }

/** The grant that somebody acts on now: live, of this organisation and currency; of several, the one with the highest limit. */
export function liveGrant(
  grants: readonly ApprovalGrant[],
  { organisationId, userId, currency, at }: Pick<ApprovalQuestion, 'organisationId' | 'userId' | 'currency' | 'at'>,
): ApprovalGrant | undefined {
  return grants
    .filter((grant) => grant.organisationId === organisationId && grant.userId === userId && grant.currency === currency)
    .filter((grant) => grant.from <= at && (grant.until === null || at < grant.until))
    .reduce<ApprovalGrant | undefined>((best, each) => (best && !isHigher(each, best) ? best : each), undefined)
}

/**
 * What a signature of this person does. Within their limit it accepts. Above it the first counts as one of two; the second is
 * another person whose limit covers the total, or any second approver where the organisation says so.
 */
export function decideApproval(grants: readonly ApprovalGrant[], question: ApprovalQuestion): ApprovalAnswer {
  const { userId, totalMinor, signatures, anyTwo } = question
  const grant = liveGrant(grants, question)
  if (!grant) return { refused: 'no_grant' }
  if (signatures.some((signature) => signature.userId === userId)) return { refused: 'signed_already' }
  if (covers(grant, totalMinor)) return { outcome: 'accepted', grantId: grant.id }
  if (signatures.length === 0) return { outcome: 'partly_approved', grantId: grant.id }
  return anyTwo ? { outcome: 'accepted', grantId: grant.id } : { refused: 'above_limit' }
}

/** Whose signature would count now: those who have a grant for it, have not signed, and are not above their limit. */
export function stillToSign(grants: readonly ApprovalGrant[], question: Omit<ApprovalQuestion, 'userId'>): string[] {
  const people = [...new Set(grants.map(({ userId }) => userId))]
  return people.filter((userId) => !('refused' in decideApproval(grants, { ...question, userId })))
}

/** Whether the organisation can accept this total at all, now: else the CSM is told before the quote is sent. */
export function canBeApproved(
  grants: readonly ApprovalGrant[],
  question: Pick<ApprovalQuestion, 'organisationId' | 'currency' | 'at' | 'totalMinor' | 'anyTwo'>,
): boolean {
  const { organisationId, totalMinor, anyTwo } = question
  const people = new Set(grants.filter((grant) => grant.organisationId === organisationId).map(({ userId }) => userId))
  const live = [...people].flatMap((userId) => liveGrant(grants, { ...question, userId }) ?? [])
  return live.some((grant) => covers(grant, totalMinor)) || (anyTwo && live.length >= 2)
}

function covers({ limitMinor }: ApprovalGrant, totalMinor: bigint): boolean {
  return limitMinor === null || totalMinor <= limitMinor
}

function isHigher({ limitMinor }: ApprovalGrant, than: ApprovalGrant): boolean {
  return than.limitMinor !== null && (limitMinor === null || limitMinor > than.limitMinor)
}

/** What is typed to sign: a name with at least two letters of any script (services.md §1.5). */
export function isSignature(typedName: string): boolean {
  return (typedName.match(/\p{L}/gu) ?? []).length >= 2
}
