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

/** The address of the following page of a list. */
export function nextHref(path: string, query: { search: string; show: string }, cursor: string | undefined): string | undefined {
  if (!cursor) return undefined
  const search = new URLSearchParams({ ...(query.search && { search: query.search }), show: query.show, cursor })
  return `${path}?${search}`
}
