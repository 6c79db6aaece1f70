// A new organisation, made by keyboard: place and currency are found by the words that people have for them.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, test } from '../fixtures'

test('an administrator types a city and a currency’s name, and is told where nothing fits', async ({ page }) => {
  await signIn(page, 'administrator')
  await page.goto('/desk/admin/organisations/new')
  await page.getByLabel('Name').fill('Kauri Insight')
  await page.getByLabel('Region').selectOption('APAC')
  const zone = page.getByRole('combobox', { name: 'Time zone' })
  await zone.focus()
  await page.keyboard.type('Auckl')
  await expect(page.getByRole('option', { name: 'Auckland Pacific/Auckland' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(zone).toHaveValue(/^Pacific\/Auckland · GMT/)
  await expect(page.getByRole('listbox')).toBeHidden()

  const chosen = page.getByRole('listbox', { name: 'Time zone' }).getByRole('option', { selected: true })
  // Opened without a word, the whole list stands there, at what is chosen.
  await page.keyboard.press('ArrowDown')
  await expect(chosen).toHaveText(/^Auckland/)
  await expect(chosen).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()

  await page.setViewportSize({ width: 390, height: 844 })
  const currency = page.getByRole('combobox', { name: 'Currency' })
  await currency.fill('moon money')
  await expect(page.getByText('Nothing in the list has these words.').first()).toBeVisible()
  await currency.fill('zealand dol')
  await expectNoSidewaysScroll(page)
  await page.getByRole('option', { name: 'NZD New Zealand dollar' }).click()
  await expect(currency).toHaveValue('NZD · New Zealand dollar')

  await page.getByLabel('CSM', { exact: true }).selectOption({ index: 1 })
  await page.getByLabel('Backup CSM').selectOption({ index: 2 })
  await page.getByRole('button', { name: 'Create the organisation' }).click()
  await expect(page).toHaveURL(/\/desk\/admin\/organisations\/[0-9a-f-]{36}/)
  const [made] = await sql`select time_zone, currency from organisations where name = 'Kauri Insight'`
  expect(made).toEqual({ time_zone: 'Pacific/Auckland', currency: 'NZD' })
})
