import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

/** How long a test may take, or wait for what it is told of: long enough for a machine that has other work. */
const PATIENCE = { testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } }

const shared = {
  resolve: {
    alias: { '@': fileURLToPath(new URL('.', import.meta.url)) },
    conditions: ['react-server', 'node'],
  },
  ssr: { resolve: { conditions: ['react-server', 'node'], externalConditions: ['react-server'] } },
}

/** Files that change modules or what was read of the environment, so that each needs a process of its own. */
const ALONE = [
  'db/client.db.test.ts',
  'lib/email/jobs/deliver.db.test.ts',
  'lib/engagements/quotes.db.test.ts',
  'lib/web/access.db.test.ts',
  'lib/web/files.db.test.ts',
]

const data = { environment: 'node' as const, ...PATIENCE, hookTimeout: 60_000, globalSetup: ['db/test-global-setup.ts'] }

/**
 * `rules` needs nothing but Node; `data` and `data alone` run against a real PostgreSQL that `db/test-database.ts` provides. Files
 * share a process where they can: to begin one for each took longer than the tests.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'rules',
          ...PATIENCE,
          environment: 'node',
          isolate: false,
          include: ['lib/**/*.test.{ts,mjs}', 'components/**/*.test.{ts,tsx}', 'db/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
        },
      },
      { ...shared, test: { ...data, name: 'data alone', include: ALONE } },
      { ...shared, test: { ...data, name: 'data', isolate: false, include: ['{lib,db}/**/*.db.test.ts'], exclude: ALONE } },
    ],
  },
})
