// A case shared with one colleague: they read it and reply, support sees who takes part, and it can be taken back.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test } from '../fixtures'
import { ownCase } from '../own-case'

test('the requester adds a colleague, who is mailed and replies; support removes them again', async ({ page, browser }) => {
  const [reference, name] = [await ownCase('The export stops at two of us'), 'Callan Pike']
  const [colleague, desk] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()]
  await Promise.all([signIn(page, 'requester'), signIn(colleague, 'colleague'), signIn(desk, 'agent')])
  expect((await colleague.goto(`/cases/${reference}`))?.status()).toBe(404)

  await page.goto(`/cases/${reference}`)
  await page.getByRole('button', { name: 'Add…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who takes part' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByLabel('Colleague').selectOption(name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('button', { name: `Remove ${name}` })).toBeVisible()
  await mailTo('colleague', new RegExp(reference), 'has added you to a case')

  await colleague.goto(`/cases/${reference}`)
  await expect(colleague.getByRole('button', { name: /^Add/ })).toHaveCount(0)
  await colleague.getByRole('textbox').first().fill('It happens to me as well.')
  await colleague.getByRole('button', { name: /^Send/ }).click()
  await expect(colleague.getByRole('article').filter({ hasText: 'It happens to me as well.' })).toBeVisible()

  await desk.goto(`/desk/cases/${reference}`)
  await desk.setViewportSize({ width: 390, height: 844 })
  await desk.getByRole('button', { name: 'Add or remove…' }).click()
  await expectNoSidewaysScroll(desk)
  await expectAccessible(desk)
  await desk.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(desk.getByRole('button', { name: `Remove ${name}` })).toHaveCount(0)
  expect((await colleague.goto(`/cases/${reference}`))?.status()).toBe(404)
})
