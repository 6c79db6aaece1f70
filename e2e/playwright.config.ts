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
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: process.env.BASE_URL,
    timezoneId: 'Pacific/Auckland',
    locale: 'en-GB',
    trace: 'retain-on-failure',
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
