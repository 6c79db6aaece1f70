// Tags as years of use leave them: one on every fifth case, each further one rarer, forty in all.
import type { Sql } from 'postgres'
import { toIso, type Instant } from '@/lib/kernel/time'

const TAGS = 40

/** The names of the commonest tag of a fill and of its rarest. */
export const FILLED_TAGS = { many: 'tag 1', few: `tag ${TAGS}` } as const

/** Tags the cases that a fill has written. */
export async function fillTags(owner: Sql, now: Instant): Promise<void> {
  await owner`
    insert into tags (id, name, created_at) select gen_random_uuid(), 'tag ' || n, ${toIso(now)} from generate_series(1, ${TAGS}::int) n`
  await owner`
    insert into case_tags (organisation_id, case_id, tag_id, added_at)
    select c.organisation_id, c.id, t.id, c.opened_at
    from (select id, substr(name, 5)::int as nth from tags where name like 'tag %') t join cases c on c.number * 7919 % (5 * t.nth) = 0`
  await owner.unsafe('vacuum (analyze) tags, case_tags, queue_tags')
}
