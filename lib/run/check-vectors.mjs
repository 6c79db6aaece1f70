// node lib/run/check-vectors.mjs FILE: asks `npm run promise` what a file of known answers asks, and compares. A line of the
// file is a question with its answer; every field that promise answers with must be the known one. Ends with
// `N passed, N failed`.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { TYPESCRIPT } from './parts.mjs'
import { root } from './place.mjs'

const [file] = process.argv.slice(2)
if (!file) {
  console.error('Name the file of known answers: node lib/run/check-vectors.mjs FILE')
  process.exit(2)
}
const QUESTIONS = ['kind', 'region', 'start_utc', 'target_minutes', 'from_utc', 'to_utc', 'at_utc']
const ANSWERS = {
  due: ['due_utc'],
  elapsed: ['business_seconds', 'business_minutes'],
  open: ['open', 'open_from_utc', 'next_opening_utc', 'next_closing_utc'],
}
const known = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim())
  .map((line) => JSON.parse(line))

const program = spawn(process.execPath, [...TYPESCRIPT, 'lib/run/promise.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
program.stdin.on('error', () => {})
Readable.from(known.map((line) => `${JSON.stringify(line, QUESTIONS)}\n`)).pipe(program.stdin)

let passed = 0
let failed = 0
let index = 0
for await (const line of createInterface({ input: program.stdout, crlfDelay: Infinity })) {
  const wanted = known[index++]
  const answer = JSON.parse(line)
  const fields = (ANSWERS[wanted?.kind] ?? []).filter((field) => field in wanted)
  if (fields.length > 0 && fields.every((field) => answer[field] === wanted[field])) passed++
  else if (++failed <= 10) console.error(`line ${index}: expected ${JSON.stringify(wanted)}, got ${line}`)
}
failed += known.length - index
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
