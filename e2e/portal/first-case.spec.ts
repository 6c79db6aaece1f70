// Journey 1: a customer opens a case, is told when a person answers, reads the answer without reloading, says it is
// solved, and reopens it. The mails are read as they arrived.
import type { Browser, Page } from '@playwright/test'
import { expect, mailTo, signIn, signInByForm, test } from '../fixtures'

async function onDesk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ timezoneId: 'Pacific/Auckland', locale: 'en-GB' })
  const page = await context.newPage()
  await signIn(page, 'agent')
  return page
}

async function openCase(page: Page, subject: string): Promise<string> {
  await page.goto('/cases/new')
  await page.getByRole('radio', { name: 'Something is not working' }).check()
  await page.getByLabel('Summary').fill(subject)
  await page.getByRole('radio', { name: /A major function fails/ }).check()
  await page.getByRole('radio', { name: 'Yes, for a while' }).check()
  await page
    .getByLabel('What happened, step by step?')
    .fill('1. Open the story “Q3 readout”\n2. Export → PowerPoint\n3. The base sizes are gone')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/cases\/HS-\d+/)
  return /HS-\d+/.exec(page.url())![0]
}

test('a customer sees the promise before sending, gets number and mail, reads the answer live, and closes and reopens the case', async ({
  page,
  browser,
}) => {
  await signInByForm(page, 'requester')
  await page.getByRole('link', { name: 'Open a case' }).first().click()
  await expect(page.getByRole('heading', { name: 'Open a case' })).toBeVisible()
  await page.getByRole('radio', { name: 'Something is not working' }).check()
  await page.getByRole('radio', { name: /A major function fails/ }).check()
  await page.getByRole('radio', { name: 'Yes, for a while' }).check()
  const side = page.getByRole('complementary')
  await expect(side.getByText('L2 High').first()).toBeVisible()
  await expect(side.getByText(/8 business hours/).first()).toBeVisible()

  const subject = 'Export to PowerPoint drops the base sizes'
  const reference = await openCase(page, subject)
  await expect(page.getByText(`We have your case. Its number is ${reference}.`)).toBeVisible()
  await expect(page.getByRole('heading', { name: subject })).toBeVisible()
  const promise = page.getByRole('region', { name: 'Our promise' })
  await expect(promise.getByText(/^We answer by/)).toBeVisible()
  await promise.getByText('How this time is counted').click()
  await expect(promise.getByRole('row', { name: /L2 High, first answer/ })).toContainText('8 h 00 m')

  const acknowledgement = await mailTo('requester', new RegExp(reference))
  expect(acknowledgement.text).toContain(reference)
  expect(acknowledgement.text).toMatch(/answers? by/i)

  const desk = await onDesk(browser)
  await desk.goto(`/desk/cases/${reference}`)
  await desk
    .getByRole('textbox', { name: 'Reply' })
    .fill('Hello Mere,\n\nturn on **Show base** in the export template and the sizes stay.')
  await desk.getByRole('button', { name: 'Send, keep open' }).click()
  await expect(desk.getByText('Sent. The case stays open.')).toBeVisible()

  // Not reloaded: the answer arrives by itself.
  await expect(page.getByRole('article').filter({ hasText: 'Show base' })).toBeVisible()
  await expect(promise.getByText(/^Next update by/)).toBeVisible()
  await expect(promise.getByText(/promised within 8 business hours/)).toBeVisible()
  await mailTo('requester', new RegExp(reference), 'Show base')

  await page.getByRole('button', { name: 'This is solved' }).click()
  await expect(promise.getByText(/^Solved/)).toBeVisible()
  await page.getByRole('textbox', { name: /reopen|reply/i }).fill('It came back after the update.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'It came back after the update.' })).toBeVisible()
  await expect(page.getByText('You reopened this case.')).toBeVisible()
})

test('a half-written case survives a reload, and a mistake keeps what was typed', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/cases/new')
  await page.getByRole('radio', { name: 'How do I…?' }).check()
  await page.getByLabel('Summary').fill('How do I rank brands inside a nested banner?')
  await expect(page.getByText('Draft saved')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Summary')).toHaveValue('How do I rank brands inside a nested banner?')
  await expect(page.getByRole('radio', { name: 'How do I…?' })).toBeChecked()
})

test('a level is corrected with a reason that the customer reads, on the page and by mail', async ({ page, browser }) => {
  await signIn(page, 'requester')
  const reference = await openCase(page, 'Signing in fails for two colleagues')
  const desk = await onDesk(browser)
  await desk.goto(`/desk/cases/${reference}`)
  await desk.getByRole('button', { name: 'Change level…' }).click()
  await desk.getByRole('radio', { name: /L1 Urgent/ }).check()
  await desk.getByRole('dialog').getByLabel('Why').fill('No workaround, the whole site is affected.')
  await desk.getByRole('button', { name: 'Change level, tell the customer' }).click()
  await expect(desk.getByText('Level changed. The customer was told.')).toBeVisible()
  await expect(page.getByText('“No workaround, the whole site is affected.”')).toBeVisible()
  await expect(page.getByText('L1 Urgent').first()).toBeVisible()
  await mailTo('requester', new RegExp(reference), 'No workaround, the whole site is affected.')
})

test('a project question goes to the account manager by name', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/')
  await page.getByRole('link', { name: 'Ask your account manager' }).click()
  await expect(page.getByText('This goes to Rina Valemore, your account manager')).toBeVisible()
  await page.getByLabel('Summary').fill('Adding a booster sample to wave 8')
  await page
    .getByRole('textbox', { name: /What|Your question/ })
    .first()
    .fill('Can we add 400 interviews in March?')
  await page.getByRole('button', { name: 'Send to Rina Valemore' }).click()
  await expect(page.getByText(/Rina Valemore, your account manager, answers by/).first()).toBeVisible()
  const mail = await mailTo('csm', /booster sample/)
  expect(mail.text).toContain('Tuiwhenua')
})

test('nobody of another organisation, and no colleague without a part in it, finds the case', async ({ page, browser }) => {
  await signIn(page, 'requester')
  const reference = await openCase(page, 'A matter of our own')
  for (const person of ['colleague', 'foreignMember', 'foreignAdministrator'] as const) {
    const context = await browser.newContext()
    const other = await context.newPage()
    await signIn(other, person)
    const answer = await other.goto(`/cases/${reference}`)
    expect(answer?.status()).toBe(404)
    await context.close()
  }
})
