// Who is told of what happens on a case. Nobody is told of what they did themselves, and of one act only the weightiest: being
// named outweighs being given the case, which outweighs following it.
import { excerpt, type News } from '../email/news'
import type { CaseCategory, CaseStatus } from '../cases/case'
import type { Level } from '../sla/support-policy'

/** An act on a case, as the history has it, with the words that were written. */
export type CaseAct = { readonly actorId: string | null; readonly actorName: string | null } & (
  | { readonly what: 'opened' }
  | { readonly what: 'replied'; readonly by: 'customer' | 'staff'; readonly words: string }
  | { readonly what: 'noted'; readonly words: string; readonly mentioned: readonly string[] }
  | { readonly what: 'assigned'; readonly assigneeId: string | null }
  | { readonly what: 'draft_offered'; readonly colleagueId: string | null }
  | { readonly what: 'held_back'; readonly authorId: string | null; readonly reason: string }
  | { readonly what: 'status_changed'; readonly status: CaseStatus }
  | { readonly what: 'handed_over'; readonly region: string }
  | { readonly what: 'level_changed'; readonly from: Level; readonly to: Level; readonly reason: string }
  | { readonly what: 'category_changed'; readonly category: CaseCategory; readonly reason: string }
)

/** Who has to do with the case now. */
export type CasePeople = {
  readonly assigneeId: string | null
  readonly followerIds: readonly string[]
  /** Requester and participants. */
  readonly customerIds: readonly string[]
}

/** `mailed`: the act itself has sent its mail already. */
export type Told = {
  readonly personId: string
  readonly side: 'customer' | 'staff'
  readonly news: News
  readonly mailed: boolean
}

/** Everybody who is told of an act, each once. */
export function decideNews(act: CaseAct, people: CasePeople): Told[] {
  const told = new Map<string, Told>()
  const tell = (personId: string | null, side: Told['side'], news: News) => {
    const key = `${side}:${personId}`
    if (personId === null || personId === act.actorId || told.has(key)) return
    told.set(key, { personId, side, news, mailed: side === 'customer' || act.what === 'opened' })
  }
  if (act.what === 'noted') {
    for (const id of act.mentioned) tell(id, 'staff', { kind: 'mentioned', by: act.actorName, words: excerpt(act.words) })
  }
  // Its author acted, and yet is the one to hear.
  if (act.what === 'held_back' && act.authorId !== null)
    told.set(`staff:${act.authorId}`, {
      personId: act.authorId,
      side: 'staff',
      news: { kind: 'held_back', reason: act.reason },
      mailed: false,
    })
  if (act.what === 'draft_offered') tell(act.colleagueId, 'staff', { kind: 'draft_offered', by: act.actorName })
  const own = newsOfAssignee(act, people)
  if (own) tell(own.personId, 'staff', own.news)
  const news = newsOf(act)
  if (news === null) return [...told.values()]
  for (const id of people.followerIds) tell(id, 'staff', news)
  if (act.what !== 'noted') for (const id of people.customerIds) tell(id, 'customer', news)
  return [...told.values()]
}

/** Who follows a case from this act on, unless they once left it: whoever is given it or named in a note. */
export function followersBy(act: CaseAct, people: CasePeople): string[] {
  switch (act.what) {
    case 'noted':
      return [...act.mentioned]
    case 'assigned':
      return act.assigneeId === null ? [] : [act.assigneeId]
    case 'opened':
      return people.assigneeId === null ? [] : [people.assigneeId]
    case 'replied':
    case 'draft_offered':
    case 'held_back':
    case 'status_changed':
    case 'handed_over':
    case 'level_changed':
    case 'category_changed':
      return []
  }
}

function newsOfAssignee(act: CaseAct, people: CasePeople): { personId: string; news: News } | null {
  const personId = act.what === 'assigned' ? act.assigneeId : act.what === 'opened' ? people.assigneeId : null
  if (personId === null) return null
  return { personId, news: { kind: 'assigned', by: act.what === 'assigned' ? act.actorName : null } }
}

/** What followers and the customer's side hear. */
function newsOf(act: CaseAct): News | null {
  switch (act.what) {
    case 'replied':
      return { kind: 'replied', by: act.actorName, words: excerpt(act.words) }
    case 'noted':
      return { kind: 'noted', by: act.actorName, words: excerpt(act.words) }
    case 'status_changed':
      return { kind: 'status_changed', by: act.actorName, status: act.status }
    case 'handed_over':
      return { kind: 'handed_over', by: act.actorName, region: act.region }
    case 'level_changed':
      return { kind: 'level_changed', by: act.actorName, from: act.from, to: act.to, reason: excerpt(act.reason) }
    case 'category_changed':
      return { kind: 'category_changed', by: act.actorName, category: act.category, reason: excerpt(act.reason) }
    case 'opened':
    case 'assigned':
    case 'draft_offered':
    case 'held_back':
      return null
  }
}
