// Who may say what an installation is: only its own start and command lines, never a request.
import type { Actor } from '../kernel/actor'

export function canCreateInstallation(actor: Actor): boolean {
  switch (actor.kind) {
    case 'system':
      return true
    case 'staff':
    case 'customer':
    case 'anonymous':
      return false
  }
}
