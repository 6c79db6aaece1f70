// From a signed quote to time that its customer sees: who is assigned, a week of time, an approval by somebody else, a budget that is used up.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test } from '../fixtures'

/** Ten hours of a consultant, asked for, quoted and signed. */
async function order(customer: Page, desk: Page, approver: Page): Promise<string> {
  await customer.goto('/services/new?item=CONS')
  await customer.getByLabel('What do you need, in a few words?').fill('Labels of wave 9')
  await customer.getByLabel('What do you want to achieve?').fill('The same labels as in wave 8.')
  await customer.getByRole('checkbox').check()
  await customer.getByRole('button', { name: 'Ask for a quote (free)' }).click()
  await expect(customer.getByText(/^We have your request/)).toBeVisible()
  const reference = /SR-\d{4}/.exec(customer.url())![0]
  await quote(desk, reference, '10', 'NZD 2,760.00')
  await approver.goto(`/services/${reference}/quote`)
  await approve(approver, 'NZD 2,760.00')
  await expect(approver.getByText(/^It is ordered as ENG-/)).toBeVisible()
  return reference
}

/** Quotes so many hours of a consultant for a request, and sends it. */
async function quote(desk: Page, reference: string, hours: string, total: string): Promise<void> {
  await desk.goto(`/desk/services/${reference}`)
  await desk.getByRole('button', { name: 'Begin to scope' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
  await desk.getByRole('link', { name: 'Prepare the quote' }).click()
  await desk.getByRole('button', { name: 'Begin the quote' }).click()
  await desk.getByLabel('Kind of price').selectOption({ label: 'Time and materials' })
  await desk.getByRole('button', { name: 'Add a line' }).click()
  await desk.getByLabel('Quantity').fill(hours)
  await desk.getByLabel('Scope').fill('The labels of wave 9.')
  await expect(desk.getByText(`${total} in all`)).toBeVisible()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  await desk.getByRole('button', { name: 'Send to the customer' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Send the quote' }).click()
  await expect(desk.locator('header').getByText('With the customer')).toBeVisible()
}

async function approve(approver: Page, total: string): Promise<void> {
  await approver.getByLabel(/^I have read the terms/).check()
  await approver.getByLabel('Type your full name to sign').fill('Aroha Tamatea')
  await approver.getByRole('button', { name: `Approve ${total}` }).click()
}

test('work that was ordered is assigned, its time written, submitted and approved by somebody else, and its customer sees the budget', async ({
  page,
  browser,
}) => {
  // Five people, from the question for a quote to a change of what was ordered.
  test.slow()
  const open = async () => (await browser.newContext()).newPage()
  const [desk, approver, agent, lead] = [await open(), await open(), await open(), await open()]
  await Promise.all([
    ...[signIn(page, 'requester'), signIn(desk, 'csm'), signIn(approver, 'organisationAdministrator')],
    ...[signIn(agent, 'agent'), signIn(lead, 'servicesLead')],
  ])
  const reference = await order(page, desk, approver)

  await desk.goto(`/desk/services/${reference}/engagement`)
  await expect(desk.locator('header').getByText('Planned', { exact: true })).toBeVisible()
  await desk.getByRole('button', { name: 'Assign…' }).click()
  await desk.getByRole('dialog').getByLabel('Who').selectOption({ label: 'Hana Corvell' })
  await desk.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(desk.getByText('Consultant, leads the work')).toBeVisible()
  await mailTo('agent', new RegExp(reference), 'assigns you to ENG-')

  await agent.goto(`/desk/services/${reference}/engagement`)
  await agent.getByRole('button', { name: 'Begin the work' }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
  await expect(agent.locator('header').getByText('Active', { exact: true })).toBeVisible()
  const engagement = (await agent.locator('header .mono').textContent())!

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
  await agent.getByLabel('Worked').fill('12:05')
  await expect(agent.getByText('12:00', { exact: true })).toBeVisible()
  await agent.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(agent.getByText(`Saved. Takes ${engagement} to 100 % (NZD 2,400.00 of 2,400.00).`)).toBeVisible()
  await expect(agent.getByText('A note is missing')).toBeVisible()
  await expect(agent.getByText(`${engagement} is used up`)).toBeVisible()
  await expectAccessible(agent)
  await agent.getByLabel('Note for the customer').fill('Mapped the labels of wave 9.')
  await agent.getByLabel('Internal note').fill('Two labels were ours to mend.')
  await agent.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(agent.getByText('A note is missing')).toHaveCount(0)
  await agent.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(agent)
  await agent.getByRole('button', { name: 'Submit 12:05 for approval' }).click()
  await expect(agent.getByText('To be approved').first()).toBeVisible()
  await mailTo('servicesLead', new RegExp(reference), 'The budget of ENG-')
  await mailTo('organisationAdministrator', new RegExp(reference), 'Nothing beyond the approved budget is billed')

  await lead.goto('/desk/time/approve')
  const work = lead.getByRole('region', { name: new RegExp(engagement) })
  await expect(work.getByText('Overrun')).toBeVisible()
  await work.getByRole('button', { name: `Approve what is ticked of ${engagement}` }).click()
  await expect(work).toHaveCount(0)

  await page.goto(`/services/${reference}`)
  await page.getByRole('link', { name: 'Open the engagement' }).click()
  await expect(page.getByRole('img', { name: /100 % of the budget used/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Overrun, not billed/ }).first()).toBeVisible()
  await expect(page.getByText('Mapped the labels of wave 9.').first()).toBeVisible()
  await expect(page.getByText('Two labels were ours to mend.')).toHaveCount(0)
  await expectAccessible(page)

  await desk.reload()
  await desk.getByRole('button', { name: 'Put on hold…' }).click()
  await desk.getByRole('dialog').getByLabel(/^Why/).fill('We wait for the file of wave 10.')
  await desk.getByRole('dialog').getByRole('button', { name: 'Put on hold, tell the customer' }).click()
  await expect(desk.locator('header').getByText('On hold', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('We wait for the file of wave 10.').first()).toBeVisible()
  await desk.getByRole('button', { name: 'Let it go on' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Go on, tell the customer' }).click()
  await expect(desk.locator('header').getByText('Active', { exact: true })).toBeVisible()

  // A milestone that its customer accepts, and a change that pays for what was past the budget.
  await desk.getByRole('button', { name: 'Add a milestone…' }).click()
  await desk.getByRole('dialog').getByLabel('What is delivered').fill('Labels of wave 9 in the project')
  await desk.getByRole('dialog').getByRole('button', { name: 'Add it' }).click()
  await expect(desk.getByText('Labels of wave 9 in the project').first()).toBeVisible()
  await agent.setViewportSize({ width: 1440, height: 900 })
  await agent.goto(`/desk/services/${reference}/engagement`)
  await agent.getByRole('region', { name: 'Milestones' }).getByRole('button', { name: 'Deliver' }).click()
  await agent.getByRole('dialog').getByRole('button', { name: 'It is delivered' }).click()
  await expect(agent.getByText('To be accepted')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Accept it' }).click()
  await expect(page.getByRole('region', { name: 'Milestones' }).getByText('Accepted')).toBeVisible()

  await page.getByRole('button', { name: 'Ask for a change…' }).click()
  await page.getByRole('dialog').getByLabel('What changes, in a few words').fill('Two hours more')
  await page.getByRole('dialog').getByLabel('What is needed beyond what was ordered').fill('What was past the budget.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for a change (free)' }).click()
  const change = (await page.getByRole('region', { name: 'Changes' }).locator('.mono').textContent())!
  await quote(desk, change, '2', 'NZD 552.00')
  await approver.goto(`/services/${change}/quote`)
  await expect(approver.getByText(/Changes ENG-\d+. More or other work./)).toBeVisible()
  await expectAccessible(approver)
  await approve(approver, 'NZD 552.00')
  await expect(approver.getByText(/^It is added to the budget of ENG-/)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('row', { name: /Approved 2,880.00/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Overrun, not billed/ })).toHaveCount(0)
  await expectAccessible(page)
})
