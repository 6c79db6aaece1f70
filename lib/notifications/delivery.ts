// How news reach somebody by mail: one piece as a mail of its own, several at once as one, at night none but in the next
// digest, and what is older than a day by page alone. So a host that was down for hours sends each person one mail.
import { DAY_MS, type Instant } from '../kernel/time'

/** Older news are mailed to nobody. */
export const MAILED_WITHIN_MS = DAY_MS

export type Waiting = { readonly byMail: boolean; readonly happenedAt: Instant }
export type MailDecision<N> =
  | { readonly how: 'none' }
  | { readonly how: 'one'; readonly news: N }
  | { readonly how: 'together'; readonly news: readonly N[] }
  | { readonly how: 'folded'; readonly news: readonly N[] }

/** What becomes of the news that one person is told now, in the order they are given. `disturbs`: mail may come at this hour. */
export function decideMail<N extends Waiting>(told: readonly N[], disturbs: boolean, now: Instant): MailDecision<N> {
  const news = told.filter(({ byMail, happenedAt }) => byMail && now - happenedAt < MAILED_WITHIN_MS)
  if (news.length === 0) return { how: 'none' }
  if (!disturbs) return { how: 'folded', news }
  return news.length === 1 ? { how: 'one', news: news[0]! } : { how: 'together', news }
}
