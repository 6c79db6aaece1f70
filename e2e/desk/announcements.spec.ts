// An incident from its first word to its end: above the pages of those it is for, put away by one, told anew, over.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'

test('stands above the pages of its region, can be put away, and ends', async ({ page, browser }) => {
  // Four people: more than the usual minute where the machine is shared.
  test.slow()
  const readers: Page[] = []
  for (const person of ['requester', 'customerOfAbsentCsm'] as const) {
    const reader = await (await browser.newContext()).newPage()
    await signIn(reader, person)
    await reader.goto('/')
    readers.push(reader)
  }
  const topOf = (reader: Page) => reader.getByRole('heading', { level: 1 }).boundingBox()
  const tops = await Promise.all(readers.map(topOf))
  await signIn(page, 'agent')
  await page.goto('/desk/announcements/new')
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

  // On the open page of one of them it comes by itself, and moves nothing.
  const late = readers.map((reader) => reader.getByRole('status').filter({ hasText: 'Exports to Excel fail' }))
  await expect.poll(async () => (await Promise.all(late.map((each) => each.isVisible()))).filter(Boolean).length).toBe(1)
  expect(await Promise.all(readers.map(topOf))).toEqual(tops)
  for (const reader of readers) await expectAccessible(reader)

  const seen: boolean[] = []
  for (const reader of readers) {
    await reader.goto('/')
    const banner = reader
      .getByRole('region', { name: 'Announcements' })
      .locator('.announcement', { hasText: 'Exports to Excel fail' })
    const isSeen = (await banner.count()) > 0
    seen.push(isSeen)
    if (!isSeen) continue
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
  expect(seen.filter(Boolean), 'one of two regions').toHaveLength(1)

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto('/help')
  await expect(visitor.getByText('Exports to Excel fail')).toHaveCount(0)

  await page.getByRole('link', { name: 'Exports to Excel fail' }).click()
  await page.getByRole('button', { name: 'It is over' }).click()
  await expect(page.getByText('stays as it was told')).toBeVisible()
  await page.goto('/desk/announcements')
  await expect(page.getByRole('row', { name: /Exports to Excel fail/ })).toContainText('Over')
})
