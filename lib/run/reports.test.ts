import { expect, test } from 'vitest'
import { countOfPlaywright, countOfVitest } from './reports.mjs'

const vitest = (...testResults: Parameters<typeof countOfVitest>[0]['testResults']) => {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  return { numTotalTests: all.length, numPassedTests: all.filter(({ status }) => status === 'passed').length, testResults }
}
const passed = { status: 'passed', fullName: 'holds' }

test('names what failed in a Vitest run, with the first line of its message', () => {
  const broken = {
    status: 'failed',
    fullName: 'a rule breaks',
    failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n  at x'],
  }
  expect(countOfVitest(vitest({ name: 'a.test.ts', status: 'failed', assertionResults: [passed, broken] }), 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['a.test.ts: a rule breaks (expected 1 to be 2)'],
  })
})

test('a skipped test has not passed, and a file that could not be loaded is one failure', () => {
  const skipped = { status: 'skipped', fullName: 'left out' }
  const report = vitest(
    { name: 'a.test.ts', status: 'passed', assertionResults: [passed, skipped] },
    { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  )
  expect(countOfVitest(report, 1).failures).toEqual(['a.test.ts: left out', 'b.test.ts: could not be run (no such module)'])
})

test('an error outside of any test fails the run, and so does a run of nothing', () => {
  expect(countOfVitest(vitest({ name: 'a.test.ts', status: 'passed', assertionResults: [passed] }), 1)).toMatchObject({
    failed: 1,
  })
  expect(countOfVitest(vitest(), 0)).toMatchObject({ passed: 0, failed: 1 })
})

test('names what failed in a Playwright run, through its nested suites', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'desk.spec.ts',
    title,
    tests: [{ status, results: [{ error: message && { message } }] }],
  })
  const report = {
    stats: { expected: 1 },
    errors: [],
    suites: [
      {
        title: 'desk.spec.ts',
        specs: [spec('opens', 'expected')],
        suites: [{ title: 'keys', specs: [spec('j moves', 'flaky', 'slow')] }],
      },
    ],
  }
  expect(countOfPlaywright(report, 1)).toEqual({ passed: 1, failed: 1, failures: ['desk.spec.ts: keys › j moves (slow)'] })
  expect(countOfPlaywright({ ...report, suites: [], errors: [{ message: 'no server' }] }, 1)).toMatchObject({
    failures: ['outside of any test (no server)'],
  })
})
