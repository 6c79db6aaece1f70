// What an article is: who it is for, when it may be published, and when somebody should look at it again.

/** Who may read an article, from the widest to the narrowest. */
export const ARTICLE_AUDIENCES = ['everyone', 'customers', 'plans', 'organisations', 'staff'] as const
export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number]

/** The one that fewer people may read. */
export function narrower(one: ArticleAudience, other: ArticleAudience): ArticleAudience {
  return ARTICLE_AUDIENCES[Math.max(ARTICLE_AUDIENCES.indexOf(one), ARTICLE_AUDIENCES.indexOf(other))]!
}

/** What the desk's list shows: everything, what is being written, what waits for a second person, what is due to be checked. */
export const ARTICLE_LISTS = ['all', 'drafts', 'review', 'due'] as const
export type ArticleList = (typeof ARTICLE_LISTS)[number]

/** Why an article did not help. */
export const UNHELPFUL_REASONS = ['not_answered', 'wrong', 'unclear'] as const
export type UnhelpfulReason = (typeof UNHELPFUL_REASONS)[number]

/** How long an article's parts may be, in characters. */
export const TITLE_MAX = 160
export const SUMMARY_MAX = 300
export const BODY_MAX = 700_000

/** What stands at `/help/<word>` and is no article. */
const RESERVED = new Set(['deflection', 'feedback', 'found', 'read', 'search', 'suggest', 'feed', 'sitemap', 'updates', 'new'])

/** An article is looked at again after this many months unless its writer says otherwise. */
export const CHECK_EVERY_MONTHS = 6

/** The review of a draft, as the rules below ask for it. */
export type DraftFacts = {
  readonly version: number
  readonly writerIds: readonly string[]
  readonly approvedVersion: number | null
}

/** What keeps a draft from being published: nothing, or that a second person has not agreed to exactly these words. */
export function publishingWaitsFor(draft: DraftFacts, needsReview: boolean): 'review' | null {
  return needsReview && draft.approvedVersion !== draft.version ? 'review' : null
}

/** Who has agreed to exactly these words; null when nobody has. */
export function approverOf({ approvedVersion, version, approvedBy }: DraftFacts & { approvedBy: string | null }): string | null {
  return approvedVersion === version ? approvedBy : null
}

/** Whether a person's words are in the draft; nobody reviews their own. */
export function hasWritten(draft: Pick<DraftFacts, 'writerIds'>, userId: string): boolean {
  return draft.writerIds.includes(userId)
}

/** A title as an address: "Wo ist die Größe?" → "wo-ist-die-grosse". At most 80 characters; "article" when nothing is left. */
export function slugOf(title: string): string {
  const words = title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  const slug = words.slice(0, 80).replace(/^-+|-+$/g, '')
  return slug === '' || RESERVED.has(slug) ? `article${slug && `-${slug}`}` : slug
}

/** The same address with a number, for the second article of one title. */
export function numberedSlug(slug: string, n: number): string {
  return n < 2 ? slug : `${slug.slice(0, 76)}-${n}`
}

/** "2026-11-24" and 6 → "2027-05-24"; a day that the month has not becomes its last. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** How long reading takes at 220 words a minute; never less than one minute. */
export function readingMinutes(body: string): number {
  return Math.max(1, Math.round((body.match(/\S+/g)?.length ?? 0) / 220))
}
