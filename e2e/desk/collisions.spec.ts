// Two agents and a customer on one case at once: who is there is seen, nobody answers past a message they have not read, and what
// is begun is never lost.
import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, signIn, test, toReply, type PersonKey } from '../fixtures'

const REFERENCE = 'HS-10046'

async function windowOf(browser: Browser, person: PersonKey): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, person)
  return page
}

test('colleagues see who reads and who writes, on the case and in the queue', async ({ page, browser }) => {
  await signIn(page, 'agent')
  const other = await windowOf(browser, 'secondAgent')
  await page.goto(`/desk/cases/${REFERENCE}`)
  await other.goto(`/desk/cases/${REFERENCE}`)
  await expect(page.getByRole('status').filter({ hasText: 'Jonty Marlowe is reading.' })).toBeVisible()
  await toReply(other)
  await other.keyboard.type('We look')
  await expect(page.getByText('Jonty Marlowe is writing.')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/desk')
  const writing = page.getByRole('row', { name: new RegExp(REFERENCE) }).getByText('Jonty Marlowe is writing.')
  await expect(writing).toBeVisible()
  // Whoever goes on to another page has left this one; a window that is torn away is noticed when its beats stay out.
  await other.goto('/desk')
  await expect(writing).toHaveCount(0)
  await other.context().close()
})

test('a reply that crosses a colleague’s is held back, its text kept, and sent once that was read', async ({ page, browser }) => {
  await signIn(page, 'agent')
  const other = await windowOf(browser, 'secondAgent')
  await page.goto(`/desk/cases/${REFERENCE}`)
  await other.goto(`/desk/cases/${REFERENCE}`)
  await toReply(page)
  await page.keyboard.type('Please restart the export.')
  await toReply(other)
  await other.keyboard.type('We have restarted the export for you.')
  await other.keyboard.press('Control+Enter')
  await expect(other.getByText('Sent. The case stays open.')).toBeVisible()
  const news = page.getByRole('alert').filter({ hasText: 'Jonty Marlowe wrote while you were writing' })
  await expect(news).toContainText('We have restarted the export for you.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Not sent: Jonty Marlowe wrote meanwhile/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Reply' })).toHaveValue('Please restart the export.')
  await page.getByRole('button', { name: 'I have read it' }).click()
  await page.getByRole('textbox', { name: 'Reply' }).press('Control+Enter')
  await expect(page.getByRole('article').filter({ hasText: 'Please restart the export.' })).toBeVisible()
  await other.context().close()
})

test('a draft follows its author to another browser, and a colleague sends what was written for them', async ({
  page,
  browser,
}) => {
  await signIn(page, 'agent')
  await page.goto('/desk/cases/HS-10038')
  await toReply(page)
  const kept = page.waitForResponse((response) => response.url().endsWith('/api/drafts') && response.ok())
  await page.keyboard.type('This is what I think.')
  await kept
  const elsewhere = await windowOf(browser, 'agent')
  await elsewhere.goto('/desk/cases/HS-10038')
  await expect(elsewhere.getByRole('textbox', { name: 'Reply' })).toHaveValue('This is what I think.')
  await elsewhere.getByRole('button', { name: 'Hand to a colleague…' }).click()
  await elsewhere.getByLabel('Who checks and sends it').selectOption({ label: 'Jonty Marlowe, APAC' })
  await expectAccessible(elsewhere)
  await elsewhere.getByRole('button', { name: 'Hand it over' }).click()
  await expect(elsewhere.getByText('Waits for Jonty Marlowe to check and send')).toBeVisible()
  await expect(elsewhere.getByRole('textbox', { name: 'Reply' })).toHaveValue('')
  const colleague = await windowOf(browser, 'secondAgent')
  await colleague.goto('/desk/cases/HS-10038')
  await expect(colleague.getByText('Hana Corvell wrote a reply for you to check and send')).toBeVisible()
  await colleague.getByRole('button', { name: 'Put it into my reply' }).click()
  await expect(colleague.getByRole('textbox', { name: 'Reply' })).toHaveValue('This is what I think.')
  await colleague.getByRole('textbox', { name: 'Reply' }).press('Control+Enter')
  await expect(colleague.getByRole('article').filter({ hasText: 'This is what I think.' })).toBeVisible()
  for (const window of [elsewhere, colleague]) await window.context().close()
})

test('a macro is found by a slash, fills itself in, and is sent as it says, by keyboard alone', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk/cases/HS-10044')
  await toReply(page)
  await page.keyboard.type('/mend')
  await expect(page.getByRole('option', { name: /Mended, please check/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await expect(reply).toHaveValue(/^Kia ora \w+,[\s\S]+we have mended it/)
  await expect(page.getByRole('button', { name: /resolve/ })).toContainText('Ctrl ↵')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Sent. The case is resolved.')).toBeVisible()
})

test('macros are written with a preview, and one that was taken away comes back', async ({ page }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk/macros')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'New macro' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Weights')
  await page.getByLabel('Reply', { exact: true }).fill('Hello {{customer.shoe}}')
  await page.getByRole('button', { name: 'Save macro' }).click()
  await expect(page.getByText('There is no {{customer.shoe}}.')).toBeVisible()
  await page.getByLabel('Reply', { exact: true }).fill('Hello ')
  await page.getByRole('button', { name: 'First name of the requester' }).click()
  await expect(page.getByText('Hello Mere', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save macro' }).click()
  await expect(page.getByRole('link', { name: 'Weights' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete Weights' }).click()
  await expect(page.getByRole('link', { name: 'Weights' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Weights' })).toBeVisible()
})

test('a region’s macro is its staff’s: a colleague there finds it, one of another region does not', async ({ page, browser }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk/macros/new')
  await page.getByLabel('Name', { exact: true }).fill('Steps by telephone')
  await page.getByLabel('Reply', { exact: true }).fill('Kia ora {{customer.first_name}}, from Wellington.')
  await page.getByRole('radio', { name: 'Region: Asia Pacific' }).check()
  await expect(page.getByRole('radio', { name: /^Region: Europe/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Save macro' }).click()
  await expect(page.getByRole('link', { name: 'Steps by telephone' })).toBeVisible()
  await expectAccessible(page)
  const [near, far] = [await windowOf(browser, 'agent'), await windowOf(browser, 'emeaAgent')]
  await near.goto('/desk/macros')
  await expect(near.getByRole('link', { name: 'Steps by telephone' })).toBeVisible()
  await far.goto('/desk/macros')
  await expect(far.getByRole('heading', { name: 'Region: Europe, Middle East and Africa' })).toBeVisible()
  await expect(far.getByRole('link', { name: 'Ask for steps' })).toBeVisible()
  await expect(far.getByText('Steps by telephone')).toHaveCount(0)
  for (const window of [near, far]) {
    await window.goto(`/desk/cases/${REFERENCE}`)
    await toReply(window)
    await window.keyboard.type('/steps')
  }
  await expect(near.getByRole('option', { name: /Steps by telephone/ })).toBeVisible()
  await expect(far.getByRole('option', { name: /Ask for steps/ })).toBeVisible()
  await expect(far.getByRole('option', { name: /Steps by telephone/ })).toHaveCount(0)
  for (const window of [near, far]) await window.context().close()
})
