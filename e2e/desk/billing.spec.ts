// From what can be billed to an invoice that is issued, part paid, credited, and billed again.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'

const WORK = 'Tracker migration, phase 2'
const rowOfWork = (page: Page) => page.getByRole('row').filter({ hasText: WORK })

/** Ticks the work of the demo alone, whatever other stories have left to bill, drafts its invoice and opens it. */
async function draft(page: Page): Promise<void> {
  const all = page.getByRole('table', { name: 'What can be billed, by engagement' })
  for (const box of await all.getByRole('checkbox').all()) await box.uncheck()
  await rowOfWork(page).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Draft invoices for what is ticked' }).click()
  await expect(page.getByText('Drafted. They stand in the list below.')).toBeVisible()
  await page.getByRole('link', { name: 'Draft invoice of ENG-1', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Draft invoice' })).toBeVisible()
}

test('what is approved is billed, issued under a number, paid in part, credited and billed again', async ({ page }) => {
  await signIn(page, 'finance')
  await page.goto('/desk/services?show=all')
  await page.getByRole('link', { name: 'Billing' }).click()
  await expect(rowOfWork(page)).toContainText('4:00 waits for approval')
  await expectAccessible(page)
  await draft(page)
  await page.getByRole('button', { name: 'Issue…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Issue it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^NZ-INV-\d{4}-\d{6}$/ })).toBeVisible()

  await page.getByRole('button', { name: 'Record a payment…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount in NZD').fill('1,000,000')
  await dialog.getByRole('button', { name: 'Record it' }).click()
  await expect(dialog.getByText(/^No more than NZD/)).toBeVisible()
  await dialog.getByLabel('Amount in NZD').fill('1,000')
  await dialog.getByRole('button', { name: 'Record it' }).click()
  await expect(page.locator('header').getByText('Part paid')).toBeVisible()

  const wrong = page.getByRole('row').filter({ hasText: 'Significance letters in the exported tables.' })
  await wrong.getByRole('combobox').selectOption({ label: 'Bill again' })
  await page.getByLabel('Why it is credited').fill('The order number was another one.')
  await page.getByRole('button', { name: 'Issue a credit note' }).click()
  await expect(wrong).toContainText(/NZ-CN-\d{4}-\d{6}, can be billed again/)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: /^NZ-CN-/ }).click()
  await expect(page.getByText('The order number was another one.')).toBeVisible()

  await page.goto('/desk/billing')
  await expect(rowOfWork(page)).toContainText('NZD 1,800.00')
  await draft(page)
  await expect(page.getByText('NZD 2,070.00')).toBeVisible()
})
