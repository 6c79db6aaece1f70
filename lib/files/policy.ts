// Who may do what with files. Whether somebody may read one is decided by what it belongs to: a case (lib/cases) or an article
// (lib/knowledge).
import type { Actor, Customer, Staff } from '../kernel/actor'

/** Whoever may write may send a file first. */
export function canUpload(actor: Actor): actor is Customer | Staff {
  return actor.kind === 'customer' || actor.kind === 'staff'
}

/** Previews, sweeping and the note that a file is gone are the product's own acts. */
export function canKeepFiles(actor: Actor): boolean {
  return actor.kind === 'system'
}
