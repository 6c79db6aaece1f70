// What keeps the house manageable: somebody can always administer it, and every organisation has somebody who looks after it.
import type { MemberRole, StaffRole } from '../kernel/actor'

/**
 * The sentence that refuses a change which would leave nobody to administer; undefined when it may happen.
 * `otherAdministrators` counts enabled administrators besides this person.
 */
export function lastAdministratorProblem(facts: {
  isAdministrator: boolean
  staysAdministrator: boolean
  otherAdministrators: number
}): string | undefined {
  if (!facts.isAdministrator || facts.staysAdministrator || facts.otherAdministrators > 0) return undefined
  return 'This is the only administrator. Make somebody else an administrator first.'
}

/** The sentence that refuses to leave an organisation without anybody of its own who keeps its members; undefined when it may happen. */
export function lastMemberAdministratorProblem(facts: { role: MemberRole; otherAdministrators: number }): string | undefined {
  if (facts.role !== 'administrator' || facts.otherAdministrators > 0) return undefined
  return 'This is the only administrator of your organisation. Make somebody else an administrator first.'
}

/** The sentence that refuses to let somebody go who still looks after organisations; undefined when nothing is theirs. */
export function looksAfterProblem(organisations: readonly string[]): string | undefined {
  if (organisations.length === 0) return undefined
  const named = organisations.slice(0, 3).join(', ')
  const more = organisations.length > 3 ? ` and ${organisations.length - 3} more` : ''
  return `They look after or stand in for ${named}${more}. Give these to somebody else first.`
}

/** Who may be the account manager of an organisation or stand in: staff with the role, and two different people. */
export function csmProblems(facts: { csmId: string; backupCsmId: string; csms: readonly string[] }): Record<string, string[]> {
  const problems: Record<string, string[]> = {}
  if (!facts.csms.includes(facts.csmId)) problems.csmId = ['Please choose somebody with the role CSM.']
  if (!facts.csms.includes(facts.backupCsmId)) problems.backupCsmId = ['Please choose somebody with the role CSM.']
  else if (facts.csmId === facts.backupCsmId) problems.backupCsmId = ['Please choose somebody other than the account manager.']
  return problems
}

export const ROLE_NAMES: Record<StaffRole, string> = {
  agent: 'Agent',
  csm: 'CSM',
  services_lead: 'Services lead',
  finance: 'Finance',
  administrator: 'Administrator',
}
