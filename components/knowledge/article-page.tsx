import type { ReactNode } from 'react'
import { Crumbs } from '@/components/ui/crumbs'
import { Disclosure } from '@/components/ui/disclosure'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import { readingMinutes } from '@/lib/knowledge/article'
import { renderArticle, type Heading } from '@/lib/knowledge/article-text'
import type { HelpArticle } from '@/lib/knowledge/views'
import { Entries } from './help-sections'

/** From so many headings on a page has a table of its contents. */
const CONTENTS_FROM = 3

/** An article as its readers have it. `feedback` asks whether it helped, `beside` stands next to it. */
export function ArticlePage({
  article,
  zone,
  now,
  feedback,
  beside,
}: {
  article: HelpArticle
  zone: string
  now: Instant
  feedback: ReactNode
  beside: ReactNode
}) {
  const { title, summary, body, language, path, related, files, checkedAt, publishedAt } = article
  const { html, headings } = renderArticle(body, files)
  const contents = headings.filter(({ level }) => level < 4)
  const hasContents = contents.length >= CONTENTS_FROM
  return (
    <div className="article-page">
      <div className="min-w-0">
        <Crumbs
          trail={[
            { label: 'Help', href: '/help' },
            ...path.map(({ slug, name }) => ({ label: name, href: `/help/${slug}` })),
            { label: title },
          ]}
        />
        <article lang={language} aria-labelledby="title">
          <h1 id="title">{title}</h1>
          <p className="article-facts" lang="en-GB">
            <span>
              Checked <When at={checkedAt ?? publishedAt} zone={zone} now={now} as="date" />
            </span>
            <span>{readingMinutes(body)} min to read</span>
            {article.isForStaff && <Tag tone="warn">Staff only</Tag>}
          </p>
          {summary && <p className="article-lead">{summary}</p>}
          {hasContents && (
            <Disclosure summary="On this page" className="article-contents-small card card-pad no-print">
              <Contents headings={contents} />
            </Disclosure>
          )}
          <Prose html={html} className="article-text" />
        </article>
        <div className="article-foot no-print">{feedback}</div>
        {related.length > 0 && (
          <section className="article-foot no-print" aria-labelledby="related">
            <h2 id="related" className="mb-3">
              Related
            </h2>
            <Entries entries={related} level={3} />
          </section>
        )}
      </div>
      <aside className="article-beside no-print" aria-label="On this page, and more help">
        {hasContents && (
          <nav className="article-contents" aria-labelledby="contents">
            <h2 id="contents">On this page</h2>
            <Contents headings={contents} />
          </nav>
        )}
        {beside}
      </aside>
    </div>
  )
}

function Contents({ headings }: { headings: readonly Heading[] }) {
  return (
    <ol>
      {headings.map(({ anchor, text, level }) => (
        <li key={anchor} className={level === 3 ? 'deeper' : undefined}>
          <a href={`#${anchor}`}>{text}</a>
        </li>
      ))}
    </ol>
  )
}
