// Finding what was written, by keyboard alone.
import { expect, signIn, test } from '../fixtures'

test('a word that was just noted is found from the palette, and a slip on the page of the search', async ({ page }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk/cases/HS-10028?write=note')
  const note = page.getByRole('textbox', { name: 'Internal note' })
  await note.fill('The customer calls it the zephyrscope.')
  await note.press('Control+Enter')
  await expect(page.getByText('Note saved. Only staff can read it.')).toBeVisible()
  await expect.poll(async () => (await (await page.request.get('/api/palette?q=zephyr')).json()).cases.length).toBe(1)

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('zephyrsc')
  await expect(palette.getByRole('option', { name: /HS-10028 .* in a note/ })).toBeVisible()
  await palette.getByRole('combobox').fill('zefyrscope')
  await expect(palette.getByText('Found for zephyrscope.')).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/desk/search?q=zefyrscope')
  await expect(page.getByText('This is what was found for zephyrscope.')).toBeVisible()
  await expect(page.getByText('Internal note: The customer calls it the zephyrscope.')).toBeVisible()
  await page.getByRole('searchbox').fill('"calls it the"')
  await page.getByRole('searchbox').press('Enter')
  await expect(page.getByRole('link', { name: /./ }).and(page.locator('[href="/desk/cases/HS-10028"]'))).toBeVisible()
})
