// Who may read news, follow a case, and make news. An actor kind that a rule does not name may not.
import type { Actor, Customer, Staff } from '../kernel/actor'

/** One's own news, on either side of the house. */
export function canReadNews(actor: Actor): actor is Customer | Staff {
  switch (actor.kind) {
    case 'customer':
    case 'staff':
      return true
    case 'system':
    case 'anonymous':
      return false
  }
}

/** Everybody on our side may follow any case; customers hear of theirs because they take part. */
export function canFollow(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** News are made and told by the job alone. */
export function canTellNews(actor: Actor): boolean {
  return actor.kind === 'system'
}
