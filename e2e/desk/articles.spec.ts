// An article from its first word to its reader: written, read by a second person, published, helpful or not, and found by
// nobody whom it is not for.
import type { Locator, Page } from '@playwright/test'
import { alive, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'

test('is written, reviewed, published, read and answered', async ({ page, browser }) => {
  await signIn(page, 'agent')
  await page.goto('/desk/knowledge/new')
  await page.getByLabel('Title').fill('Print a dashboard on paper')
  await page.getByLabel('Section').selectOption({ label: 'Dashboards and stories / Exporting' })
  await page.getByRole('button', { name: 'Begin to write' }).click()
  await expect(page).toHaveURL(/\/desk\/knowledge\/[0-9a-f-]{36}$/)
  const address = page.url()
  await alive(page)
  await page.getByLabel('Markdown').fill('## Landscape\n\n> [!tip]\n> Choose **A4**.\n\nkanarie-draft <script>alert(1)</script>')
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible()
  const preview = page.getByRole('region', { name: 'As a reader has it' })
  await expect(preview.getByRole('heading', { name: 'Landscape' })).toBeVisible()
  await expect(preview.getByRole('note', { name: 'Tip' })).toContainText('Choose A4.')
  const picture = await pngOf(page)
  await page.getByLabel('Files to attach').setInputFiles({ name: 'landscape.png', mimeType: 'image/png', buffer: picture })
  await expect(page.getByLabel('Markdown')).toHaveValue(/!\[landscape\]\(\/help\/files\/[0-9a-f-]{36}\)$/)
  const file = /\/help\/files\/[0-9a-f-]{36}/.exec(await page.getByLabel('Markdown').inputValue())![0]
  await expectShown(preview.getByRole('img', { name: 'landscape' }))
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Reviewer').selectOption({ label: 'Jonty Marlowe' })
  await page.getByRole('button', { name: 'Ask for a review' }).click()
  await expect(page.getByText(/A review was asked of Jonty Marlowe/)).toBeVisible()
  await expect(page.getByRole('button', { name: /Publish/ })).toHaveCount(0)

  const visitor = await (await browser.newContext()).newPage()
  expect((await visitor.goto('/help/print-a-dashboard-on-paper'))?.status()).toBe(404)
  expect(await visitor.content()).not.toContain('kanarie')
  expect((await visitor.request.get(`${file}/large`)).status()).toBe(404)

  const reviewer = await (await browser.newContext()).newPage()
  await signIn(reviewer, 'secondAgent')
  await reviewer.goto('/desk/knowledge?list=review')
  await reviewer.getByRole('link', { name: 'Print a dashboard on paper' }).click()
  await alive(reviewer)
  await reviewer.getByText('Not ready yet').click()
  await reviewer.getByLabel('What is missing').fill('Say what of A3.')
  await reviewer.getByRole('button', { name: 'Send it back' }).click()
  await expect(reviewer.getByText(/sends it back$/)).toBeVisible()
  await page.reload()
  await expect(page.getByText('Say what of A3.')).toBeVisible()
  await page.getByRole('button', { name: 'Ask for a review' }).click()
  await expect(page.getByText(/A review was asked for/)).toBeVisible()
  await reviewer.reload()
  await reviewer.getByRole('button', { name: 'Approve these words' }).click()
  await expect(reviewer.getByText(/^Approved by/)).toBeVisible()

  await page.goto(address)
  await page.getByLabel('Publish later').fill('2001-01-01T09:00')
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('This time has passed.')).toBeVisible()
  await page.getByLabel('Publish later').fill('2099-01-01T09:00')
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText(/^Published by itself/)).toContainText('2099')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Do not publish it then' }).click()
  await expect(page.getByText(/^Published by itself/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('Version 1, published')).toBeVisible()
  expect((await visitor.goto('/help/print-a-dashboard-on-paper'))?.status()).toBe(404)
  await page.getByLabel('Read by').selectOption('everyone')
  await page.getByLabel('Address').fill('Printing dashboards')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Settings saved.')).toBeVisible()

  await visitor.goto('/help/print-a-dashboard-on-paper')
  await expect(visitor).toHaveURL(/\/help\/printing-dashboards$/)
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Print a dashboard on paper')
  expect(await visitor.locator('link[rel=canonical]').getAttribute('href')).toMatch(/\/help\/printing-dashboards$/)
  await expectShown(visitor.getByRole('img', { name: 'landscape' }))
  expect(await visitor.locator('meta[property="og:image"]').getAttribute('content')).toMatch(new RegExp(`${file}/large$`))
  expect(await (await visitor.request.get('/help/sitemap.xml')).text()).toContain('/help/printing-dashboards<')
  await visitor.getByText('No, something is missing or wrong').click()
  await visitor.getByText('I do not understand it').click()
  await visitor.getByLabel('What did you look for?').fill('Which printer?')
  await visitor.getByRole('button', { name: 'Send' }).click()
  await expect(visitor.getByRole('status').filter({ hasText: 'Thank you.' })).toBeVisible()

  await page.reload()
  await expect(page.getByText('“Which printer?”')).toBeVisible()
  await alive(page)
  await page.getByLabel('Markdown').fill('## Landscape\n\nChoose A3.')
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible()
  await page.reload()
  await page.getByRole('link', { name: 'Draft against version 1' }).click()
  await expect(page.getByText('Added: Choose A3.')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.goto(address)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

/** A picture as a browser makes it. */
async function pngOf(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 640, height: 360 })
    const brush = canvas.getContext('2d')!
    brush.fillStyle = '#2c5f8a'
    brush.fillRect(40, 40, 560, 280)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.split(',')[1]!, 'base64')
}

/** It has arrived and can be looked at. */
const expectShown = (picture: Locator) =>
  expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(640)

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the help centre is read and answered, each by those it is for', async ({ page }) => {
    await page.goto('/help')
    await page.getByRole('link', { name: 'Base sizes in exported charts' }).click()
    await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'When it is missing' }).click()
    await expect(page).toHaveURL(/#h-when-it-is-missing$/)
    await page.getByRole('button', { name: 'Yes' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'You said that it helped.' })).toBeVisible()
    for (const words of ['Renewing a licence', 'Take over a case', 'Tuiwhenua', 'Roles and what they see'])
      expect(await page.content()).not.toContain(words)
  })
})
