import { HelpSearch } from '@/components/knowledge/help-search'
import { NotFoundPage } from '@/components/layout/refusals'

export default function NotFound() {
  return (
    <>
      <HelpSearch />
      <NotFoundPage homeHref="/help" homeLabel="Go to all articles" />
    </>
  )
}
