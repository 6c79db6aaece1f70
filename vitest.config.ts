import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

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
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
