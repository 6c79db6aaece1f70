import Form from 'next/form'
import { Input, Select } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { actionWords, type AuditQuery } from '@/lib/events/audit'
import { AUDIT_ACTIONS } from '@/lib/events/event'

const ACTIONS = [...AUDIT_ACTIONS].sort().map((action) => ({ value: action, label: actionWords(action) }))

/** The question, kept in the address: a plain form that works without scripts. */
export function AuditFilter({ action, query }: { action: string; query: AuditQuery }) {
  const day = (name: 'from' | 'until', label: string) => (
    <label className="inline-flex items-center gap-2 text-sm text-ink-2">
      {label}
      <Input small type="date" name={name} defaultValue={query[name]} className="w-auto" />
    </label>
  )
  return (
    <Form action={action} className="flex flex-wrap items-center gap-2.5" role="search" aria-label="The audit">
      <Text name="person" label="Person" hint="Name or e-mail address" value={query.person} />
      <Text name="organisation" label="Organisation" hint="Organisation" value={query.organisation} />
      <Text name="reference" label="Case" hint="Case number" value={query.reference} />
      <Select
        small
        name="action"
        defaultValue={query.action ?? ''}
        aria-label="What was done"
        options={[{ value: '', label: 'Everything' }, ...ACTIONS]}
        className="w-auto"
      />
      {day('from', 'from')}
      {day('until', 'until')}
      <SubmitButton variant="default" small>
        Search
      </SubmitButton>
    </Form>
  )
}

function Text({ name, label, hint, value }: { name: string; label: string; hint: string; value: string }) {
  return (
    <Input
      small
      type="search"
      name={name}
      defaultValue={value}
      placeholder={hint}
      aria-label={label}
      className="w-48 max-md:grow"
    />
  )
}

/** The address of this question at `path`, with `cursor` of its next page. */
export function auditHref(path: string, { cursor: _, ...query }: AuditQuery, cursor?: string): string {
  const asked = Object.entries({ ...query, cursor }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`
}
