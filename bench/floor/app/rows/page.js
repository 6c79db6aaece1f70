import { connection } from 'next/server'
import { fiftyRows } from '../../rows'
import { RowsTable } from './rows-table'

export default async function Rows() {
  await connection()
  const rows = await fiftyRows()
  return (
    <RowsTable
      rows={rows.map((row) => [
        row.id,
        row.status,
        row.due_at.toISOString(),
        row.subject,
        row.organisation,
        row.level,
        row.assignee,
        row.region,
      ])}
    />
  )
}
