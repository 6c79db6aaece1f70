// What must hold before web or worker may start: the environment by itself, then what the database says. Answers with
// sentences that say how to mend each problem.
import { createClient, type DbClient } from '@/db/client'
import { knownMigrations } from '@/db/migrate'
import { readEnvironment, type Environment, type EnvironmentProblem } from '@/lib/kernel/env'
import { Unable } from './console.mjs'

/** The environment of this process; throws Unable with every problem of it. */
export function assertEnvironment(): Environment {
  const read = readEnvironment(process.env)
  if (!read.ok) throw refusal(read.problems)
  return read.environment
}

/** Throws Unable with every problem of this process's environment or, that being right, of its database. */
export async function assertMayStart(): Promise<Environment> {
  const environment = assertEnvironment()
  const problems = await problemsOfDatabase(environment)
  if (problems.length > 0) throw refusal(problems)
  return environment
}

/** The job queue has a role of its own; throws Unable where its address is missing. */
export function assertWorkerUrl(databaseWorkerUrl: string | undefined): string {
  if (databaseWorkerUrl) return databaseWorkerUrl
  throw refusal([
    {
      variable: 'DATABASE_WORKER_URL',
      sentence: 'The worker needs a way into the job queue. Write postgres://concord_worker:PASSWORD@HOST:5432/concord.',
    },
  ])
}

function refusal(problems: readonly EnvironmentProblem[]) {
  return new Unable(
    'Concord does not start like this:',
    problems.map(({ variable, sentence }) => `${variable}: ${sentence}`).join('\n'),
  )
}

/** Looks at the database as the signed-in role and through the staff role; empty when it may serve this environment. */
export async function problemsOfDatabase(
  environment: Pick<Environment, 'databaseUrl' | 'installation'>,
): Promise<EnvironmentProblem[]> {
  const database = createClient(environment.databaseUrl, { max: 1, deadlineMs: 10_000 })
  const say = (sentence: string): EnvironmentProblem => ({ variable: 'DATABASE_URL', sentence })
  try {
    const problems = [...(await problemsOfRole(database)), ...(await problemsOfMigrations(database))].map(say)
    return problems.length > 0 ? problems : (await problemsOfInstallation(database, environment.installation)).map(say)
  } catch (error) {
    const { hostname, port } = new URL(environment.databaseUrl)
    return [
      say(
        `The database at ${hostname}:${port || 5432} does not answer (${reasonOf(error)}). Check that it runs, and the name and password in the address.`,
      ),
    ]
  } finally {
    await database.end()
  }
}

async function problemsOfRole(database: DbClient): Promise<string[]> {
  type Role = { name: string; privileged: boolean; owns: boolean; enters: boolean; version: number }
  const [role] = await database.begin(
    ({ sql }) => sql<Role[]>`
    select current_user as name, (rolsuper or rolbypassrls) as privileged,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(r.oid, c.relowner, 'member'))
      or exists (select from pg_database d where d.datname = current_database() and pg_has_role(r.oid, d.datdba, 'member')) as owns,
      coalesce((select bool_and(pg_has_role(r.oid, g.oid, 'set')) and count(*) = 2 from pg_roles g
        where g.rolname in ('concord_customer', 'concord_staff')), false) as enters,
      current_setting('server_version_num')::int as version
    from pg_roles r where rolname = current_user`,
  )
  if (!role) return ['The signed-in role cannot be found.']
  if (role.version < 160_000) return [`The server is PostgreSQL ${Math.floor(role.version / 10_000)}; Concord needs 16 or newer.`]
  if (role.privileged)
    return [`${role.name} is a superuser or bypasses row-level security, which keeps customers apart. Sign in as concord_app.`]
  if (role.owns)
    return [
      `${role.name} owns the tables or may become their owner, and so stands above row-level security. Sign in as concord_app.`,
    ]
  if (!role.enters) return [`${role.name} may not enter the roles concord_customer and concord_staff. Run: npm run migrate`]
  return []
}

async function problemsOfMigrations(database: DbClient): Promise<string[]> {
  const known = knownMigrations()
  let applied: number[]
  try {
    const rows = await database.begin(
      ({ sql }) => sql<{ at: number }[]>`select created_at as at from drizzle.__drizzle_migrations`,
    )
    applied = rows.map((row) => row.at)
  } catch (error) {
    if (!['42P01', '3F000', '42501'].includes((error as { code?: string }).code ?? '')) throw error
    applied = []
  }
  const pending = known.filter((migration) => !applied.includes(migration.when))
  if (pending.length > 0)
    return [`The database waits for ${pending.map((migration) => migration.tag).join(', ')}. Run: npm run migrate`]
  const newest = Math.max(...known.map((migration) => migration.when))
  if (applied.some((at) => at > newest)) return ['The database belongs to a newer version of Concord. Start that version.']
  return []
}

async function problemsOfInstallation(database: DbClient, wanted: Environment['installation']): Promise<string[]> {
  const [facts] = await database.begin(async ({ sql }) => {
    await sql`select set_config('role', 'concord_staff', true)`
    return sql<{ kind: string | null; demo: number }[]>`
      select (select kind from installation) as kind, (select count(*)::int from users where is_demo and disabled_at is null) as demo`
  })
  if (!facts?.kind) return ['The database holds no installation. Run: npm run migrate']
  if (facts.kind !== wanted) {
    return [
      wanted === 'production'
        ? `The database is flagged ${facts.kind}: it holds invented people whose passwords are public. Name a database of its own for production.`
        : `The database is flagged ${facts.kind}, and this is a ${wanted} installation. Name another database.`,
    ]
  }
  if (wanted === 'production' && facts.demo > 0) {
    return [
      `${facts.demo} demo ${facts.demo === 1 ? 'account' : 'accounts'} can sign in with a public password. Disable them under /desk/admin/people, or as the owner: update users set disabled_at = now() where is_demo`,
    ]
  }
  return []
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  if (error instanceof Error && error.cause) return reasonOf(error.cause)
  return error instanceof Error ? error.message || (error as { code?: string }).code || error.name : String(error)
}
