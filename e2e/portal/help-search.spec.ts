// A reader looks for an article: by slips, while typing, without a script, and for what nobody has written about.
import { expect, expectAccessible, sql, test } from '../fixtures'

test('slips are mended, what is found is marked, and opening it is counted for nobody', async ({ page }) => {
  await page.goto('/help')
  await page.getByRole('combobox', { name: 'Search articles' }).fill('bsae sizes in exprots')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByText('Showing results for base sizes in exports')).toBeVisible()
  const first = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3 }) })
    .first()
  await expect(first.locator('mark').first()).toBeVisible()
  await expectAccessible(page)
  await first.getByRole('link').click()
  await expect(page).toHaveURL('/help/base-sizes-in-exported-charts')
  const [kept] = await sql<{ side: string; slug: string }[]>`
    select s.side, a.slug from help_searches s join articles a on a.id = s.opened_article_id where s.line = 'bsae sizes in exprots'`
  expect(kept).toEqual({ side: 'visitor', slug: 'base-sizes-in-exported-charts' })

  await page.goBack()
  await page.getByRole('link', { name: 'bsae sizes in exprots' }).click()
  await expect(page.getByText('Showing results for')).toHaveCount(0)
})

test('suggestions are worked by the keyboard alone', async ({ page }) => {
  await page.goto('/help')
  const field = page.getByRole('combobox', { name: 'Search articles' })
  await field.pressSequentially('base siz')
  await expect(page.getByRole('option').first()).toContainText('Base sizes in exported charts')
  await field.press('ArrowDown')
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  await field.press('Enter')
  await expect(page).toHaveURL('/help/base-sizes-in-exported-charts')
})

test('no script starts before a reader reaches for the page, and what they typed until then counts', async ({ page }) => {
  await page.goto('/help/base-sizes-in-exported-charts')
  const field = page.getByRole('combobox', { name: 'Search articles' })
  expect(await field.evaluate((input) => Object.keys(input).some((key) => key.startsWith('__react')))).toBe(false)
  await field.fill('base siz')
  await expect(page.getByRole('option').first()).toContainText('Base sizes in exported charts')
})

test('a search that finds nothing shows the ways on, and articles of others are not found', async ({ page }) => {
  await page.goto('/help/search?q=zzyzx')
  await expect(page.getByRole('heading', { name: 'Nothing found for “zzyzx”' })).toBeVisible()
  await expect(page.getByRole('link', { name: /Open a case/ })).toHaveAttribute('href', '/cases/new?summary=zzyzx')
  await page.goto('/help/search?q=licence')
  await expect(page.getByRole('link', { name: /Renewing a licence/i })).toHaveCount(0)
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })
  test('the field searches, and sections filter', async ({ page }) => {
    await page.goto('/help/data')
    await page.getByLabel('Search articles').fill('chart data')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible()
    await page.getByRole('navigation', { name: 'Filter results' }).getByRole('link').nth(1).click()
    await expect(page.getByRole('navigation', { name: 'Filter results' }).locator('[aria-current]')).toHaveCount(1)
  })
})
