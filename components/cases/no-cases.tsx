import * as inboxIcon from 'lucide-react/icons/inbox'
import * as searchXIcon from 'lucide-react/icons/search-x'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { CaseHistoryInput } from '@/lib/cases/input'
import { historyHref } from './history-address'
import { iconOf } from '@/components/ui/icon'

const Inbox = iconOf(inboxIcon)
const SearchX = iconOf(searchXIcon)

/** An empty history, or one that the filters have emptied. */
export function NoCases({ query }: { query: CaseHistoryInput }) {
  const filtered = query.q !== '' || query.state !== 'all' || query.severity !== undefined || query.cursor !== undefined
  if (!filtered) {
    return (
      <EmptyState
        icon={<Inbox aria-hidden="true" />}
        title="No case has been opened yet"
        actions={
          <ButtonLink href="/cases/new" variant="primary">
            Open a case
          </ButtonLink>
        }
      >
        Every case you open stays here, with all that was written and promised.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      title="No case fits"
      actions={<ButtonLink href={historyHref({ scope: query.scope, state: 'all', q: '' })}>Show all cases</ButtonLink>}
    >
      {query.q === ''
        ? 'Nothing stands in this state and level.'
        : `Nothing holds “${query.q}” in its number, summary or messages.`}
    </EmptyState>
  )
}
