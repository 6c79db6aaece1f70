// What the job of the search would have read in years, at once.
import type { Sql } from 'postgres'
import { documentOf } from '@/lib/cases/queries/search-document'

/** Writes the words of the cases numbered from `first` up to but not including `end`, and says that they are read. */
export async function fillSearch(connections: readonly Sql[], first: number, end: number): Promise<void> {
  const [owner] = connections
  if (owner === undefined) return
  const index = 'search_documents_words_idx'
  const [row] = await owner<{ definition: string }[]>`select pg_get_indexdef(${index}::regclass) as definition`
  await owner.unsafe(`drop index ${index}`)
  const share = Math.ceil((end - first) / connections.length)
  await Promise.all(
    connections.map((sql, nth) => {
      const from = first + nth * share
      return sql`
        insert into search_documents (case_number, organisation_id, case_id, words)
        select c.number, c.organisation_id, c.id, ${documentOf({ sql })} from cases c
        where c.number >= ${from} and c.number < ${Math.min(end, from + share)} order by c.number`
    }),
  )
  await owner.unsafe(row!.definition)
  await owner`
    insert into search_words (word, cases) select word, ndoc from ts_stat('select words from search_documents')
    where length(word) <= 64 and word not like '#%'`
  await owner`update search_reader set unread_below = 0 where id = 1`
}
