// npm run audits: Lighthouse on the pages that everybody may open and on the home of a customer, as on a phone and on a desk, against a
// test installation. Fetches Lighthouse when it is asked for: nothing else needs it. Exits with 1 when a score is below the gate.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { build, needsBuild } from './build.mjs'
import { printFailure, step, Unable } from './console.mjs'
import { withTestInstallation } from './test-installation.mjs'

const LIGHTHOUSE = 'lighthouse@13.5.0'
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const GATE = 95

const PAGES = [
  { name: 'help centre', path: '/help' },
  { name: 'article', path: '/help/base-sizes-in-exported-charts' },
  { name: 'home', path: '/' },
  // Behind a sign-in, so nothing for search engines.
  { name: 'home of a customer', path: '/', email: 'mere.hollis@tuiwhenua.example' },
]
/** @type {{ name: string, args: (slowdown: number) => string[] }[]} */
const DEVICES = [
  { name: 'phone', args: (slowdown) => [`--throttling.cpuSlowdownMultiplier=${slowdown}`] },
  { name: 'desk', args: () => ['--preset=desktop'] },
]

/** What Lighthouse slows a machine down by to be a phone of the middle, and the benchmark index of the machines that it means. */
const [USUAL_SLOWDOWN, USUAL_INDEX] = [4, 1750]

/**
 * How much slower than this machine that same phone is: Lighthouse's document on throttling asks to calibrate where the index is not
 * that of a fast desk machine. Never faster than this machine, and never slower than usual.
 */
const slowdownOf = (/** @type {number} */ index) =>
  Math.round(Math.min(USUAL_SLOWDOWN, Math.max(1, (USUAL_SLOWDOWN * index) / USUAL_INDEX)) * 10) / 10

/** The cookies of a person of the demo who has signed in by the form of the sign-in page. */
async function signedIn(/** @type {string} */ origin, /** @type {string} */ email) {
  const { request } = await import('playwright')
  const browser = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } })
  try {
    const form = await (await browser.get('/sign-in')).text()
    const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const fields = { csrfToken, callbackUrl: '/', next: '/', email, password: 'paper-lantern-harbour' }
    await browser.post('/api/auth/callback/password', { form: fields, maxRedirects: 0 })
    const { cookies } = await browser.storageState()
    if (!cookies.some(({ name }) => name.endsWith('-session')))
      throw new Unable(`${email} could not sign in, so their home cannot be looked at.`, 'Does the demo still have them?')
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  } finally {
    await browser.dispose()
  }
}

/** Lighthouse's report on one address. @returns {Promise<any>} */
async function report(/** @type {string} */ chromium, /** @type {string} */ address, /** @type {string[]} */ args) {
  const folder = mkdtempSync(join(tmpdir(), 'concord-audit-'))
  const file = join(folder, 'report.json')
  try {
    const given = [
      ...['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', address, '--quiet', '--no-enable-error-reporting'],
      ...['--output=json', `--output-path=${file}`, `--only-categories=${CATEGORIES.join(',')}`],
      ...['--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking', ...args],
    ]
    const code = await new Promise((resolve, reject) => {
      const child = spawn('npm', given, {
        env: { ...process.env, CHROME_PATH: chromium },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.once('error', reject).once('close', resolve)
    })
    if (code !== 0) throw new Unable('Lighthouse could not look at a page.', 'The reason stands above.')
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What keeps a category from its full score, each in a line. */
function faults(/** @type {any} */ { audits, categories }, /** @type {string} */ category) {
  return categories[category].auditRefs
    .filter((/** @type {any} */ { id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9)
    .map(
      (/** @type {any} */ { id }) =>
        `  ${category}: ${audits[id].title}${audits[id].displayValue ? `, ${audits[id].displayValue}` : ''}`,
    )
}

async function audits() {
  const chromium = await findBrowser()
  if (needsBuild()) await step('Building, because the sources changed', () => build())
  return withTestInstallation(async (env) => {
    const origin = env.APP_ORIGIN ?? ''
    let lowest = 100
    const { benchmarkIndex } = (await report(chromium, `${origin}/help`, [])).environment
    const slowdown = slowdownOf(benchmarkIndex)
    console.log(`\nBenchmark index of this machine ${Math.round(benchmarkIndex)}: a phone is ${slowdown} times slower.`)
    console.log(`\n${'page'.padEnd(26)}${CATEGORIES.map((name) => name.padStart(16)).join('')}`)
    for (const { name, path, email } of PAGES) {
      for (const device of DEVICES) {
        const headers = email ? [`--extra-headers=${JSON.stringify({ Cookie: await signedIn(origin, email) })}`] : []
        const found = await report(chromium, origin + path, [...device.args(slowdown), ...headers])
        const asked = CATEGORIES.filter((category) => !email || category !== 'seo')
        const scores = asked.map((category) => Math.round(found.categories[category].score * 100))
        console.log(`${`${name}, ${device.name}`.padEnd(26)}${scores.map((score) => String(score).padStart(16)).join('')}`)
        for (const [at, category] of asked.entries())
          if (scores[at] < 100) for (const line of faults(found, category)) console.log(line)
        lowest = Math.min(lowest, ...scores)
      }
    }
    console.log(`\nLowest score ${lowest}; ${lowest >= GATE ? 'every gate holds' : `below the gate of ${GATE}`}.`)
    return lowest >= GATE ? 0 : 1
  })
}

try {
  process.exitCode = await audits()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
