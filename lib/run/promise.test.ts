import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ANSWERS = [
  'due_utc',
  'business_seconds',
  'business_minutes',
  'open',
  'open_from_utc',
  'next_opening_utc',
  'next_closing_utc',
]

function promise(input: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', './lib/run/typescript.mjs', 'lib/run/promise.ts'], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  expect(stderr).toBe('')
  return {
    status,
    lines: stdout
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line)),
  }
}

describe('npm run -s promise', () => {
  it('answers every vector, in order', () => {
    const vectors = readFileSync(`${root}/lib/sla/fixtures/business-time.jsonl`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
    const questions = vectors.map((vector) =>
      JSON.stringify(Object.fromEntries(Object.entries(vector).filter(([key]) => !ANSWERS.includes(key)))),
    )
    const { status, lines } = promise(questions.join('\n'))
    expect(status).toBe(0)
    expect(lines).toEqual(vectors)
  })

  it('answers a bad line with an error in its place, goes on, and exits with 1', () => {
    const good = '{"kind":"due","region":"EMEA","start_utc":"2026-12-24T16:00:00Z","target_minutes":240}'
    const { status, lines } = promise(
      [good, 'nonsense', '', '{"kind":"due","region":"MARS","start_utc":"2026-12-24T16:00:00Z","target_minutes":1}', good].join(
        '\n',
      ),
    )
    expect(status).toBe(1)
    expect(lines.map((line) => line.due_utc ?? line.error)).toEqual([
      '2026-12-29T11:30:00Z',
      'not a line of JSON',
      'not a line of JSON',
      'region: one of APAC, EMEA, AMER',
      '2026-12-29T11:30:00Z',
    ])
  })

  it('names an unknown region before whatever else is wrong with the line', () => {
    const { lines } = promise('{"kind":"due","region":"MARS","start_utc":"noon","target_minutes":-1}')
    expect(lines[0]?.error).toMatch(/^region: one of APAC, EMEA, AMER; start_utc: .+; target_minutes: .+/)
  })
})
