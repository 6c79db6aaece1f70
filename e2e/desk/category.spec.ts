// A case turns out to be about project or data: by keyboard, from the palette and by a macro it goes to the CSM, and its customer
// reads why.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test, toReply } from '../fixtures'
import { ownCase } from '../own-case'

test('a category is changed from the palette with a reason, and the CSM has the case', async ({ page, browser }) => {
  const reference = await ownCase('Category story: our weights')
  const customer = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(customer, 'requester')])
  await page.goto(`/desk/cases/${reference}`)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /an action/ })).toBeFocused()
  await page.keyboard.type('change cat')
  await expect(page.getByRole('option', { name: 'Change category…' })).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Change what it is about' })
  await expect(dialog.getByText('Rina Valemore, the CSM, gets the case. Its clocks run on.')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByRole('radio', { name: /Project or data/ }).focus()
  await page.keyboard.press('Space')
  await dialog.getByLabel('Why').focus()
  await page.keyboard.type('This is about your own weighting scheme.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Rina Valemore has it')).toBeVisible()
  await expect(page.getByText(/changed what it is about from “How do I…\?” to “Project or data”/)).toBeVisible()

  await mailTo('requester', new RegExp(reference), 'Rina Valemore, your account manager, takes it from here.')
  await customer.goto(`/cases/${reference}`)
  await expect(customer.getByText(/“This is about your own weighting scheme.”/)).toBeVisible()
  await expect(customer.getByText('With your account manager').first()).toBeVisible()
})

test('a macro changes it with the reply', async ({ page }) => {
  const reference = await ownCase('Category story: by a macro')
  await signIn(page, 'agent')
  await page.goto(`/desk/cases/${reference}`)
  await toReply(page)
  await page.keyboard.type('/account')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Change to “Project or data”' })).toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Rina Valemore has it')).toBeVisible()
})
