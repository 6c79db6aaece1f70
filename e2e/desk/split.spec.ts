// A message about something else becomes a case of its own; the customer finds the words in both.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, sql, test } from '../fixtures'
import { ownCase } from '../own-case'

test('a message is split off after its preview, and the customer hears the new number', async ({ page, browser }) => {
  const reference = await ownCase('Split story: the chart')
  await sql`update case_messages m set body = body || ' **Every** wave.' from cases c where c.id = m.case_id and 'HS-' || c.number = ${reference}`
  const customer = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(customer, 'requester')])
  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('link', { name: /^Split off the message of Mere Hollis/ }).click()
  await expect(page.getByRole('heading', { name: 'Mere Hollis wrote' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Mere Hollis wrote' }).getByRole('strong')).toHaveText('Every')
  await alive(page)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByLabel('Subject of the new case').fill('Split story: sharing a dashboard')
  await page.getByRole('button', { name: 'Make it a case' }).click()
  await expect(page.getByRole('heading', { name: 'Split story: sharing a dashboard' })).toBeVisible()
  const made = /HS-\d+/.exec(page.url())![0]
  await expect(page.getByText(`Split from ${reference}`)).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: 'Split story: the chart: what I saw.' })).toBeVisible()
  await mailTo('requester', new RegExp(made), `What you wrote in ${reference} is about something else too`)

  await customer.goto(`/cases/${reference}`)
  await expect(customer.getByRole('article').filter({ hasText: 'what I saw.' })).toBeVisible()
  await expect(customer.getByText(`made a case of its own of a message here: ${made}`)).toBeVisible()
  await customer.goto(`/cases/${made}`)
  await expect(customer.getByText(`made this case of a message in ${reference}`)).toBeVisible()
})
