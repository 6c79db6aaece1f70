// What the database itself holds to, whatever a function does.
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import { FOREIGN_CANARY, NOW, type AccessWorld } from './access-world'

/** Asks the database of the world that is there when the tests run. */
export function checkDatabase(world: () => AccessWorld): void {
  describe('the database', () => {
    it('keeps row security enabled and forced, with a policy, on every table (MX-11)', async () => {
      const { owner } = world()
      const open = await owner.begin(
        ({ sql }) => sql<{ name: string }[]>`
          select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'rate_limits'
            and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
      )
      expect(open.map((table) => table.name)).toEqual([])
    })

    it('gives the working roles no ownership and no way round row security, and definer rights to few functions (MX-11)', async () => {
      const { owner } = world()
      const [roles, definers] = await owner.begin(({ sql }) =>
        Promise.all([
          sql<
            { rolname: string }[]
          >`select rolname from pg_roles where rolname in ('concord_app', 'concord_customer', 'concord_staff')
            and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or exists (select from pg_class c where c.relowner = pg_roles.oid))`,
          sql<
            { proname: string }[]
          >`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef order by 1`,
        ]),
      )
      expect(roles).toEqual([])
      expect(definers.map((each) => each.proname)).toEqual([
        'account_manager_at',
        'add_hours',
        'answers_cases_at',
        'ask_to_share_out',
        'chain_quote_signature',
        'check_drawn',
        'check_granted',
        'customer_just_opened',
        'customer_knows',
        'customer_sees_case',
        'find_own_cases',
        'hand_over_jobs',
        'issue_invoice',
        'repeat_case_of_new_tags',
        'repeat_case_on_tags',
        'return_case_drafts',
        'take_case_drafts',
        'void_invoice',
      ])
    })

    it('refers to a case by organisation and id together, everywhere (MX-12)', async () => {
      const { owner } = world()
      const loose = await owner.begin(
        ({ sql }) => sql<{ name: string }[]>`
          select t.relname as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attname in ('case_id', 'follow_up_of_id')
          where n.nspname = 'public' and t.relkind = 'r' and not exists (
            select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and k.confrelid = 'cases'::regclass
              and a.attnum = any (k.conkey) and array_length(k.conkey, 1) = 2)`,
      )
      expect(loose.map((table) => table.name)).toEqual([])
    })

    it('refuses a child of one organisation under a case of another (MX-12)', async () => {
      const { owner, people } = world()
      const { reference, at } = await world().freshCase()
      const attach = owner.begin(
        ({ sql }) => sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
          select ${people.b.organisationId}, ${newId(at)}, id, ${people.b.requester.userId}, 'customer', 'attached', ${at} from cases where number = ${Number(reference.split('-')[1])}`,
      )
      await expect(attach).rejects.toMatchObject({ code: '23503' })
    })

    it('shows the customer’s role nothing without a context, and refuses a row for another organisation (MX-11)', async () => {
      const { client, people } = world()
      await world().freshCase()
      const counted = await client.begin(async ({ sql }) => {
        await sql`select set_config('role', 'concord_customer', true)`
        return sql<
          { cases: number; messages: number }[]
        >`select (select count(*)::int from cases) as cases, (select count(*)::int from case_messages) as messages`
      })
      expect(counted[0]).toEqual({ cases: 0, messages: 0 })
      const foreign = client.begin(async ({ sql }) => {
        await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${people.b.organisationId}, true), set_config('app.user', ${people.b.requester.userId}, true)`
        await sql`insert into outbox (id, organisation_id, kind, facts, status, created_at)
          values (${newId(NOW)}, ${people.a.organisationId}, 'case_received', '{}'::jsonb, 'waiting', ${NOW})`
      })
      await expect(foreign).rejects.toMatchObject({ code: '42501' })
      const notes = client.begin(async ({ sql }) => {
        await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${people.a.organisationId}, true)`
        await sql`select body from case_notes`
      })
      await expect(notes).rejects.toMatchObject({ code: '42501' })
    })

    it('counts and lists what the single record would show, no more (MX-15)', async () => {
      const { people } = world()
      const { reference } = await world().freshCase()
      const { listCaseHistory, countCaseHistory } = await import('@/lib/cases/queries/history')
      const input = { scope: 'organisation' as const, state: 'all' as const, severity: undefined, q: '', cursor: undefined }
      for (const actor of [people.a.colleague, people.b.requester, people.b.administrator]) {
        const ctx = world().as(actor)
        const { items } = await listCaseHistory(ctx, input)
        expect(items.map((each) => each.reference)).not.toContain(reference)
        expect(await countCaseHistory(ctx, input)).toBe(items.length)
        const found = (await listCaseHistory(ctx, { ...input, q: FOREIGN_CANARY })).items
        expect(found.filter((each) => !items.some(({ reference }) => reference === each.reference))).toEqual([])
      }
    })
  })
}
