// The rules of the house are tested like any other: each boundary and each shape rule must catch a violation planted for it.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import boundaries, { DOMAINS } from '../boundaries.mjs'

const root = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)

/** Boundary rule → the file that breaks it, and what it says. Everything it imports is planted too. */
const BOUNDARY_PLANTS: Record<string, Record<string, string>> = {
  'pure-is-pure': { 'lib/cases/impure.ts': "import { readFileSync } from 'node:fs'\nexport const x = readFileSync\n" },
  'pure-calls-no-effects': {
    'lib/cases/peeking.ts': "import { q } from './queries'\nexport const x = q\n",
    'lib/cases/queries.ts': "import 'server-only'\nexport const q = 1\n",
  },
  'only-effects-touch-db': {
    'components/cases/direct.ts': "import { t } from '../../db/client'\nexport const x = t\n",
    'db/client.ts': 'export const t = 1\n',
  },
  'sql-stays-inside': { 'app/page.ts': "import postgres from 'postgres'\nexport const x = postgres\n" },
  'own-tables-only': {
    'lib/queue/commands.ts': "import 'server-only'\nimport { c } from '../../db/schema/cases'\nexport const x = c\n",
    'db/schema/cases.ts': 'export const c = 1\n',
  },
  'app-is-a-door': {
    'lib/run/upward.ts': "import { d } from '../../app/door'\nexport const x = d\n",
    'app/door.ts': 'export const d = 1\n',
  },
  'doors-are-outermost': {
    'lib/sla/outward.ts': "import type { w } from '../web/action'\nexport type x = w\n",
    'lib/web/action.ts': 'export type w = 1\n',
  },
  'components-show': { 'components/queue/fetching.ts': "import { q } from '../../lib/cases/queries'\nexport const x = q\n" },
  'ui-knows-no-domain': {
    'components/ui/wise.ts': "import { r } from '../../lib/cases/rule'\nexport const x = r\n",
    'lib/cases/rule.ts': 'export const r = 1\n',
  },
  'schema-takes-constants-only': { 'db/schema/busy.ts': "import { q } from '../../lib/cases/queries'\nexport const x = q\n" },
  'next-stays-outside': {
    'lib/queue/queries.ts': "import 'server-only'\nimport { headers } from 'next/headers'\nexport const x = headers\n",
  },
  'one-door-for-auth': {
    'lib/web/session.ts': "import { getServerSession } from 'next-auth'\nexport const x = getServerSession\n",
  },
  'e2e-sees-the-outside': { 'e2e/inside.ts': "import { r } from '../lib/cases/rule'\nexport const x = r\n" },
  'no-cycles': {
    'lib/sla/ring-a.ts': "import { b } from './ring-b'\nexport const a = (): number => b()\n",
    'lib/sla/ring-b.ts': "import { a } from './ring-a'\nexport const b = (): number => a()\n",
  },
  'effects-are-server-only': { 'lib/accounts/gateway.ts': 'export const open = 1\n' },
}
for (const [index, domain] of DOMAINS.slice(0, -1).entries()) {
  const right = DOMAINS[index + 1]!
  BOUNDARY_PLANTS[`domain-order:${domain}`] = {
    [`lib/${domain}/rightward.ts`]: `import { n } from '../${right}/noun'\nexport const x = n\n`,
    [`lib/${right}/noun.ts`]: 'export const n = 1\n',
  }
}

/** Shape rule (part of its message) → file and content that break it. */
const SHAPE_PLANTS: [message: string, file: string, content: string][] = [
  ['Time is an argument', 'lib/cases/clocky.ts', 'export const x = () => new Date()\n'],
  ['Time is an argument', 'lib/cases/clocky-now.ts', 'export const x = () => Date.now()\n'],
  ['Time is an argument', 'lib/cases/commands.ts', 'export async function act(ctx: unknown) { return [ctx, Date.now()] }\n'],
  ['Chance is an argument', 'lib/cases/lucky.ts', 'export const x = () => Math.random()\n'],
  ['through a gateway', 'lib/cases/reaching.ts', "export const x = () => fetch('/')\n"],
  ['lib/kernel/env.ts', 'lib/cases/setting.ts', 'export const x = process.env.HOME\n'],
  ['first parameter is ctx', 'lib/sla/queries.ts', 'export async function getThing(id: string) { return id }\n'],
  [
    'first parameter is ctx',
    'lib/sla/commands.ts',
    "import { cache } from 'react'\nexport const getThing = cache(async (id: string) => id)\n",
  ],
  [
    'Columns are chosen',
    'lib/cases/queries.ts',
    'export async function all(ctx: { db: { select(): number } }) { return ctx.db.select() }\n',
  ],
  [
    'do not escape',
    'lib/queue/commands.ts',
    "export async function act(ctx: unknown, sql: { raw(x: string): string }) { return [ctx, sql.raw('x')] }\n",
  ],
  ['is an endpoint: make it with action', 'app/a/actions.ts', "'use server'\nexport async function bare() {}\n"],
  ['is made with action', 'app/b/actions.ts', "'use server'\nexport const bare = async () => {}\n"],
  ['made with route(…) or publicRoute', 'app/c/route.ts', 'export async function GET() { return new Response() }\n'],
  ['made with route(…) or publicRoute', 'app/d/route.ts', 'export const POST = async () => new Response()\n'],
  ['never opens it', 'app/e/page.tsx', 'export default function Page(ctx: { db: number }) { return ctx.db }\n'],
  [
    'use useAct',
    'components/cases/form.tsx',
    "import { useActionState } from 'react'\nexport function useForm(act: () => void) {\n  return useActionState(act, undefined)\n}\n",
  ],
  ['Actions live in actions.ts', 'app/f/page.tsx', "'use server'\nexport default async function Page() { return null }\n"],
  [
    'is called conditionally',
    'components/cases/hooked.tsx',
    "import { useId } from 'react'\nexport const useX = (a: boolean) => (a ? useId() : '')\n",
  ],
  [
    'Cannot create components during render',
    'components/cases/nested.tsx',
    'export function Outer() {\n  const Inner = () => <p>a</p>\n  return <Inner />\n}\n',
  ],
  ['Actions live in actions.ts', 'components/cases/acting.ts', "'use server'\nexport async function act() {}\n"],
]

function plant(tree: string, files: Record<string, string>) {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    writeFileSync(join(tree, file), content)
  }
}

/** A tree of its own. Boundaries are judged by where an import resolves, so there packages are small stand-ins in place. */
function makeTree(packages: 'linked' | 'stand-ins'): string {
  const tree = mkdtempSync(join(tmpdir(), 'concord-planted-'))
  if (packages === 'linked') symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  else
    for (const name of ['next', 'next-auth', 'postgres', 'server-only']) {
      const manifest = { name, main: 'index.js', exports: { '.': './index.js', './headers': './index.js' } }
      plant(tree, {
        [`node_modules/${name}/package.json`]: JSON.stringify(manifest),
        [`node_modules/${name}/index.js`]: 'export {}\n',
      })
    }
  writeFileSync(
    join(tree, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { moduleResolution: 'bundler', module: 'esnext' } }),
  )
  return tree
}

describe('import boundaries', () => {
  const tree = makeTree('stand-ins')
  let caught: Set<string>
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  beforeAll(async () => {
    plant(tree, {
      'lib/boundaries.mjs': `export { default, DOMAINS } from ${JSON.stringify(join(root, 'lib', 'boundaries.mjs'))}\n`,
    })
    for (const files of Object.values(BOUNDARY_PLANTS)) plant(tree, files)
    const cli = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
    const args = [cli, '--config', 'lib/boundaries.mjs', '--output-type', 'json', 'app', 'components', 'db', 'lib', 'e2e']
    const { stdout } = await run(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 })
    const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } }
    caught = new Set(summary.violations.map((violation) => violation.rule.name))
  }, 60_000)

  const names = [...boundaries.forbidden, ...boundaries.required].map((rule) => rule.name)

  it('has a planted violation for every rule', () => {
    expect(Object.keys(BOUNDARY_PLANTS).sort()).toEqual([...names].sort())
  })

  it.each(names)('%s catches its violation', (name) => {
    expect(caught).toContain(name)
  })
})

describe('shape rules', () => {
  const tree = makeTree('linked')
  let messages: Map<string, { message: string }[]>
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  beforeAll(async () => {
    for (const [, file, content] of SHAPE_PLANTS) plant(tree, { [file]: content })
    plant(tree, { 'oxlint.config.mjs': `export { default } from ${JSON.stringify(join(root, 'oxlint.config.mjs'))}\n` })
    const cli = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
    const args = [cli, '--config', 'oxlint.config.mjs', '--format', 'json', '.']
    const report = await run(process.execPath, args, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }).catch(
      (failure: { stdout: string }) => failure,
    )
    const { diagnostics } = JSON.parse(report.stdout) as { diagnostics: { filename: string; message: string }[] }
    messages = Map.groupBy(diagnostics, ({ filename }) => filename.replaceAll('\\', '/'))
  }, 60_000)

  it.each(SHAPE_PLANTS)('“%s” is said of %s', (message, file) => {
    const said = [...messages].find(([path]) => path === file || path.endsWith(`/${file}`))?.[1] ?? []
    expect(said.map(({ message }) => message).join('\n')).toContain(message)
  })
})
