// What a mail that was held back would have said, as one line of a digest.
import { FACTS } from '../email/facts'
import type { News } from '../email/news'
import type { MailKind } from '../jobs/payloads'

/** Null for a kind that is never held back. */
export function foldedNews(kind: MailKind, facts: Record<string, unknown>): News | null {
  switch (kind) {
    case 'case_news':
      return FACTS.case_news.parse(facts).news
    case 'case_received':
      return { kind: 'opened', dueAt: FACTS.case_received.parse(facts).dueAt }
    case 'case_status_changed':
      return { kind: 'status_changed', by: null, status: FACTS.case_status_changed.parse(facts).status }
    case 'case_reclassified': {
      const { severity, previousSeverity, reason } = FACTS.case_reclassified.parse(facts)
      return { kind: 'level_changed', by: null, from: previousSeverity, to: severity, reason }
    }
    case 'case_category_changed': {
      const { category, reason } = FACTS.case_category_changed.parse(facts)
      return { kind: 'category_changed', by: null, category, reason }
    }
    case 'case_handed_over':
      return { kind: 'handed_over', by: null, region: FACTS.case_handed_over.parse(facts).region }
    default:
      return null
  }
}
