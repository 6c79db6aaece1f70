// What is tried too often is held back for a moment, and says for how long (ME-20).
import { expect, signIn, test } from '../fixtures'

test('the sixty-first search of a minute waits; the words stay, and the same words cost nothing', async ({ page }) => {
  await signIn(page, 'finance')
  for (let turn = 1; turn <= 60; turn++) {
    expect((await page.request.get(`/api/palette?q=search-${turn}`)).status()).toBe(200)
    expect((await page.request.get(`/api/palette?q=search-${turn}`)).status()).toBe(200)
  }
  const refused = await page.request.get('/api/palette?q=one+more')
  expect(refused.status()).toBe(429)
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  await page.goto('/desk?q=one+more')
  await expect(page.getByText(/Search for them again in \d+ seconds?\./)).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveValue('one more')
  await page.goto('/desk')
  await expect(page.getByRole('table')).toBeVisible()
})
