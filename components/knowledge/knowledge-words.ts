import type { ArticleAudience, ArticleList, UnhelpfulReason } from '@/lib/knowledge/article'

export const AUDIENCE_WORDS: Record<ArticleAudience, string> = {
  everyone: 'Everyone',
  customers: 'Signed-in customers',
  plans: 'Organisations on chosen plans',
  organisations: 'Chosen organisations',
  staff: 'Staff only',
}

export const LIST_WORDS: Record<ArticleList, string> = {
  all: 'All',
  drafts: 'Being written',
  review: 'Waiting for review',
  due: 'Due to be checked',
}

export const REASON_WORDS: Record<UnhelpfulReason, string> = {
  not_answered: 'It does not answer my question',
  wrong: 'What it says is not so (any more)',
  unclear: 'I do not understand it',
}
