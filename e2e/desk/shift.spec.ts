// Journey 2: an agent's shift by keyboard alone. The queue stands in the order of breach risk with its reasons; a case is
// taken, read, answered and left without the mouse; what colleagues and customers do arrives by itself.
import type { Locator } from '@playwright/test'
import { expect, signIn, sql, test, toReply } from '../fixtures'

/** The case that a row's checkbox selects. */
async function referenceOf(box: Locator): Promise<string> {
  return ((await box.getAttribute('aria-label')) ?? '').replace('Select ', '')
}

test('the queue opens with the broken promises first, each row saying why', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk')
  const bands = page.getByRole('rowheader')
  await expect(bands.first()).toHaveText(/^Breached · \d+$/)
  const headings = (await bands.allTextContents()).map((text) => text.replace(/ · .*/, ''))
  expect(headings).toEqual(['Breached', 'At risk', 'On track', 'No promise running'].filter((band) => headings.includes(band)))
  await expect(page.getByText('35 m left').first()).toBeVisible()
})

test('an agent moves, takes, opens, answers and comes back by keyboard alone', async ({ page }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk?view=unassigned')
  await page.keyboard.press('j')
  const reference = await referenceOf(page.getByRole('checkbox', { name: /^Select HS-/ }).first())
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('checkbox', { name: `Select ${reference}` })).toHaveCount(0)
  await page.goto('/desk?view=mine')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/desk\/cases\/HS-\d+/)
  await toReply(page)
  await page.keyboard.type('We look into it and write again today.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Sent. The case stays open.')).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: 'We look into it and write again today.' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await page.keyboard.type('Seen on two other sites.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('article', { name: /Internal note/ }).filter({ hasText: 'Seen on two other sites.' })).toBeVisible()
})

test('the palette finds a case by its number', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog')
  await expect(palette).toBeVisible()
  await page.keyboard.type('HS-10028')
  const [known] = await sql<{ subject: string }[]>`select subject from cases where number = 10028`
  await expect(palette.getByText(known!.subject)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/HS-10028/)
})

test('a change made by somebody else shows on the open queue without losing the selection', async ({ page, browser }) => {
  await signIn(page, 'agent')
  await page.goto('/desk?view=unassigned')
  const boxes = page.getByRole('checkbox', { name: /^Select HS-/ })
  const reference = await referenceOf(boxes.last())
  const selected = await referenceOf(boxes.first())
  await page.getByRole('checkbox', { name: `Select ${selected}` }).check()

  const context = await browser.newContext()
  const colleague = await context.newPage()
  await signIn(colleague, 'servicesLead')
  await colleague.goto(`/desk/cases/${reference}`)
  await colleague.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByRole('checkbox', { name: `Select ${reference}` })).toHaveCount(0)
  await expect(page.getByRole('checkbox', { name: `Select ${selected}` })).toBeChecked()
})

test('a half-written reply stays when the case changes around it', async ({ page, browser }) => {
  await signIn(page, 'agent')
  await page.goto('/desk/cases/HS-10045')
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Half a sentence')
  const context = await browser.newContext()
  const customer = await context.newPage()
  await signIn(customer, 'requester')
  await customer.goto('/cases/HS-10045')
  await customer.getByRole('textbox', { name: 'Write a reply' }).fill('The client rang again.')
  await customer.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'The client rang again.' })).toBeVisible()
  await expect(reply).toHaveValue('Half a sentence')
  await expect(reply).toBeFocused()
})

test('several cases are answered at once, with a report of what could not be done', async ({ page }) => {
  await signIn(page, 'administrator')
  await page.goto('/desk?view=waiting')
  const boxes = page.getByRole('checkbox', { name: /^Select HS-/ })
  const answered = [await referenceOf(boxes.first()), await referenceOf(boxes.last())]
  for (const reference of answered) await page.getByRole('checkbox', { name: `Select ${reference}` }).check()
  await page.getByRole('button', { name: 'Answer…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Message').fill('We have not heard from you and close this for now.')
  await dialog.getByRole('radio', { name: 'Resolve' }).check()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: `Do it for ${answered.length} cases` }).click()
  await expect(page.getByText(`All ${answered.length} cases are done`)).toBeVisible()
  const rows = await sql<{ status: string }[]>`
    select c.status from case_messages m join cases c on c.id = m.case_id where m.body = 'We have not heard from you and close this for now.'`
  expect(rows.map(({ status }) => status)).toEqual(answered.map(() => 'resolved'))
})
