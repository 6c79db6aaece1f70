import Form from 'next/form'
import { Input, Select } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'

/** Search and filter of a list, kept in the address: a plain form that works without scripts. */
export function ListFilter({
  action,
  what,
  search,
  show,
  shows,
}: {
  action: string
  what: string
  search: string
  show: string
  shows: readonly { value: string; label: string }[]
}) {
  return (
    <Form action={action} className="flex flex-wrap items-center gap-2.5" role="search">
      <Input
        small
        type="search"
        name="search"
        defaultValue={search}
        placeholder={`Search ${what}`}
        aria-label={`Search ${what}`}
        className="w-64 max-md:grow"
      />
      <Select small name="show" defaultValue={show} aria-label="Show" options={shows} className="w-auto" />
      <SubmitButton variant="default" small>
        Search
      </SubmitButton>
    </Form>
  )
}

/** The address of this list at `path`, from its beginning or from `cursor`. */
export function listHref(path: string, query: { search: string; show: string }, cursor?: string): string {
  const { search, show } = query
  return `${path}?${new URLSearchParams({ ...(search && { search }), show, ...(cursor && { cursor }) })}`
}

/** The address of the following page of a list. */
export function nextHref(path: string, query: { search: string; show: string }, cursor: string | undefined): string | undefined {
  return cursor && listHref(path, query, cursor)
}
