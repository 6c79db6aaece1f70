// What staff see of cases around an article, and of those that no article answers.
import type { Instant } from '../kernel/time'

/** An answer of ours that becomes an article; `names` must not be left in it. */
export type AnswerForArticle = {
  readonly reference: string
  readonly messageId: string
  readonly subject: string
  readonly body: string
  readonly names: { readonly people: readonly string[]; readonly organisation: string }
}

/** Cases around an article: the one whose answer it was made of, and those whose answers linked to it. */
export type ArticleCases = {
  readonly source: {
    readonly reference: string
    readonly subject: string
    readonly madeByName: string
    readonly madeAt: Instant
  } | null
  /** The newest that were solved with it. */
  readonly closed: readonly {
    readonly reference: string
    readonly subject: string
    readonly organisationName: string
    readonly linkedAt: Instant
  }[]
  readonly counts: { readonly linked: number; readonly closed: number }
}

/** Cases about the same that no article answers; `subject` is that of the one most like the others. */
export type CaseGroup = {
  readonly subject: string
  readonly organisations: number
  readonly cases: readonly { readonly reference: string; readonly subject: string; readonly openedAt: Instant }[]
}
