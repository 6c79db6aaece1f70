import { Button } from '@/components/ui/button'
import { HelpSearchField } from './help-search-field'

/** The field that searches the help centre: a plain form, whose field suggests articles where there is a script. `after`: the search before. */
export function HelpSearch({ line = '', after }: { line?: string; after?: string }) {
  return (
    <form action="/help/search" role="search" className="help-search">
      <HelpSearchField key={line} line={line} />
      {after && <input type="hidden" name="after" value={after} />}
      <Button type="submit" variant="primary">
        Search
      </Button>
    </form>
  )
}
