// Customer plans as their administrator keeps them: one that is used says by whom, one that nobody uses can go.
import { expect, signIn, test } from '../fixtures'

test('an administrator sees who uses a plan, and deletes one that nobody uses', async ({ page }) => {
  await signIn(page, 'administrator')
  await page.goto('/desk/admin/organisations')
  const plan = (name: string) => page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
  await plan('Enterprise').getByText('Used by').click()
  await expect(plan('Enterprise').getByRole('link', { name: 'Tuiwhenua Insight Co' })).toBeVisible()
  await expect(plan('Enterprise').getByRole('link', { name: /directory/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete Enterprise' })).toHaveCount(0)

  await page.getByText('Add a plan').click()
  await page.getByRole('form', { name: 'A new plan' }).getByLabel('Name of the plan').fill('Trial')
  await page.getByRole('button', { name: 'Add the plan' }).click()
  await page.getByRole('button', { name: 'Delete Trial' }).click()
  await page.getByRole('button', { name: 'Delete the plan' }).click()
  await expect(page.getByText('Trial', { exact: true })).toHaveCount(0)
  await expect(plan('Enterprise')).toBeVisible()
})
