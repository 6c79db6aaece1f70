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

/** Two projects: `rules` needs nothing but Node; `data` runs against a real PostgreSQL that `db/test-database.ts` provides. */
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'rules',
          ...PATIENCE,
          environment: 'node',
          include: ['lib/**/*.test.{ts,mjs}', 'components/**/*.test.{ts,tsx}', 'db/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
        },
      },
      {
        ...shared,
        test: {
          name: 'data',
          environment: 'node',
          include: ['{lib,db}/**/*.db.test.ts'],
          globalSetup: ['db/test-global-setup.ts'],
          ...PATIENCE,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
