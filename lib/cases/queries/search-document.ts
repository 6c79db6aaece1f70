import 'server-only'
import { BLOCK } from '../search-block'
import type { Fragment } from './visible'

/** So many characters of a case's newest messages, and of its newest notes, are found: a document of words has no room for more. */
const CHARACTERS = 40_000
/** Stands between two texts and is taken out again, so that no phrase reaches from one into the next. */
const GAP = 'zqxgapxqz'
/** Makes a piece of SQL, as a transaction or a connection does. */
type Sql = (template: TemplateStringsArray, ...values: (string | number | Fragment)[]) => Fragment

/** The words of a case `c`, as a `tsvector`: subject, messages and notes, and the word of its block. */
export function documentOf(ctx: { readonly sql: Sql }): Fragment {
  const { sql } = ctx
  const texts = (table: Fragment) => sql`
    coalesce(left((select string_agg(t.body, ${` ${GAP} `} order by t.created_at desc, t.id desc) from ${table} t where t.case_id = c.id), ${CHARACTERS}), '')`
  return sql`(ts_delete(to_tsvector('simple', c.subject || ${` ${GAP} `} || ${texts(sql`case_messages`)} || ${` ${GAP} `} || ${texts(sql`case_notes`)}), ${GAP})
    || array_to_tsvector(array['#' || (c.number / ${BLOCK}::bigint)]))`
}
