import * as bookIcon from 'lucide-react/icons/book-open'
import * as messageIcon from 'lucide-react/icons/message-square'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Pieces } from '@/components/search/pieces'
import { iconOf } from '@/components/ui/icon'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'
import { FINDS_A_PAGE } from '@/lib/knowledge/search/rank'
import type { HelpFind, HelpFinds } from '@/lib/knowledge/views'

const Book = iconOf(bookIcon)
const Message = iconOf(messageIcon)

/** What a page of finds was asked for; `after`: the search itself, as it is kept. */
export type HelpAsked = { q: string; section?: string; page: number; typed?: '1'; after?: string }

/** What a search of the help centre found, by section; or the ways on for whom it found nothing. */
export function HelpFindsPage({
  asked,
  finds,
  mayOpenCase,
  zone,
  now,
}: {
  asked: HelpAsked
  finds: HelpFinds
  mayOpenCase: boolean
  zone: string
  now: Instant
}) {
  if (finds.all === 0) return <NothingFound q={asked.q} articles={finds.articles} mayOpenCase={mayOpenCase} />
  const last = Math.ceil(finds.total / FINDS_A_PAGE)
  return (
    <>
      <Told asked={asked} finds={finds} />
      <div className="help-finds">
        {finds.sections.length > 1 && <Sections asked={asked} finds={finds} />}
        <section aria-labelledby="finds">
          <h2 id="finds" className="sr-only">
            {count(finds.total, 'result')}
          </h2>
          <ol className="help-results" start={(asked.page - 1) * FINDS_A_PAGE + 1}>
            {finds.finds.map((find) => (
              <Find key={find.articleId} find={find} searchId={asked.after} zone={zone} now={now} />
            ))}
          </ol>
          <Pagination
            label="Pages of results"
            newer="Better"
            older="More results"
            newerHref={asked.page > 1 ? hrefOf({ ...asked, page: asked.page - 1 }) : undefined}
            olderHref={asked.page < last ? hrefOf({ ...asked, page: asked.page + 1 }) : undefined}
          >
            Page {asked.page} of {last}
          </Pagination>
          {mayOpenCase && (
            <p className="help-other">
              Not what you need? <TextLink href={newCaseHref(asked.q)}>Open a case with these words</TextLink>
            </p>
          )}
        </section>
      </div>
    </>
  )
}

function Told({ asked, finds }: { asked: HelpAsked; finds: HelpFinds }) {
  return (
    <div role="status">
      {finds.corrected !== null && (
        <p className="mt-3.5">
          Showing results for <b>{finds.corrected}</b>.{' '}
          <span className="text-sm text-ink-2">
            Search for <TextLink href={hrefOf({ q: asked.q, page: 1, typed: '1', after: asked.after })}>{asked.q}</TextLink> as
            typed.
          </span>
        </p>
      )}
      {finds.lacksPhrase && <p className="mt-3.5">No article holds these words just so. These hold them apart.</p>}
    </div>
  )
}

function Sections({ asked, finds }: { asked: HelpAsked; finds: HelpFinds }) {
  const to = (section: string | undefined) => hrefOf({ ...asked, page: 1, section })
  return (
    <nav aria-label="Filter results" className="help-facets">
      <h2>Section</h2>
      <Facet href={to(undefined)} current={asked.section === undefined} count={finds.all}>
        All sections
      </Facet>
      {finds.sections.map(({ slug, name, finds }) => (
        <Facet key={slug} href={to(slug)} current={asked.section === slug} count={finds}>
          {name}
        </Facet>
      ))}
    </nav>
  )
}

function Facet({ href, current, count, children }: { href: string; current: boolean; count: number; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} aria-current={current || undefined}>
      {children} <span>{count}</span>
    </Link>
  )
}

function Find({ find, searchId, zone, now }: { find: HelpFind; searchId?: string; zone: string; now: Instant }) {
  const { slug, language, title, text, sectionName, checkedAt } = find
  // A plain link: the way leads over a route, which a prefetch must not take.
  const href = searchId ? `/help/found?${new URLSearchParams({ search: searchId, article: slug })}` : `/help/${slug}`
  return (
    <li lang={language}>
      <p className="help-kind">
        <Book aria-hidden="true" />
        {sectionName}
      </p>
      <h3>
        <a href={href} rel="nofollow">
          <Pieces pieces={title} />
        </a>
      </h3>
      <p className="wrap-anywhere">
        <Pieces pieces={text} />
      </p>
      {checkedAt !== null && (
        <p className="num text-sm text-ink-3">
          Checked <When at={checkedAt} zone={zone} now={now} as="date" />
        </p>
      )}
    </li>
  )
}

function NothingFound({ q, articles, mayOpenCase }: { q: string; articles: number; mayOpenCase: boolean }) {
  return (
    <section className="help-nothing">
      <h2>Nothing found for “{q}”</h2>
      <p className="mt-1.5 text-ink-2">
        We looked in {count(articles, 'article')}, also for words spelt alike. We probably have not written about this yet.
      </p>
      <ul>
        {mayOpenCase && (
          <li>
            <Link href={newCaseHref(q)} prefetch={false} className="card card-pad">
              <Message aria-hidden="true" />
              <span>
                <b>Open a case</b>
                <span>Your words go along. You see at once by when a person answers.</span>
              </span>
            </Link>
          </li>
        )}
        <li>
          <Link href="/help" prefetch={false} className="card card-pad">
            <Book aria-hidden="true" />
            <b>All articles by section</b>
          </Link>
        </li>
      </ul>
      <p className="mt-3.5 text-sm text-ink-2">
        Searches that find nothing are counted, without your name. They decide what we write next.
      </p>
    </section>
  )
}

function hrefOf({ q, section, page, typed, after }: HelpAsked): string {
  const query = new URLSearchParams({ q })
  if (section) query.set('section', section)
  if (page > 1) query.set('page', String(page))
  if (typed) query.set('typed', typed)
  if (after) query.set('after', after)
  return `/help/search?${query}`
}

function newCaseHref(q: string): string {
  return `/cases/new?${new URLSearchParams({ summary: q })}`
}
