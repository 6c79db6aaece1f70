import Link from 'next/link'
import { Crumbs } from '@/components/ui/crumbs'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import { count } from '@/lib/kernel/words'
import type { HelpEntry, HelpTopSection } from '@/lib/knowledge/views'

/** The first page: every section with its first articles, and how many there are. */
export function HelpSections({ sections }: { sections: readonly HelpTopSection[] }) {
  if (sections.length === 0) return <EmptyState title="Nothing to read yet">The first articles appear here.</EmptyState>
  return (
    <div className="help-grid">
      {sections.map((section) => {
        const named = [...section.articles, ...section.sections.flatMap(({ articles }) => articles)].slice(0, 5)
        return (
          <section key={section.slug} className="card card-pad" aria-labelledby={`section-${section.slug}`}>
            <h2 id={`section-${section.slug}`}>
              <TextLink quiet href={`/help/${section.slug}`}>
                {section.name}
              </TextLink>
            </h2>
            {section.description && <p className="mt-1 text-sm text-ink-2">{section.description}</p>}
            <ul className="help-list mt-3">
              {named.map((entry) => (
                <li key={entry.slug} lang={entry.language}>
                  <TextLink quiet href={`/help/${entry.slug}`}>
                    {entry.title}
                  </TextLink>
                </li>
              ))}
            </ul>
            {section.total > named.length && (
              <p className="mt-3 text-sm">
                <TextLink href={`/help/${section.slug}`}>
                  All {count(section.total, 'article')}
                  <span className="sr-only"> on {section.name}</span>
                </TextLink>
              </p>
            )}
          </section>
        )
      })}
    </div>
  )
}

/** One section: its own articles, then those of the sections in it. */
export function HelpSectionPage({ section, path }: { section: HelpTopSection; path: readonly { slug: string; name: string }[] }) {
  const above = path.map(({ slug, name }) => ({ label: name, href: `/help/${slug}` }))
  return (
    <>
      <Crumbs trail={[{ label: 'Help', href: '/help' }, ...above, { label: section.name }]} />
      <h1>{section.name}</h1>
      {section.description && <p className="mt-1 text-ink-2">{section.description}</p>}
      <div className="stack mt-6 !gap-8">
        <Entries entries={section.articles} level={2} />
        {section.sections.map((each) => (
          <section key={each.slug} aria-labelledby={`section-${each.slug}`}>
            <h2 id={`section-${each.slug}`} className="mb-3">
              <TextLink quiet href={`/help/${each.slug}`}>
                {each.name}
              </TextLink>
            </h2>
            <Entries entries={each.articles} level={3} />
          </section>
        ))}
      </div>
    </>
  )
}

/** Titles with what each article says in short. */
export function Entries({ entries, level }: { entries: readonly HelpEntry[]; level: 2 | 3 }) {
  const Heading = level === 2 ? 'h2' : 'h3'
  if (entries.length === 0) return null
  return (
    <ul className="help-entries">
      {entries.map(({ slug, title, summary, language }) => (
        <li key={slug} lang={language}>
          <Link href={`/help/${slug}`} prefetch={false}>
            <Heading>{title}</Heading>
            {summary && <p>{summary}</p>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
