import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Segmented } from '@/components/ui/segmented'
import { TextLink } from '@/components/ui/text-link'
import { UPDATE_KINDS, type UpdateKind } from '@/lib/updates/update'
import type { UpdatePage } from '@/lib/updates/views'
import { UpdateBody, UpdateFacts } from './update-body'
import { KIND_FILTERS } from './update-words'

/** Updates, the newest first, all of what they bring or of one kind. */
export function UpdateList({ shown, kind, page }: { shown: UpdatePage; kind?: UpdateKind; page: number }) {
  return (
    <div className="stack">
      <Segmented
        label="What updates bring"
        segments={[
          { href: '/updates', label: 'All', current: kind === undefined },
          ...UPDATE_KINDS.map((each) => ({ href: `/updates?kind=${each}`, label: KIND_FILTERS[each], current: each === kind })),
        ]}
      />
      {shown.updates.length === 0 && (
        <EmptyState title={kind ? 'Nothing of this kind' : 'No update yet'}>
          {kind ? 'Look at all updates instead.' : 'What changes in the product stands here as soon as it is published.'}
        </EmptyState>
      )}
      {shown.updates.map((update) => (
        <Card key={update.id} as="article" pad aria-labelledby={`update-${update.slug}`}>
          <h2 id={`update-${update.slug}`}>
            <TextLink quiet href={`/updates/${update.slug}`}>
              {update.title}
            </TextLink>
          </h2>
          <UpdateFacts {...update} />
          {update.summary && <p className="mb-3">{update.summary}</p>}
          <UpdateBody entries={update.entries} only={kind} />
        </Card>
      ))}
      <Pagination
        newerHref={page > 1 ? addressOf(kind, page - 1) : undefined}
        olderHref={shown.hasOlder ? addressOf(kind, page + 1) : undefined}
      />
    </div>
  )
}

function addressOf(kind: UpdateKind | undefined, page: number): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(page > 1 && { page: String(page) }) })
  return query.size === 0 ? '/updates' : `/updates?${query}`
}
