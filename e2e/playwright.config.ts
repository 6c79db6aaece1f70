import { defineConfig, devices } from '@playwright/test'

// Run by lib/run/e2e.mjs, which starts a test installation and says where it is. Nothing is repeated: a test that passes only
// the second time has found something.
export default defineConfig({
  testDir: '.',
  testIgnore: 'api/**',
  globalSetup: './at-once.ts',
  outputDir: '../test-results/browser',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // For a machine that has other work; nothing waits longer than it must.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: process.env.BASE_URL,
    timezoneId: 'Pacific/Auckland',
    locale: 'en-GB',
    // What was done, step by step; its pictures and snapshots would double the time of every story (--trace=on has them).
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [{ name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }],
})
