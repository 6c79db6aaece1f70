// The bare framework's app: its table of a million rows, and its build.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { root } from '@/lib/run/place.mjs'

/** Makes the table that the floor's pages read, unless it is there. */
export async function fillFloor(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection: { synchronous_commit: 'off' } })
  try {
    const [found] = await sql<{ there: boolean }[]>`select to_regclass('public.bench_floor') is not null as there`
    if (found?.there) return
    await sql`
      create table bench_floor as
      select n as id, n % 4 as status, timestamptz '2026-01-01Z' + (n::bigint * 7919 % 31536000) * interval '1 second' as due_at,
        'Subject of row ' || n || ' about a cross table in brand tracker' as subject, 'Organisation ' || n % 2000 as organisation, n % 4 + 1 as level,
        'Agent ' || n % 60 as assignee, (array['APAC','EMEA','AMER'])[1 + n % 3] as region
      from generate_series(1, 1000000) n`
    await sql`alter table bench_floor add primary key (id)`
    await sql`create index on bench_floor (status, due_at, id)`
    await sql`vacuum (analyze) bench_floor`
  } finally {
    await sql.end()
  }
}

/** Builds it for production, unless it stands built with this version of Next. */
export async function buildFloor(): Promise<void> {
  const folder = join(root, 'bench', 'floor')
  const files = [
    'next.config.mjs',
    'rows.js',
    ...['layout', 'empty/page', 'table/page', 'rows/page', 'rows/rows-table', 'json/route'].map((file) => `app/${file}.js`),
  ]
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'next', 'package.json'), 'utf8')) as { version: string }
  const wanted = [version, ...files.map((file) => readFileSync(join(folder, file), 'utf8'))].join('\0')
  const hash = createHash('sha256').update(wanted).digest('hex')
  const mark = join(folder, '.next', 'concord-floor')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  await new Promise<void>((resolve, reject) => {
    const said: Buffer[] = []
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    const child = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build', 'bench/floor'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part))
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the floor could not be built:\n${Buffer.concat(said).toString()}`)),
    )
  })
  writeFileSync(mark, hash)
}
