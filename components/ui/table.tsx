import type { Key, ReactNode } from 'react'
import { cx } from './class-names'

export type Column<Row> = {
  key: string
  /** The heading of the column. */
  head: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers and amounts stand at the end. */
  end?: boolean
  /** The cell that names the row: read out with each of its cells. At most one. */
  rowHead?: boolean
  /** Sentences: on a phone they stand below their heading. */
  words?: boolean
  /** Left out on a phone. */
  hideSmall?: boolean
  sort?: 'ascending' | 'descending'
  /** What stands before the value when the table is a list on a phone; the heading unless given. */
  label?: string
}

/**
 * A semantic table. `caption` names it (hidden unless `captionVisible`). On a phone it becomes a list of rows, unless
 * `keepColumns`. For the queue with its many rows see `.queue` in patterns.css.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  keepColumns,
  empty,
  className,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => Key
  keepColumns?: boolean
  /** Shown instead of the table when there is no row. */
  empty?: ReactNode
  className?: string
}) {
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <table className={cx('tbl', !keepColumns && 'tbl-stack', className)}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, head, end, hideSmall, sort }) => (
            <th key={key} scope="col" aria-sort={sort} className={cx(end && 'end', hideSmall && 'max-md:hidden')}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => {
              const className = cx(column.end && 'end', column.words && 'words', column.hideSmall && 'max-md:!hidden')
              if (column.rowHead) {
                return (
                  <th key={column.key} scope="row" className={className}>
                    {column.cell(row)}
                  </th>
                )
              }
              const label = column.label ?? (typeof column.head === 'string' ? column.head : undefined)
              return (
                <td key={column.key} className={className} data-label={label || undefined}>
                  {column.cell(row)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
