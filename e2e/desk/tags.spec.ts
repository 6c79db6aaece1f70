// Tags, by keyboard: written on a case with suggestions, found in the queue, kept by a lead, and unseen by the customer.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'
import { ownCase } from '../own-case'

test('a case is tagged by keyboard, found by its tag, and no customer sees it', async ({ page, browser }) => {
  const reference = await ownCase('Tag story: where it is seen')
  const customer = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(customer, 'requester')])
  await page.goto(`/desk/cases/${reference}`)
  await page.keyboard.press('t')
  const field = page.getByRole('combobox', { name: 'Add a tag' })
  await expect(field).toBeFocused()
  await page.keyboard.type('weigh')
  await expect(page.getByRole('option', { name: 'weighting' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const tags = page.getByRole('list', { name: 'Tags of this case' })
  await expect(tags).toContainText('weighting')
  await expect(field).toBeFocused()
  await page.keyboard.type('seen only here')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“seen only here” is a new tag.')).toBeVisible()
  await expect(tags).toContainText('seen only here')
  await expect(page.getByText('tagged it “seen only here”.')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  await tags.getByRole('link', { name: 'seen only here' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/desk\?tag=/)
  await expect(page.getByRole('link', { name: 'Tag story: where it is seen' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Tag', exact: true })).toHaveValue(/.+/)
  await expect(
    page.getByRole('button', { name: /^Select HS-/ }).or(page.getByRole('checkbox', { name: /^Select HS-/ })),
  ).toHaveCount(1)
  await expectAccessible(page)

  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('button', { name: 'Remove the tag weighting' }).focus()
  await page.keyboard.press('Enter')
  await expect(tags).not.toContainText('weighting')

  await customer.goto(`/cases/${reference}`)
  await expect(customer.getByText('Tag story: where it is seen: what I saw.')).toBeVisible()
  await expect(customer.getByText('seen only here')).toHaveCount(0)
})

test('the list of tags is kept by administrators: renamed, merged, removed and brought back', async ({ page }) => {
  const reference = await ownCase('Tag story: the list')
  await signIn(page, 'administrator')
  for (const name of ['story typo', 'story kept']) {
    await page.goto(`/desk/cases/${reference}`)
    await page.getByRole('combobox', { name: 'Add a tag' }).fill(name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Tags of this case' })).toContainText(name)
  }
  await page.goto('/desk/tags')
  await page.getByRole('button', { name: 'Rename story typo' }).click()
  const renaming = page.getByRole('dialog', { name: 'Rename “story typo”' })
  await renaming.getByLabel('Name').fill('Story kept')
  await renaming.getByRole('button', { name: 'Rename' }).click()
  await expect(renaming.getByText('There is a tag “Story kept” already.')).toBeVisible()
  await expectAccessible(page)
  await renaming.getByLabel('Name').fill('story type')
  await renaming.getByRole('button', { name: 'Rename' }).click()
  await expect(renaming).toBeHidden()

  await page.getByRole('button', { name: 'Merge story type' }).click()
  const merging = page.getByRole('dialog', { name: 'Merge “story type”' })
  await merging.getByLabel('Into').selectOption({ label: 'story kept' })
  await merging.getByRole('button', { name: 'Merge' }).click()
  await expect(page.getByRole('button', { name: 'Rename story type' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Remove story kept' }).click()
  await expect(page.getByRole('button', { name: 'Rename story kept' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Rename story kept' })).toBeVisible()
  await page.goto(`/desk/cases/${reference}`)
  await expect(page.getByRole('list', { name: 'Tags of this case' })).toHaveText('story kept')
})
