// An incident from its first word to its end: above the pages of those it is for, put away by one, told anew, over.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'

test('stands above the pages of its region, can be put away, and ends', async ({ page, browser }) => {
  // Four people: more than the usual minute where the machine is shared.
  test.slow()
  await signIn(page, 'agent')
  await page.goto('/desk/announcements/new')
  await alive(page)
  await page.getByText('Incident', { exact: true }).click()
  await page.getByLabel('In one line').fill('Exports to Excel fail')
  await page.getByLabel('Details').fill('We know **why** and mend it.')
  await page.getByLabel('For', { exact: true }).selectOption('regions')
  await page.getByRole('button', { name: 'Announce it' }).click()
  await expect(page.getByText('Please choose at least one region.')).toBeVisible()
  await expect(page.getByLabel('In one line')).toHaveValue('Exports to Excel fail')
  await page.getByRole('group', { name: 'Regions' }).getByRole('checkbox').first().check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Announce it' }).click()
  await expect(page).toHaveURL(/\/desk\/announcements$/)
  await expect(page.getByRole('row', { name: /Exports to Excel fail/ })).toContainText('Running')

  const seen: Record<string, boolean> = {}
  for (const person of ['requester', 'customerOfAbsentCsm'] as const) {
    const reader = await (await browser.newContext()).newPage()
    await signIn(reader, person)
    await reader.goto('/')
    const banner = reader
      .getByRole('region', { name: 'Announcements' })
      .locator('.announcement', { hasText: 'Exports to Excel fail' })
    seen[person] = (await banner.count()) > 0
    if (!seen[person]) continue
    await expect(banner).toContainText('Incident: Exports to Excel fail')
    await expectAccessible(reader)
    await reader.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(reader)
    await banner.getByRole('link', { name: /Details/ }).click()
    await expect(reader.getByRole('heading', { name: 'Exports to Excel fail' })).toBeVisible()
    await expectAccessible(reader)
    await banner.getByRole('button', { name: /Hide/ }).click()
    await expect(banner).toHaveCount(0)
    await reader.goto('/')
    await expect(banner).toHaveCount(0)
  }
  expect(Object.values(seen).filter(Boolean), 'one of two regions').toHaveLength(1)

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto('/help')
  await expect(visitor.getByText('Exports to Excel fail')).toHaveCount(0)

  await page.getByRole('link', { name: 'Exports to Excel fail' }).click()
  await page.getByRole('button', { name: 'It is over' }).click()
  await expect(page.getByText('stays as it was told')).toBeVisible()
  await page.goto('/desk/announcements')
  await expect(page.getByRole('row', { name: /Exports to Excel fail/ })).toContainText('Over')
})
