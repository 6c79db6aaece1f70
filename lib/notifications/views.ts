// What leaves the server about somebody's news: their own, and of cases that they may see.
import type { News } from '../email/news'
import type { ServiceNews } from '../email/service-news'
import type { Instant } from '../kernel/time'

type Told = { readonly id: string; readonly toldAt: Instant; readonly isRead: boolean }

/** News of a case. */
export type CaseNewsView = Told & {
  readonly about: 'case'
  readonly reference: string
  readonly subject: string
  readonly news: News
  /** A promise that was kept or has moved since, or broke after being at risk: nobody need look any more. */
  readonly isOver: boolean
}

/** News of a request for a service, its quote, its engagement or its invoice. */
export type ServiceNewsView = Told & { readonly about: 'service'; readonly reference: string; readonly news: ServiceNews }

export type NewsView = CaseNewsView | ServiceNewsView

/** The page of notifications: promises that still need somebody, worst first, then what is new, newest first. */
export type NewsPage = {
  readonly promises: readonly CaseNewsView[]
  readonly news: readonly NewsView[]
  readonly nextCursor: string | null
  readonly unread: number
}

/** Who follows a case, for its page. */
export type FollowView = { readonly isFollowing: boolean; readonly followers: readonly string[] }
