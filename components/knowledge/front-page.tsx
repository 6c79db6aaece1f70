import { ButtonLink } from '@/components/ui/button'
import type { HelpTopSection } from '@/lib/knowledge/views'
import { HelpSearch } from './help-search'
import { HelpSections } from './help-sections'

/** What a visitor sees first: the search and the sections of the help centre, and the way in. */
export function FrontPage({ description, sections }: { description: string; sections: readonly HelpTopSection[] }) {
  return (
    <>
      <div className="pb-8 pt-3 text-center max-md:pb-6 max-md:pt-0">
        <h1 className="text-3xl">How can we help?</h1>
        <HelpSearch />
        <p className="mx-auto mb-4 max-w-xl text-ink-2">{description}</p>
        <div className="flex flex-wrap justify-center gap-2.5">
          <ButtonLink href="/sign-in" variant="primary" className="max-sm:w-full">
            Sign in
          </ButtonLink>
          <ButtonLink href="/updates" className="max-sm:w-full">
            What is new
          </ButtonLink>
        </div>
      </div>
      {sections.length > 0 && <HelpSections sections={sections} />}
    </>
  )
}
