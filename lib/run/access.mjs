// The access matrix over HTTP (node lib/run/access.mjs -- ARGUMENTS OF PLAYWRIGHT), against a test installation: once as it is
// built, and once with proxy.ts taken out, because no right may hang on it.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, buildFolder, needsBuild } from './build.mjs'
import { printFailure, step, Unable } from './console.mjs'
import { root } from './place.mjs'
import { runNode, testEnvironment } from './suite.mjs'
import { withTestInstallation } from './test-installation.mjs'

const NOT_SERVED = ['cache', 'diagnostics', 'trace', 'trace-build', 'types']

/** What is run again without proxy.ts: the cells, and the requests that were made to get past it (AB-021). */
export const WITHOUT_PROXY = ['access.spec', 'abuse-requests']

/** Runs the matrix; with a report file, also writes Playwright's JSON there. Answers with its exit code. */
export async function runAccessTests(
  /** @type {{ withoutProxy?: boolean }} */ { withoutProxy = false },
  /** @type {string[]} */ args,
  /** @type {string | undefined} */ reportFile = undefined,
) {
  if (needsBuild()) await step('Building, because the sources changed', () => build())
  const folder = withoutProxy ? buildWithoutProxy() : buildFolder
  const NEXT_DIST_DIR = relative(root, folder)
  return withTestInstallation(
    (env) =>
      runNode(
        [
          'node_modules/@playwright/test/cli.js',
          'test',
          '-c',
          'e2e/api/playwright.config.ts',
          `--output=test-results/access${withoutProxy ? '-without-proxy' : ''}`,
          ...(reportFile ? ['--reporter=dot,json'] : []),
          ...args,
        ],
        {
          ...testEnvironment(),
          ...env,
          BASE_URL: env.APP_ORIGIN,
          CONCORD_WITHOUT_PROXY: withoutProxy ? '1' : '',
          ...(reportFile ? { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile } : {}),
        },
      ),
    { NEXT_DIST_DIR },
  )
}

/** The same build with no word of a proxy in it: what Next builds without the file, minus the building. */
function buildWithoutProxy() {
  const folder = `${buildFolder}-without-proxy`
  rmSync(folder, { recursive: true, force: true })
  cpSync(buildFolder, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !NOT_SERVED.includes(relative(buildFolder, path)),
  })
  rmSync(join(folder, 'server', 'middleware.js'))
  const manifest = join(folder, 'server', 'functions-config-manifest.json')
  const { functions, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (!functions['/_middleware'])
    throw new Unable('The build has no proxy to take out.', 'Does proxy.ts still stand in the root?')
  delete functions['/_middleware']
  writeFileSync(manifest, JSON.stringify({ ...rest, functions }))
  return folder
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const args = process.argv.slice(2)
    const codes = [
      await runAccessTests({}, args),
      await runAccessTests({ withoutProxy: true }, args.length > 0 ? args : WITHOUT_PROXY),
    ]
    process.exit(Math.max(...codes))
  } catch (error) {
    printFailure(error)
    process.exit(1)
  }
}
