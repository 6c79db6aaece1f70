// What the reports of the test runners say, read without running anything.

/** How many passed and failed, and the names of those that failed where the tool tells. @typedef {{ passed: number, failed: number, failures?: string[] }} Count */

/**
 * Counts from the JSON report that Vitest wrote. A file that could not be loaded is one failure; so is an exit code of
 * another than zero that no test explains (an error outside of any test).
 * @param {{ numTotalTests: number, numPassedTests: number, testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} report
 * @param {number} code
 * @returns {Count}
 */
export function countOfVitest(report, code) {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status !== 'passed')
    if (status === 'failed' && failed.length === 0) return [named(name, 'could not be run', message)]
    return failed.map((test) => named(name, test.fullName, test.failureMessages?.[0]))
  })
  return ended(report.numPassedTests, failures, code)
}

/**
 * Counts from Playwright's JSON report. A test that was skipped, or passed only when repeated, has not passed.
 * @param {{ stats: { expected: number }, errors: { message?: string }[], suites: any[] }} report
 * @param {number} code
 * @returns {Count}
 */
export function countOfPlaywright({ stats, errors, suites }, code) {
  const failures = errors.map(({ message }) => named('', 'outside of any test', message))
  const visit = (suite, titles) => {
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status !== 'expected') {
          const message = test.results.find(({ error }) => error)?.error.message
          failures.push(named(spec.file, [...titles, spec.title].join(' › '), message ?? test.status))
        }
    for (const inner of suite.suites ?? []) visit(inner, [...titles, inner.title])
  }
  for (const file of suites) visit(file, [])
  return ended(stats.expected, failures, code)
}

/** @returns {Count} */
function ended(passed, failures, code) {
  const unexplained = failures.length === 0 && (code !== 0 || passed === 0)
  const all = unexplained ? [`ended with exit code ${code} and no failed test`] : failures
  return { passed, failed: all.length, failures: all }
}

const COLOURS = /\u001b\[[0-9;]*m/g

/** One line: where, what, and how the message begins. */
function named(file, title, message = '') {
  const [first = ''] = message.replace(COLOURS, '').trim().split('\n')
  return [file && `${file}:`, title, first && `(${first})`].filter(Boolean).join(' ')
}
