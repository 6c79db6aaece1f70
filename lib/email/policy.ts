// Who may read the mails that were caught instead of sent. The installation decides, not the person: a demo shows them to
// whoever stands at its machine, and any other installation has none to show.
import type { InstallationKind } from '../kernel/env'

export function canReadCaughtMails(kind: InstallationKind): boolean {
  switch (kind) {
    case 'demo':
    case 'test':
      return true
    case 'replay':
    case 'production':
      return false
  }
}
