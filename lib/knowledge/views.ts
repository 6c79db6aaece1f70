// What leaves the server: what readers get, and what writers get. Nothing of a draft has a place in a reader's type.
import type { Instant } from '../kernel/time'
import type { ArticleAudience, UnhelpfulReason } from './article'
import type { ArticleFile } from './files'
import type { Piece } from './search/snippet'

/** An article in a list. */
export type HelpEntry = { readonly slug: string; readonly title: string; readonly summary: string; readonly language: string }

export type HelpSection = {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly articles: readonly HelpEntry[]
}

/** A section of the first level with those that stand in it. `total` counts the articles of all of them. */
export type HelpTopSection = HelpSection & { readonly sections: readonly HelpSection[]; readonly total: number }

type Step = { readonly slug: string; readonly name: string }

export type HelpArticle = {
  readonly id: string
  readonly slug: string
  readonly language: string
  readonly isPublic: boolean
  readonly isForStaff: boolean
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly publishedAt: Instant
  readonly checkedAt: Instant | null
  /** Those that its words name. */
  readonly files: readonly ArticleFile[]
  /** From the first level down to the article's own section. */
  readonly path: readonly Step[]
  /** Others of the same section. */
  readonly related: readonly HelpEntry[]
  /** What this reader said of it. */
  readonly said: boolean | null
}

/** What stands at an address of the help centre. `moved`: it is called otherwise now. */
export type HelpPage =
  | { readonly kind: 'article'; readonly article: HelpArticle }
  | { readonly kind: 'section'; readonly path: readonly Step[]; readonly section: HelpTopSection }
  | { readonly kind: 'moved'; readonly slug: string }

/** An article that a search found; pieces with `hit` are what was sought. */
export type HelpFind = {
  readonly articleId: string
  readonly slug: string
  readonly language: string
  readonly sectionName: string
  readonly checkedAt: Instant | null
  readonly title: readonly Piece[]
  readonly text: readonly Piece[]
}

/** A section of the first level, and how many of all finds stand in it. */
export type HelpSearchSection = { readonly slug: string; readonly name: string; readonly finds: number }

/** `total`: finds in the chosen section, or in all. `corrected`: the line that was looked for instead of the one that was typed. */
export type HelpFinds = {
  readonly finds: readonly HelpFind[]
  readonly total: number
  readonly all: number
  readonly sections: readonly HelpSearchSection[]
  readonly corrected: string | null
  /** Nothing holds what stood in quotes just so; what is shown holds its words. */
  readonly lacksPhrase: boolean
  /** In how many articles was looked. */
  readonly articles: number
}

export type HelpSuggestion = Pick<HelpFind, 'articleId' | 'slug' | 'language' | 'sectionName' | 'title'>

/** A line that was sought in vain, and how often. */
export type FailedLine = { readonly line: string; readonly searches: number; readonly lastAt: Instant }

/** Forms beside which articles were suggested, and what became of them. */
export type DeflectionCounts = Readonly<Record<'suggested' | 'opened' | 'solved' | 'cameBack', number>>

export type SearchReport = {
  readonly deflection: DeflectionCounts
  readonly totals: Readonly<Record<'searches' | 'nothingFound' | 'nothingOpened' | 'opened', number>>
  readonly nothingFound: readonly FailedLine[]
  readonly nothingOpened: readonly FailedLine[]
  /** Words that failed before others led to an article. */
  readonly proposals: readonly {
    readonly failed: string
    readonly meant: string
    readonly searches: number
    readonly title: string
  }[]
  readonly synonyms: readonly {
    readonly id: string
    readonly lines: readonly string[]
    readonly byName: string
    readonly decidedAt: Instant
  }[]
}

export type PublicAddress = { readonly slug: string; readonly changedAt: Instant }

/** A section as writers choose and order it. */
export type DeskSection = {
  readonly id: string
  readonly parentId: string | null
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly articles: number
}

/** An article as it stands in the desk's list. */
export type DeskArticleRow = {
  readonly id: string
  readonly title: string
  readonly sectionName: string
  readonly audience: ArticleAudience
  readonly ownerName: string
  readonly publishedNumber: number | null
  readonly draft: {
    readonly savedAt: Instant
    readonly reviewAskedAt: Instant | null
    readonly isApproved: boolean
    readonly scheduledAt: Instant | null
  } | null
  readonly checkBy: string
  readonly isDue: boolean
  readonly helpful: number
  readonly unhelpful: number
}

/** Somebody who keeps the words. */
type Named = { readonly id: string; readonly name: string }

export type ArticleVersionRow = {
  readonly number: number
  readonly reason: string
  readonly publishedByName: string
  readonly approvedByName: string | null
  readonly publishedAt: Instant
}

export type DeskArticle = {
  readonly id: string
  readonly slug: string
  readonly language: string
  readonly sectionId: string
  readonly sectionName: string
  readonly audience: ArticleAudience
  readonly organisations: readonly Named[]
  readonly plans: readonly Named[]
  readonly files: readonly ArticleFile[]
  readonly ownerId: string
  readonly publishedNumber: number | null
  readonly checkBy: string
  readonly checkedAt: Instant | null
  readonly isDue: boolean
  /** The draft; where there is none, the words of the version that was published last, at saving 0. */
  readonly words: {
    readonly title: string
    readonly summary: string
    readonly body: string
    readonly version: number
    readonly savedAt: Instant | null
    readonly writers: readonly Named[]
    readonly reviewAskedAt: Instant | null
    readonly approvedByName: string | null
    readonly isApproved: boolean
    /** Whom the review was asked of; null for whoever comes first. */
    readonly reviewerName: string | null
    /** Who did not agree, and what they said is missing. */
    readonly returnedByName: string | null
    readonly returnedReason: string | null
    readonly scheduledAt: Instant | null
    readonly scheduledByName: string | null
  }
  readonly versions: readonly ArticleVersionRow[]
  readonly feedback: readonly {
    readonly isHelpful: boolean
    readonly reason: UnhelpfulReason | null
    readonly comment: string
    readonly byName: string | null
    readonly saidAt: Instant
  }[]
  readonly needsReview: boolean
}

/** A version's words, to hold it beside another. */
export type ArticleWords = { readonly title: string; readonly summary: string; readonly body: string }

/** An article that a reply might link to, and whether the customer of the case may read it. */
export type LinkableArticle = {
  readonly title: string
  readonly slug: string
  readonly audience: ArticleAudience
  readonly isReadable: boolean
}
