import type { ReactNode } from 'react'
import { Pairs } from '@/components/ui/pairs'
import { Prose } from '@/components/ui/prose'
import type { FileView } from '@/lib/files/views'
import type { Instant } from '@/lib/kernel/time'
import { formatAbsolute } from '@/lib/kernel/words'

/** One thing that was said or happened. `html` comes from the one renderer that sanitizes. */
export type SheetEntry = {
  readonly key: string
  readonly at: Instant
  readonly by: string
  readonly role?: string | null
  readonly isInternal?: boolean
  readonly html?: string
  readonly words?: string
  readonly files?: readonly FileView[]
}

/**
 * A case on paper. The head of the table is repeated on each page that is printed: which case it is, and that it is internal where it
 * holds a note. Times name their zone, because paper does not know its reader.
 */
export function CaseSheet({
  brand,
  reference,
  subject,
  facts,
  entries,
  isInternal,
  zone,
  printed,
}: {
  brand: string
  reference: string
  subject: string
  facts: readonly (readonly [name: string, value: ReactNode])[]
  entries: readonly SheetEntry[]
  isInternal?: boolean
  zone: string
  printed: { readonly by: string; readonly at: Instant }
}) {
  return (
    <table className="sheet" role="presentation">
      <thead>
        <tr>
          <td className="sheet-running">
            <span>
              {brand} · <span className="mono">{reference}</span>
            </span>
            {isInternal && <strong>Internal: not for the customer</strong>}
          </td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <h1 className="wrap-anywhere">{subject}</h1>
            <Pairs left className="sheet-facts" pairs={facts} />
          </td>
        </tr>
        {entries.map((entry) => (
          <tr key={entry.key}>
            <td className={entry.isInternal ? 'sheet-entry sheet-note' : 'sheet-entry'}>
              <Entry entry={entry} zone={zone} />
            </td>
          </tr>
        ))}
        <tr>
          <td className="sheet-end">
            Printed {formatAbsolute(printed.at, zone)} by {printed.by}
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Entry({ entry: { at, by, role, isInternal, html, words, files = [] }, zone }: { entry: SheetEntry; zone: string }) {
  const when = formatAbsolute(at, zone)
  if (html === undefined) {
    return (
      <p className="text-sm text-ink-2">
        {when} · {words}
      </p>
    )
  }
  return (
    <article>
      <p className="sheet-by">
        <b>{by}</b>
        {role && <span> · {role}</span>} · {when}
        {isInternal && <strong> · Internal note</strong>}
      </p>
      <Prose html={html} />
      {files.length > 0 && <p className="text-sm text-ink-2">Files: {files.map(({ name }) => name).join(', ')}</p>}
    </article>
  )
}
