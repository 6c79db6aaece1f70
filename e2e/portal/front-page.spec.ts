import { expect, signIn, test } from '../fixtures'

test('a visitor meets the front page, which search engines may read; a customer has their home there, which they may not', async ({
  page,
}) => {
  const answer = await page.goto('/')
  expect(answer?.status()).toBe(200)
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How can we help?')
  const meta = (name: string) => page.locator(`meta[name="${name}"]`)
  await expect(meta('robots')).toHaveAttribute('content', 'index, follow')
  await expect(meta('description')).toHaveAttribute('content', /see exactly when a person answers/)
  const origin = new URL(page.url()).origin
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', new RegExp(`^${origin}/?$`))
  await expect(page.locator('meta[property="og:url"]')).toHaveAttribute('content', new RegExp(`^${origin}/?$`))
  expect(await (await page.request.get('/robots.txt')).text()).toContain('Allow: /$\n')
  expect(await (await page.request.get('/help/sitemap.xml')).text()).toContain(`<loc>${origin}/</loc>`)

  await page.getByRole('combobox', { name: 'Search articles' }).fill('base sizes')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('link', { name: /Base sizes in exported charts/ }).first()).toBeVisible()

  await signIn(page, 'requester')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('How can we help?')
  await expect(page.getByRole('link', { name: 'Open a case' })).toBeVisible()
  await expect(meta('robots')).toHaveAttribute('content', /noindex/)
})
