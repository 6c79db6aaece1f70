// News of a case: one thing that happened, as facts and as one sentence, the same in a mail, in a digest and on the page of
// notifications.
import { z } from 'zod'
import { CASE_CATEGORIES, CASE_STATUSES, CATEGORY_TOPICS, type CaseStatus } from '../cases/case'
import type { Topic } from '../identity/choices'
import { plainText } from '../kernel/markdown'
import { instant, type Instant } from '../kernel/time'
import { LEVELS } from '../sla/support-policy'

const At = z.number().transform(instant)
const Metric = z.enum(['first_response', 'update'])
const LevelNumber = z.literal(LEVELS)
/** Who did it; null for the house itself. */
const By = z.string().nullable()

export const News = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at_risk'), metric: Metric, dueAt: At, severity: LevelNumber }),
  z.object({ kind: z.literal('breached'), metric: Metric, dueAt: At, severity: LevelNumber }),
  z.object({ kind: z.literal('due'), metric: Metric, dueAt: At, severity: LevelNumber }),
  z.object({ kind: z.literal('mentioned'), by: By, words: z.string() }),
  z.object({ kind: z.literal('assigned'), by: By }),
  z.object({ kind: z.literal('draft_offered'), by: By }),
  z.object({ kind: z.literal('held_back'), reason: z.string() }),
  z.object({ kind: z.literal('replied'), by: By, words: z.string() }),
  z.object({ kind: z.literal('noted'), by: By, words: z.string() }),
  z.object({ kind: z.literal('opened'), dueAt: At.nullable() }),
  z.object({ kind: z.literal('status_changed'), by: By, status: z.enum(CASE_STATUSES) }),
  z.object({ kind: z.literal('handed_over'), by: By, region: z.string() }),
  z.object({ kind: z.literal('level_changed'), by: By, from: LevelNumber, to: LevelNumber, reason: z.string() }),
  z.object({ kind: z.literal('category_changed'), by: By, category: z.enum(CASE_CATEGORIES), reason: z.string() }),
])
export type News = z.infer<typeof News>
export type NewsKind = News['kind']

const TOPICS: Record<NewsKind, Topic | null> = {
  at_risk: 'promise',
  breached: 'promise',
  due: 'promise',
  mentioned: 'mention',
  assigned: 'assigned',
  draft_offered: 'assigned',
  // A customer waits for words that their author believes were sent.
  held_back: null,
  replied: 'followed',
  noted: 'followed',
  opened: 'followed',
  status_changed: 'followed',
  handed_over: 'followed',
  level_changed: 'followed',
  category_changed: 'followed',
}

/** What a reader chooses about when they choose where news of this kind appear; null for news that nobody may miss. */
export function topicOf(kind: NewsKind, side: 'customer' | 'staff'): Topic | null {
  if (side === 'staff') return TOPICS[kind]
  return kind === 'replied' ? 'answer' : 'change'
}

const METRICS = { first_response: 'first answer', update: 'update' } as const

const STATUS_NEWS: Record<CaseStatus, string> = {
  new: 'put it back among the new ones',
  open: 'took it into work again',
  waiting: 'waits for an answer from the customer',
  with_account_manager: 'gave it to the account manager',
  resolved: 'marked it as solved',
  closed: 'closed it',
}

/** What happened, in one sentence. `when` writes an instant in the reader's zone. */
export function newsWords(news: News, when: (at: Instant) => string): string {
  switch (news.kind) {
    case 'at_risk':
      return `The ${METRICS[news.metric]} is due ${when(news.dueAt)}: a quarter of the time is left, or less.`
    case 'breached':
      return `The ${METRICS[news.metric]} was due ${when(news.dueAt)} and is late.`
    case 'due':
      return `The ${METRICS[news.metric]} is due ${when(news.dueAt)}.`
    case 'mentioned':
      return `${someone(news.by)} mentioned you: “${news.words}”`
    case 'assigned':
      return news.by === null ? 'This case is yours.' : `${news.by} gave you this case.`
    case 'draft_offered':
      return `${someone(news.by)} wrote a reply for you to check and send.`
    case 'held_back':
      return `Your reply was not sent and is your draft again. ${news.reason}`
    case 'replied':
      return `${someone(news.by)} wrote: “${news.words}”`
    case 'noted':
      return `${someone(news.by)} noted: “${news.words}”`
    case 'opened':
      return news.dueAt === null ? 'We have this case.' : `We have this case; a person answers by ${when(news.dueAt)}.`
    case 'status_changed':
      return news.by === null && news.status === 'closed'
        ? 'Closed, because it has been solved for fourteen days.'
        : `${someone(news.by)} ${STATUS_NEWS[news.status]}.`
    case 'handed_over':
      return `${someone(news.by)} handed it to ${news.region}.`
    case 'level_changed':
      return `${someone(news.by)} changed it from level ${news.from} to level ${news.to}: “${news.reason}”`
    case 'category_changed':
      return `${someone(news.by)} says it is about ${CATEGORY_TOPICS[news.category]}: “${news.reason}”`
  }
}

/** What stands below `newsHeading`: somebody's own words, else the sentence. */
export function newsDetail(news: News, when: (at: Instant) => string): string {
  return 'words' in news ? `“${news.words}”` : newsWords(news, when)
}

/** The same as a heading of a few words. */
export function newsHeading(news: News): string {
  switch (news.kind) {
    case 'at_risk':
      return `At risk: ${METRICS[news.metric]}`
    case 'breached':
      return `Late: ${METRICS[news.metric]}`
    case 'due':
      return `Due: ${METRICS[news.metric]}`
    case 'mentioned':
      return `${someone(news.by)} mentioned you`
    case 'assigned':
      return 'A case for you'
    case 'draft_offered':
      return 'A reply to check and send'
    case 'held_back':
      return 'Your reply was not sent'
    case 'replied':
      return `${someone(news.by)} wrote`
    case 'noted':
      return `${someone(news.by)} left a note`
    case 'opened':
      return 'We have your case'
    case 'status_changed':
      return news.status === 'resolved' ? 'Solved' : news.status === 'closed' ? 'Closed' : 'In work again'
    case 'handed_over':
      return `Now with ${news.region}`
    case 'level_changed':
      return `Now level ${news.to}`
    case 'category_changed':
      return `About ${CATEGORY_TOPICS[news.category]}`
  }
}

/** Negative when `a` is worse than `b`: what is broken before what may break, then the more severe, then the earlier due; other news as they came. */
export function compareWorst(a: News, b: News): number {
  return rank(a) - rank(b) || promiseOrder(a, b)
}

function promiseOrder(a: News, b: News): number {
  if (!('severity' in a && 'severity' in b)) return 0
  return a.kind === 'breached' ? a.severity - b.severity || a.dueAt - b.dueAt : a.dueAt - b.dueAt || a.severity - b.severity
}

const WORST_FIRST: readonly NewsKind[] = ['breached', 'at_risk', 'due', 'held_back', 'mentioned']

function rank({ kind }: News): number {
  const at = WORST_FIRST.indexOf(kind)
  return at < 0 ? WORST_FIRST.length : at
}

function someone(by: string | null): string {
  return by ?? 'Somebody'
}

const EXCERPT = 160

/** The beginning of what somebody wrote, as one line without marks. */
export function excerpt(markdown: string): string {
  const line = plainText(markdown)
  if (line.length <= EXCERPT) return line
  const cut = line.lastIndexOf(' ', EXCERPT)
  return `${line.slice(0, cut > 0 ? cut : EXCERPT)} …`
}
