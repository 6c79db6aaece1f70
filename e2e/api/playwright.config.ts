import { defineConfig } from '@playwright/test'

// The access matrix over HTTP, run by lib/run/access.mjs. One after the other: what a refusal leaves behind is seen by comparing
// all tables, and nobody else may write meanwhile.
export default defineConfig({
  testDir: '.',
  globalSetup: '../at-once.ts',
  workers: 1,
  retries: 0,
  maxFailures: 40,
  timeout: 180_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  reporter: 'dot',
})
