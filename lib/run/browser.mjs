// Finds a Chromium for the browser tests, or installs one: a named one, one that the machine has, Playwright's own, and for
// root the system's package. What is found must start: a browser without its libraries is none.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Unable } from './console.mjs'
import { root } from './place.mjs'

// The headless shell comes first: it draws no window that nobody sees, which takes half the time.
const USUAL = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium that starts. Takes minutes at most when one has to be fetched; throws Unable when none can be had. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new Unable(
      `CHROMIUM_PATH names ${named}, which does not start.`,
      'Unset it to let the tests find a browser, or name another.',
    )
  }
  const found = [...USUAL, await playwrightsOwn()].find((path) => path && starts(path))
  if (found) return found

  console.log('• No Chromium on this machine; installing Playwright’s own …')
  // Where its download is not reachable it would retry for long.
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'playwright', 'cli.js'),
      'install',
      ...(isRoot() && process.platform === 'linux' ? ['--with-deps'] : []),
      'chromium',
    ],
    {
      cwd: root,
      stdio: 'inherit',
      timeout: 300_000,
    },
  )
  const own = await playwrightsOwn()
  if (own && starts(own)) return own

  if (isRoot() && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('• Installing the system’s own Chromium …')
    const lock = ['-o', 'DPkg::Lock::Timeout=600']
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', [...lock, 'update'], { stdio: 'inherit', env })
    for (const name of ['chromium-headless-shell', 'chromium']) {
      spawnSync('apt-get', [...lock, 'install', '-y', '--no-install-recommends', name], { stdio: 'inherit', env })
      const packaged = USUAL.find((path) => starts(path))
      if (packaged) return packaged
    }
  }
  throw new Unable(
    'There is no Chromium for the browser tests, and none could be installed.',
    'Install one (Debian and Ubuntu: sudo apt-get install chromium), or name one: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

function starts(path) {
  return existsSync(path) && spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0
}

function isRoot() {
  return process.platform !== 'win32' && process.getuid() === 0
}
