// Who may do what with a case. Seeing is decided in SQL (`visibleCases`) and here alike, and the two are compared by a test.
// An actor kind that a rule does not name may not.

import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'
import { isFinal, type StatusFacts } from './case'
import type { Instant } from '../kernel/time'
import type { DraftKind } from './drafts'
import type { MacroReaders } from './macro'

/** Who a case belongs to. */
export type CaseAccess = {
  readonly organisationId: string
  readonly requesterId: string
  readonly participantIds: readonly string[]
}

/** Requester and participants: their case. The organisation's administrators: all its cases. Staff and system: all. */
export function canSeeCase(actor: Actor, access: CaseAccess): boolean {
  switch (actor.kind) {
    case 'customer':
      return (
        actor.organisationId === access.organisationId &&
        (actor.isAdministrator || actor.userId === access.requesterId || access.participantIds.includes(actor.userId))
      )
    case 'staff':
    case 'system':
      return true
    case 'anonymous':
      return false
  }
}

/** Members open cases for their own organisation. Staff open none: what a customer tells them arrives by the customer's channel. */
export function canOpenCase(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** The customer's reply, to a case they see. */
export function canReplyAsCustomer(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** Agents and CSMs answer customers; services leads and administrators may step in; finance reads. */
export function canAnswer(actor: Actor): actor is Staff {
  return hasRole(actor, 'agent', 'csm', 'services_lead', 'administrator')
}

/** Every member of staff may write an internal note. */
export function canNote(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Notes are for staff's eyes. */
export function canSeeNotes(actor: Actor): boolean {
  return actor.kind === 'staff' || actor.kind === 'system'
}

/** Colleagues see who of them has a case open; customers do not. */
export function canSeePresence(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Customers keep drafts of replies; staff of replies and notes, also those who may not send what they write. */
export function canKeepDraft(actor: Actor, kind: DraftKind): actor is Customer | Staff {
  return actor.kind === 'staff' || (kind === 'reply' && canReplyAsCustomer(actor))
}

/** Everybody of staff may write a reply for a colleague who answers customers, to check and send. */
export function canOfferDraft(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Cases that were about the same are shown to staff alone: others' words are in them. */
export function canSeeSimilar(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Staff use macros and keep their own. */
export function canUseMacros(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** One's own, those of one's region, and the desk's; administrators those of every region. */
export function canSeeMacro(actor: Actor, { ownerId, regionCode }: MacroReaders): boolean {
  if (!canUseMacros(actor)) return false
  if (ownerId !== null) return ownerId === actor.userId
  return regionCode === null || regionCode === actor.regionCode || hasRole(actor, 'administrator')
}

/** What colleagues send is kept by those who answer customers: the desk's by all of them, a region's by its own and by administrators. */
export function canShareMacros(actor: Actor, regionCode: string | null): boolean {
  return canAnswer(actor) && (regionCode === null || regionCode === actor.regionCode || hasRole(actor, 'administrator'))
}

/** Assignment and reclassification are part of answering. */
export function canAssign(actor: Actor): boolean {
  return canAnswer(actor)
}

/** Taking a case that nobody has, for oneself. */
export function canClaim(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** Giving cases to another region is part of answering. */
export function canHandOver(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** Making one case of two, and two of one again, is part of answering. */
export function canMerge(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** Links may join cases of two organisations: they are made by those who answer, and read by staff alone. */
export function canLink(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** Making a message a case of its own is part of answering: the words stay the customer's. */
export function canSplit(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** Giving out cases by a region's rule, and taking them back from people who are away, are the job's acts alone. */
export function canShareOut(actor: Actor): boolean {
  return actor.kind === 'system'
}

export function canReclassify(actor: Actor): boolean {
  return canAnswer(actor)
}

/** What a case is about, and with it who has it, is decided by those who answer. */
export function canChangeCategory(actor: Actor): boolean {
  return canAnswer(actor)
}

/** "This is solved" is the customer's word. */
export function canConfirmSolved(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** Tags are staff's words. */
export function canSeeTags(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Tagging a case is part of answering. */
export function canTag(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** The vocabulary is kept by the leads of regions and by administrators. */
export function canKeepTags(actor: Actor, { leads }: { readonly leads: boolean }): boolean {
  return actor.kind === 'staff' && (leads || hasRole(actor, 'administrator'))
}

/** A resolution is judged by the person who asked: one voice, whoever else takes part. */
export function canRateCase(actor: Actor, { requesterId }: Pick<CaseAccess, 'requesterId'>): actor is Customer {
  return actor.kind === 'customer' && actor.userId === requesterId
}

/** Sharing a case with a colleague is the customer's act, and part of answering. */
export function canShareCases(actor: Actor): actor is Customer | Staff {
  return actor.kind === 'customer' || canAnswer(actor)
}

/** Who takes part is kept by whom the case belongs to, by the organisation's administrators, and by those who answer it. */
export function canKeepParticipants(actor: Actor, { requesterId }: Pick<CaseAccess, 'requesterId'>): boolean {
  return actor.kind === 'customer' ? actor.isAdministrator || actor.userId === requesterId : canAnswer(actor)
}

/** A follow-up replaces a message where the case is over for good. */
export function mustFollowUp(facts: StatusFacts, now: Instant): boolean {
  return isFinal(facts, now)
}

/** Closing is the job's act alone. */
export function canCloseResolved(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** What customers search is indexed by the job alone. */
export function canIndexWords(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** What a search finds is read by a job, after the acts. */
export function canIndexSearch(actor: Actor): boolean {
  return actor.kind === 'system'
}
