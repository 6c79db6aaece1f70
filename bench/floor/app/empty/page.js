import { connection } from 'next/server'

export default async function Empty() {
  await connection()
  return <h1>Nothing</h1>
}
