// The database roles of the whole product.
//   concord_owner     signs in for migrations; owns every table of ours
//   concord_app       signs in for web, worker and commands; owns nothing, inherits nothing, enters one of the next two
//   concord_customer  what a customer's request runs as (row-level security by organisation)
//   concord_staff     what our people and jobs run as
//   concord_worker    signs in for the job runner; owns the job queue's schema and nothing of ours
// concord_owner is a member of concord_worker so that `hand_over_jobs` (security definer) may fill the queue.

/**
 * Makes the roles that are missing. Needs a superuser, or an owner with CREATEROLE. With passwords, sets them.
 * @param {import('postgres').Sql} sql
 * @param {{ owner?: string, app?: string, worker?: string }} passwords
 */
export async function ensureRoles(sql, passwords) {
  const make = async (
    /** @type {string} */ name,
    /** @type {string} */ attributes,
    /** @type {string | undefined} */ password,
  ) => {
    const [found] = await sql`select 1 from pg_roles where rolname = ${name}`
    if (!found) await sql.unsafe(`create role ${name} ${attributes}`)
    if (password) {
      const [statement] = await sql`select format('alter role %I password %L', ${name}::text, ${password}::text) as text`
      await sql.unsafe(statement.text)
    }
  }
  await make('concord_customer', 'nologin')
  await make('concord_staff', 'nologin')
  await make('concord_worker', 'login', passwords.worker)
  await make('concord_app', 'login noinherit', passwords.app)
  await sql`grant concord_customer, concord_staff to concord_app with inherit false, set true`
  const [me] = await sql`select current_user as name, exists (select from pg_roles where rolname = 'concord_owner') as has_owner`
  if (passwords.owner) await make('concord_owner', 'login createdb', passwords.owner)
  if (passwords.owner || me.name === 'concord_owner') {
    await sql`grant concord_worker to concord_owner with inherit true, set true`
  }
}

/** The roles that do not exist yet. @param {import('postgres').Sql} sql @returns {Promise<string[]>} */
export async function missingRoles(sql) {
  const rows = await sql`select name from unnest(array['concord_customer', 'concord_staff', 'concord_app', 'concord_worker']) name
    where not exists (select from pg_roles where rolname = name) order by name`
  return rows.map((row) => row.name)
}
