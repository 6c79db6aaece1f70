import { connection } from 'next/server'
import { fiftyRows } from '../../rows'

export default async function Table() {
  await connection()
  const rows = await fiftyRows()
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.id}</td>
            <td>{row.status}</td>
            <td>{row.due_at.toISOString()}</td>
            <td>{row.subject}</td>
            <td>{row.organisation}</td>
            <td>{row.level}</td>
            <td>{row.assignee}</td>
            <td>{row.region}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
