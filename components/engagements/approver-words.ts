// Up to which amount somebody approves, and who has to sign a total, in words.
import type { ApproverView } from '@/lib/engagements/views'
import { formatMoney, type Money } from '@/lib/kernel/money'

const DISJUNCTION = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const CONJUNCTION = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "up to NZD 20,000.00", "any amount". */
export function limitWords({ limit }: Pick<ApproverView, 'limit'>): string {
  return limit === null ? 'any amount' : `up to ${formatMoney(limit)}`
}

/** "Aroha Tamatea, any amount; Mere Hollis, up to NZD 5,000.00", for a line. */
export function approversWords(approvers: readonly ApproverView[]): string {
  return approvers.map((approver) => `${approver.name}, ${limitWords(approver)}`).join('; ')
}

type Approver = Pick<ApproverView, 'name' | 'limit'>

/**
 * Who signs this total and why one signature or two, as `decideApproval` decides it; null where nobody may approve at all. `signed`
 * holds the name of whoever signed first, above their limit.
 */
export function signersWords(approvers: readonly Approver[], total: Money, anyTwo: boolean, signed?: string): string | null {
  const amount = formatMoney(total)
  const able = approvers.filter(({ limit }) => limit === null || limit.minor >= total.minor)
  const below = approvers.filter((each) => !able.includes(each))
  if (approvers.length === 0) return null
  if (signed !== undefined) {
    const next = (anyTwo ? approvers : able).filter(({ name }) => name !== signed)
    return `${signed} has signed. ${amount} is above their limit, so a second signature is needed${next.length === 0 ? '' : `: ${oneOf(next)}`}.`
  }
  if (below.length === 0) return `One signature is enough: ${oneOf(able)}.`
  if (able.length > 0) {
    const second = anyTwo ? 'any other approver' : oneOf(able)
    return `${oneOf(able)} can approve ${amount} alone. It is above the limit of ${listed(below)}, whose signature needs a second one: ${second}.`
  }
  return anyTwo && below.length > 1
    ? `Two have to sign, because ${amount} is above everybody’s limit: ${listed(below)}.`
    : `${amount} is above the limit of everybody who may approve: ${listed(below)}. An administrator raises it on the page People, or you send us your purchase order.`
}

function oneOf(approvers: readonly Approver[]): string {
  return DISJUNCTION.format(approvers.map(({ name }) => name))
}

function listed(approvers: readonly Approver[]): string {
  return CONJUNCTION.format(approvers.map((approver) => `${approver.name} (${limitWords(approver)})`))
}
