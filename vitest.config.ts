import { defineConfig } from 'vitest/config'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How long a test may take, or wait for what it is told of: long enough for a machine that has other work. */
const PATIENCE = { testTimeout: 60_000, expect: { poll: { timeout: 40_000 } } }

const shared = {
  resolve: {
    alias: { '@': fileURLToPath(new URL('.', import.meta.url)) },
    conditions: ['react-server', 'node'],
  },
  ssr: { resolve: { conditions: ['react-server', 'node'], externalConditions: ['react-server'] } },
}

const root = fileURLToPath(new URL('.', import.meta.url))

/** Files that change modules or the environment, which others have read by then: each needs a process of its own. */
const ALONE = ['lib', 'db', 'components']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /[.]test[.](?:tsx?|mjs)$/.test(path))
  .filter((path) => /\bvi\.(?:mock|stubEnv|hoisted)\b/.test(readFileSync(join(root, path), 'utf8')))
const DATA_ALONE = ALONE.filter((path) => path.endsWith('.db.test.ts'))
const RULES_ALONE = ALONE.filter((path) => !path.endsWith('.db.test.ts'))

/** What a data test is told from outside, as `lib/kernel/env.ts` reads it; its database is its own and given to it. */
const TOLD = {
  CONCORD_INSTALLATION: 'test',
  AUTH_SECRET: 'q7Zk0pXv2LrT9sWm4BnY6cHd8fJgA1eU3iOoRzEx',
  APP_ORIGIN: 'http://127.0.0.1:3900',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  DATABASE_URL: 'postgres://concord_app@127.0.0.1/none',
}

/** A process begins a second sooner with it. */
const execArgv = ['--import', new URL('lib/run/quick-imports.mjs', import.meta.url).href]

const rules = { environment: 'node' as const, execArgv, ...PATIENCE }
const data = {
  environment: 'node' as const,
  execArgv,
  ...PATIENCE,
  hookTimeout: 120_000,
  globalSetup: ['db/test-global-setup.ts'],
  env: TOLD,
}

/**
 * `rules` needs nothing but Node; `data` runs against a real PostgreSQL that `db/test-database.ts` provides. Files
 * share a process where they can: to begin one for each took longer than the tests.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { ...shared, test: { ...rules, name: 'rules alone', include: RULES_ALONE } },
      {
        ...shared,
        test: {
          ...rules,
          name: 'rules',
          isolate: false,
          include: ['lib/**/*.test.{ts,mjs}', 'components/**/*.test.{ts,tsx}', 'db/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**', ...RULES_ALONE],
        },
      },
      { ...shared, test: { ...data, name: 'data alone', include: DATA_ALONE } },
      { ...shared, test: { ...data, name: 'data', isolate: false, include: ['{lib,db}/**/*.db.test.ts'], exclude: DATA_ALONE } },
    ],
  },
})
