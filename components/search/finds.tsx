import * as searchXIcon from 'lucide-react/icons/search-x'
import { statusTone, statusWords } from '@/components/cases/case-words'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { iconOf } from '@/components/ui/icon'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { FoundCase } from '@/lib/cases/list-views'
import type { DeskFinds } from '@/lib/queue/views'
import { organisationHref, personHref } from './hrefs'
import { Pieces } from './pieces'

const SearchX = iconOf(searchXIcon)

/** What a search of the desk found: cases, people and organisations, or why there is nothing. */
export function Finds({ q, finds }: { q: string; finds: DeskFinds }) {
  const { cases, people, organisations, corrected, older, cut } = finds
  if (cases.length + people.length + organisations.length === 0 && !cut) {
    return (
      <EmptyState icon={<SearchX aria-hidden="true" />} title={`Nothing holds “${q}”`}>
        No case has all of these words in its subject, messages and notes, and nobody is called that. Try fewer words.
      </EmptyState>
    )
  }
  return (
    <>
      {corrected !== null && (
        <p role="status">
          Nothing holds “{q}”. This is what was found for <b>{corrected}</b>.
        </p>
      )}
      {(cases.length > 0 || cut) && (
        <Card>
          <CardHead title="Cases" />
          <ul className="items">
            {cases.map((each) => (
              <CaseFind key={each.reference} found={each} />
            ))}
          </ul>
          {older !== null && (
            <p className="card-pad text-sm text-ink-2">
              {cut ? 'These words are common, so only the newest cases were looked through. ' : 'The newest come first. '}
              <TextLink href={`/desk/search?${new URLSearchParams({ q, before: String(older) })}`}>Look further back</TextLink>
            </p>
          )}
        </Card>
      )}
      {people.length > 0 && (
        <Card>
          <CardHead title="People" />
          <ul className="items">
            {people.map(({ id, name, email, organisationId, organisation }) => (
              <li key={`${id} ${organisationId}`}>
                <div className="grow min-w-0">
                  <TextLink quiet className="font-semibold" href={personHref(id, organisationId)}>
                    <Pieces pieces={name} />
                  </TextLink>
                  <p className="text-sm text-ink-3 wrap-anywhere">{email}</p>
                </div>
                <span className="item-end text-ink-2">{organisation ?? 'Our side'}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {organisations.length > 0 && (
        <Card>
          <CardHead title="Organisations" />
          <ul className="items">
            {organisations.map(({ id, name }) => (
              <li key={id}>
                <TextLink quiet className="font-semibold" href={organisationHref(id)}>
                  <Pieces pieces={name} />
                </TextLink>
                <span className="item-end text-ink-2">Open cases</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function CaseFind({ found: { reference, subject, organisation, status, place, text } }: { found: FoundCase }) {
  return (
    <li>
      <div className="grow min-w-0">
        <TextLink quiet className="font-semibold wrap-anywhere" href={`/desk/cases/${reference}`}>
          <Pieces pieces={subject} />
        </TextLink>
        {text !== null && (
          <p className="text-sm text-ink-2 wrap-anywhere">
            {place === 'note' && <b>Internal note: </b>}
            <Pieces pieces={text} />
          </p>
        )}
        <p className="num text-sm text-ink-3">
          <span className="mono">{reference}</span> · {organisation}
        </p>
      </div>
      <span className="item-end">
        <Tag tone={statusTone(status)}>{statusWords(status, 'desk')}</Tag>
      </span>
    </li>
  )
}
