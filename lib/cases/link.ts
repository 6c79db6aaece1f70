// Cases that have to do with each other: which may be linked, and how a link reads from either end. Staff's alone, because a link may
// join cases of two organisations.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line } from '../kernel/text'
import type { CaseStatus } from './case'
import { CaseReference } from './input'
import type { ToldProblem } from './known-problem'

/** What a person may say of two cases; splitting a message makes one more kind of link. */
export const CHOSEN_LINKS = ['related', 'duplicate_of', 'caused_by'] as const
export type ChosenLink = (typeof CHOSEN_LINKS)[number]
export type LinkKind = ChosenLink | 'split_from'

/** `from` is the case that is read, `to` the other one: a link made on it, or one that was made on the other. */
export type LinkWay = 'from' | 'to'

export type CaseLinkView = {
  readonly id: string
  readonly kind: LinkKind
  readonly way: LinkWay
  readonly reference: string
  readonly subject: string
  readonly status: CaseStatus
  readonly organisationName: string
}

/** The links of one case, newest first and at most `LINKS_SHOWN`, and how many cases are caused by it, where it is a problem. */
export type CaseLinksView = {
  readonly isProblem: boolean
  /** What customers are told of the problem. */
  readonly told: ToldProblem | null
  readonly links: readonly CaseLinkView[]
  readonly all: number
  readonly caused: number
  readonly causedOpen: number
}

export const LINKS_SHOWN = 30

/** What a case can be linked with: found by words, else known problems and what its organisation has open. */
export type LinkCandidate = {
  readonly reference: string
  readonly subject: string
  readonly status: CaseStatus
  readonly organisationName: string
  readonly isProblem: boolean
}

export type LinkPlanView = {
  readonly reference: string
  readonly subject: string
  readonly organisationName: string
  readonly mergedInto: string | null
  readonly candidates: readonly LinkCandidate[]
}

const Other = z.string('Please choose a case.').trim().toUpperCase().min(1, 'Please choose a case.').pipe(CaseReference)

export const LinkInput = z.object({
  reference: CaseReference,
  other: Other,
  kind: z.enum(CHOSEN_LINKS, 'Please choose what they have to do with each other.'),
})
export type LinkInput = z.infer<typeof LinkInput>

export const UnlinkInput = z.object({ reference: CaseReference, linkId: Id })
export type UnlinkInput = z.infer<typeof UnlinkInput>

export const ProblemInput = z.object({ reference: CaseReference })
export type ProblemInput = z.infer<typeof ProblemInput>

/** What is looked for on the page that links. */
export const LinkQuery = z.object({ q: line({ max: 200 }).catch('').default('') })

/** What the rule must know of an end of a link. `causedBy`: the problem that this case is caused by, if there is one. */
export type LinkEnd = {
  readonly id: string
  readonly reference: string
  readonly isProblem: boolean
  readonly causedBy: string | null
}

/**
 * Why two cases may not be linked so; null when they may. A problem is not caused by another one: so every case of a problem is found in
 * one step, and one act answers all of them.
 */
export function linkProblem(kind: LinkKind, from: LinkEnd, to: LinkEnd, already: LinkKind | null): string | null {
  if (from.id === to.id) return 'A case cannot be linked with itself. Choose another one.'
  if (already !== null)
    return `${from.reference} and ${to.reference} are linked already. Take that link away first to say something else.`
  if (kind !== 'caused_by') return null
  if (from.isProblem)
    return `${from.reference} is a problem itself. Link the cases that are caused by it with ${to.reference} instead.`
  if (to.causedBy !== null) return `${to.reference} is caused by ${to.causedBy}. Choose that one.`
  return null
}

/** Why a case may not be marked as a problem; null when it may. */
export function markProblem({ reference, causedBy }: Pick<LinkEnd, 'reference' | 'causedBy'>): string | null {
  return causedBy === null ? null : `${reference} is caused by ${causedBy}. Take that link away first.`
}

/** Why a case may not stop being a problem; null when it may. */
export function unmarkProblem(caused: number): string | null {
  if (caused === 0) return null
  return caused === 1
    ? 'A case is linked as caused by it. Take that link away first.'
    : `${caused} cases are linked as caused by it. Take those links away first.`
}
