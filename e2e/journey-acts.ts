// What the people of the journeys do, each in a line: ask from a case, quote, approve, work, bill.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo } from './fixtures'
import { ownCase } from './own-case'

/** What is asked for, in three scripts. */
const TITLE = 'Kererū Дожди パネル調査'
/** What the consultant notes for the customer. */
export const NOTE = 'Mapped the labels of wave 9.'

/** An agent passes the case to the CSM by keyboard, the CSM asks, and the customer says yes; the request. */
export async function askFromCase(agent: Page, csm: Page, customer: Page): Promise<string> {
  const supportCase = await ownCase('Journey: the labels of wave 9')
  await agent.goto(`/desk/cases/${supportCase}`)
  await agent.keyboard.press('p')
  const dialog = agent.getByRole('dialog', { name: 'Pass to Rina Valemore' })
  await expect(dialog.getByLabel('What the customer reads')).toHaveValue(/\*\*Nothing is charged by this step\.\*\*/)
  await expectAccessible(agent)
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByLabel('Why it is outside support').selectOption('Processing their data')
  await dialog.getByLabel('Service that would fit').selectOption('Project consulting')
  await dialog.getByLabel('What the customer asks for').fill(TITLE)
  await dialog.getByLabel('In their words').fill('The same labels as in wave 8, without anybody of ours touching them.')
  await dialog.getByRole('button', { name: 'Send and pass on' }).click()
  await expect(agent.getByText('Rina Valemore has it')).toBeVisible()
  await expect(agent.getByText(/passed it to Rina Valemore as SR-\d{4}; its clocks run on/)).toBeVisible()
  const reference = /SR-\d{4}/.exec(await agent.getByRole('region', { name: 'Service requests' }).innerText())![0]
  await mailTo('requester', new RegExp(supportCase), 'Nothing is charged by this step.')
  await mailTo('csm', new RegExp(reference), 'Processing their data')

  await csm.goto('/desk/services')
  await csm.getByRole('link', { name: `Decide ${reference}` }).click()
  await expect(csm.getByRole('region', { name: 'From a case' })).toContainText('Hana Corvell')
  await csm.getByRole('button', { name: 'Ask the customer…' }).click()
  await csm.getByRole('dialog').getByRole('button', { name: 'Ask the customer' }).click()
  await expect(csm.getByText('asked whether to prepare a quote')).toBeVisible()
  await mailTo('requester', new RegExp(supportCase), 'A quote costs nothing and binds nobody.')

  await customer.goto(`/cases/${supportCase}`)
  const question = customer.getByRole('region', { name: 'Shall we prepare a quote?' })
  await expect(question).toBeVisible()
  await expectAccessible(customer)
  await question.getByRole('checkbox').check()
  await question.getByRole('button', { name: 'Yes, prepare a quote' }).click()
  await expect(question).toHaveCount(0)
  await expect(customer.getByText(new RegExp(`You said yes to a quote. It goes on as ${reference}`))).toBeVisible()
  await expect(customer.getByText('Solved').first()).toBeVisible()
  await mailTo('csm', new RegExp(`Re: .${reference}`), 'said yes: please prepare a quote')
  await customer.goto(`/services/${reference}`)
  await expect(customer.getByText('No cost so far')).toBeVisible()
  return reference
}

/** Begins to scope what was asked without a case. */
export async function beginToScope(desk: Page, reference: string): Promise<void> {
  await desk.goto(`/desk/services/${reference}`)
  await desk.getByRole('button', { name: 'Begin to scope' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
  await expect(desk.getByText('began to prepare the quote')).toBeVisible()
}

/** Begins the quote by time and materials, with an empty line. */
export async function beginQuote(desk: Page, reference: string): Promise<void> {
  await desk.goto(`/desk/services/${reference}`)
  await desk.getByRole('link', { name: 'Prepare the quote' }).click()
  await desk.getByRole('button', { name: 'Begin the quote' }).click()
  await desk.getByLabel('Kind of price').selectOption({ label: 'Time and materials' })
  await desk.getByRole('button', { name: 'Add a line' }).click()
}

/** Sends the quote; `total`: once it is saved, with this sum. What is sent at once is what stands on the screen, saved or not. */
export async function sendQuote(desk: Page, total?: string): Promise<void> {
  if (total !== undefined) {
    await expect(desk.getByText(`${total} in all`)).toBeVisible()
    await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  }
  await desk.getByRole('button', { name: 'Send to the customer' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Send the quote' }).click()
  await expect(desk.locator('header').getByText('With the customer')).toBeVisible()
}

/** Signs; a signature that is none is refused first, and what was typed stays. */
export async function approve(approver: Page, total: string, typedFirst = ''): Promise<void> {
  if (typedFirst !== '') {
    await approver.getByLabel(/^I have read the terms/).check()
    await approver.getByLabel('Type your full name to sign').fill(typedFirst)
    await approver.getByRole('button', { name: `Approve ${total}` }).click()
    await expect(approver.getByText('Please type your full name: it is your signature.')).toBeVisible()
  }
  await approver.getByLabel(/^I have read the terms/).check()
  await approver.getByLabel('Type your full name to sign').fill('Aroha Tamatea')
  await approver.getByRole('button', { name: `Approve ${total}` }).click()
}

/** The consultant writes eight hours for the work and submits them. */
export async function work(agent: Page, engagement: string): Promise<void> {
  await agent.goto('/desk/time')
  const cells = agent
    .getByRole('row')
    .filter({ hasText: engagement })
    .getByRole('link', { name: /add time/ })
  await cells.last().focus()
  await agent.keyboard.press('Enter')
  await expect(agent.getByLabel('Worked')).toBeFocused()
  await agent.keyboard.type('soon')
  await agent.keyboard.press('Enter')
  await expect(agent.getByText(/Please give a time such as 2:30/)).toBeVisible()
  await agent.getByLabel('Worked').fill('7:55')
  await expect(agent.getByText('8:00', { exact: true })).toBeVisible()
  await agent.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(agent.getByText(`Saved. Takes ${engagement} to 80 % (NZD 1,920.00 of 2,400.00).`)).toBeVisible()
  await expect(agent.getByText('A note is missing')).toBeVisible()
  await expectAccessible(agent)
  await agent.getByLabel('Note for the customer').fill(NOTE)
  await agent.getByLabel('Internal note').fill('Two labels were ours to mend.')
  await agent.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(agent.getByText('A note is missing')).toHaveCount(0)
  await agent.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(agent)
  await agent.getByRole('button', { name: 'Submit 7:55 for approval' }).click()
  await expect(agent.getByText('To be approved').first()).toBeVisible()
  await agent.setViewportSize({ width: 1440, height: 900 })
}

/** Ticks this work alone, whatever other stories have left to bill, drafts its invoice and issues it; its number. */
export async function bill(finance: Page, engagement: string, net: string): Promise<string> {
  await finance.goto('/desk/billing')
  const all = finance.getByRole('table', { name: 'What can be billed, by engagement' })
  const row = all.getByRole('row').filter({ hasText: engagement })
  await expect(row).toContainText(net)
  for (const box of await all.getByRole('checkbox').all()) await box.uncheck()
  await row.getByRole('checkbox').check()
  await finance.getByRole('button', { name: 'Draft invoices for what is ticked' }).click()
  await expect(finance.getByText('Drafted. They stand in the list below.')).toBeVisible()
  await finance.getByRole('link', { name: `Draft invoice of ${engagement}`, exact: true }).click()
  await expect(finance.getByRole('heading', { level: 1, name: 'Draft invoice' })).toBeVisible()
  await finance.getByRole('button', { name: 'Issue…' }).click()
  await finance.getByRole('dialog').getByRole('button', { name: 'Issue it' }).click()
  const heading = finance.getByRole('heading', { level: 1, name: /^NZ-INV-\d{4}-\d{6}$/ })
  await expect(heading).toBeVisible()
  return (await heading.textContent())!
}

/** The invoice or credit note as PDF. */
export const paperOf = async (page: Page, number: string): Promise<Buffer> => {
  const answer = await page.request.get(`/api/invoices/${number}`)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  return answer.body()
}
