// What leaves the server about somebody's news: their own, and of cases that they may see.
import type { News } from '../email/news'
import type { Instant } from '../kernel/time'

export type NewsView = {
  readonly id: string
  readonly reference: string
  readonly subject: string
  readonly news: News
  readonly toldAt: Instant
  readonly isRead: boolean
  /** A promise that was kept or has moved since, or broke after being at risk: nobody need look any more. */
  readonly isOver: boolean
}

/** The page of notifications: promises that still need somebody, worst first, then what is new, newest first. */
export type NewsPage = {
  readonly promises: readonly NewsView[]
  readonly news: readonly NewsView[]
  readonly nextCursor: string | null
  readonly unread: number
}

/** Who follows a case, for its page. */
export type FollowView = { readonly isFollowing: boolean; readonly followers: readonly string[] }
