// Who may do what with an article. Reading is decided in SQL (`readableArticles`) and by row-level security; an actor kind that
// a rule does not name may not.
import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'
import { hasWritten, type DraftFacts } from './article'

/** Our people see everything that is being written, its versions and what readers said. */
export function canReadDesk(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Whoever answers customers also writes for them. */
export function canWriteArticles(actor: Actor): actor is Staff {
  return hasRole(actor, 'agent', 'csm', 'services_lead', 'administrator')
}

/** A second person reads it: a writer whose words are not in the draft. */
export function canApprove(actor: Actor, draft: Pick<DraftFacts, 'writerIds'>): actor is Staff {
  return canWriteArticles(actor) && !hasWritten(draft, actor.userId)
}

/** Whether articles are reviewed at all is the installation's. */
export function canSwitchReview(actor: Actor): actor is Staff {
  return hasRole(actor, 'administrator')
}

/** Every reader may say whether an article helped, signed in or not. */
export function canRateArticles(actor: Actor): boolean {
  return actor.kind !== 'system'
}

/** The search reads articles by a job; nobody asks for it. */
export function canIndexArticles(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** What somebody has scheduled is published by a job. */
export function canPublishScheduled(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** Files that no words name are forgotten by a job. */
export function canSweepArticleFiles(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** Moving in publishes without a second reader, so it is for who set the installation up. */
export function canImportArticles(actor: Actor): actor is Staff {
  return hasRole(actor, 'administrator')
}

/** Everything at once, drafts too, goes out by a command line of the installation alone. */
export function canExportArticles(actor: Actor): boolean {
  return actor.kind === 'system'
}

/** Articles stand beside the form of whoever opens cases. */
export function canBeHelpedByArticles(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}
