// npm run import -- FOLDER|ZIP --by ADDRESS [--audience customers] [--source NAME] [--dry-run]: makes articles of the Markdown of
// another help centre, publishes them in the name of an administrator, and says of each file what became of it.
import { parseArgs } from 'node:util'
import { createClient } from '@/db/client'
import { asActor, createContext } from '@/db/context'
import { importArticles, type ImportLine, type ImportOutcome } from '@/lib/knowledge/commands/import'
import { findStaffActorByEmail } from '@/lib/identity/queries/staff-actor'
import { canImportArticles } from '@/lib/knowledge/policy'
import { canonicalEmail } from '@/lib/kernel/text'
import { currentInstant } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { assertMayStart } from './guard'
import { readFiles } from './moving-in/read-files'

const USAGE = 'npm run import -- FOLDER --by you@example.com [--audience everyone|customers|staff] [--source NAME] [--dry-run]'
const AUDIENCES = ['everyone', 'customers', 'staff'] as const
const OUTCOMES: readonly ImportOutcome[] = ['new', 'changed', 'unchanged', 'edited', 'skipped']

try {
  await moveIn(readArguments())
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

type Arguments = { place: string; email: string; audience: (typeof AUDIENCES)[number]; source?: string; dryRun: boolean }

function readArguments(): Arguments {
  const { values, positionals } = parse()
  const [place, ...more] = positionals
  if (place === undefined || more.length > 0) throw new Unable('Name one folder or zip of Markdown files.', USAGE)
  const email = canonicalEmail(values.by ?? '')
  if (email === null) throw new Unable('Say in whose name: the address of an administrator.', USAGE)
  const audience = AUDIENCES.find((each) => each === (values.audience ?? 'customers'))
  if (!audience) throw new Unable(`--audience ${values.audience} is nobody.`, `Say one of ${AUDIENCES.join(', ')}.`)
  return { place, email, audience, source: values.source, dryRun: values['dry-run'] ?? false }
}

function parse() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: { by: text, audience: text, source: text, 'dry-run': { type: 'boolean' } },
    })
  } catch (error) {
    throw new Unable((error as Error).message, USAGE, { cause: error })
  }
}

async function moveIn({ place, email, audience, source, dryRun }: Arguments): Promise<void> {
  const { name, files, beside, left } = readFiles(place)
  const { databaseUrl } = await assertMayStart()
  const client = createClient(databaseUrl, { max: 2, deadlineMs: 60_000, applicationName: 'concord import' })
  try {
    const ctx = createContext({ kind: 'system', job: 'import' }, currentInstant(), { client })
    const administrator = await findStaffActorByEmail(ctx, email)
    if (!administrator || !canImportArticles(administrator))
      throw new Unable(
        `${email} is no administrator here.`,
        'Moving in publishes without a second reader: an administrator does it.',
      )
    const lines = await importArticles(asActor(ctx, administrator), { source: source ?? name, files, beside, audience, dryRun })
    report(lines, left, dryRun)
  } finally {
    await client.end()
  }
}

function report(lines: readonly ImportLine[], left: readonly { path: string; reason: string }[], dryRun: boolean): void {
  for (const { path, outcome, slug, reason, notes } of lines)
    if (outcome !== 'unchanged' || notes.length > 0)
      console.log([`${outcome.padEnd(10)}${path}`, slug && `/help/${slug}`, reason, ...notes].filter(Boolean).join('  '))
  for (const { path, reason } of left) console.log(`${'left'.padEnd(10)}${path}  ${reason}`)
  const counts = OUTCOMES.map((outcome) => `${lines.filter((line) => line.outcome === outcome).length} ${outcome}`)
  console.log(`\n${lines.length} files of Markdown: ${counts.join(', ')}; ${left.length} others left.`)
  if (dryRun) console.log('This was a dry run: nothing was written.')
}
