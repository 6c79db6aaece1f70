// An organisation's administrator keeps its people: invites, makes and unmakes administrators, removes.
import { expect, mailTo, signIn, test } from '../fixtures'

test('an administrator invites a colleague, makes them administrator and removes them again', async ({ page }) => {
  await signIn(page, 'foreignAdministrator')
  await page.goto('/')
  await page.getByRole('button', { name: /your account/ }).click()
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()
  await page.getByLabel('Name').fill('Wren Alder')
  await page.getByLabel('E-mail address').fill('wren.alder@banksiabrine.example')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('The invitation is on its way.')).toBeVisible()
  const row = page.getByRole('row', { name: /Wren Alder/ })
  await expect(row).toContainText('Invited')
  const mail = await mailTo({ address: 'wren.alder@banksiabrine.example' }, /./)
  expect(mail.text).toContain('Lachlan Quist')
  await page.getByRole('button', { name: 'Make administrator: Wren Alder' }).click()
  await expect(row).toContainText('Administrator')
  await page.getByRole('button', { name: 'Remove Wren Alder' }).click()
  await page.getByRole('button', { name: 'Remove the member' }).click()
  await expect(row).toHaveCount(0)
})

test('a member has no such page, and no way to it', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/')
  await page.getByRole('button', { name: /your account/ }).click()
  await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0)
  expect((await page.goto('/team'))?.status()).toBe(403)
})
