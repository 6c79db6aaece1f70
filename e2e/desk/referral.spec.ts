// What an agent passed to the CSM comes back: the customer sees a fault, or wants no quote, or the CSM says that it is support.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures'
import { ownCase } from '../own-case'

/** Passes a case on with the words that are there; its request. */
async function passOn(agent: Page, reference: string): Promise<string> {
  await agent.goto(`/desk/cases/${reference}`)
  await agent.getByRole('button', { name: 'Pass to CSM…' }).click()
  const dialog = agent.getByRole('dialog', { name: 'Pass to Rina Valemore' })
  await dialog.getByLabel('Why it is outside support').selectOption('Training')
  await dialog.getByLabel('Service that would fit').selectOption('Project consulting')
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByRole('button', { name: 'Send and pass on' }).click()
  await expect(agent.getByText('Rina Valemore has it')).toBeVisible()
  return /SR-\d{4}/.exec(await agent.getByRole('region', { name: 'Service requests' }).innerText())![0]
}

test('a fault, a no and what is support after all come back to the agent, each with its words', async ({
  page: agent,
  browser,
}) => {
  const [customer, csm] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()]
  await Promise.all([signIn(agent, 'agent'), signIn(customer, 'requester'), signIn(csm, 'csm')])

  const fault = await ownCase('Passed on: the refresh button')
  await passOn(agent, fault)
  await customer.setViewportSize({ width: 390, height: 844 })
  await customer.goto(`/cases/${fault}`)
  await expect(customer.getByRole('heading', { name: 'Rina Valemore reads your question' })).toBeVisible()
  await customer.getByRole('button', { name: 'This is a fault…' }).click()
  await customer.getByRole('dialog').getByLabel('What goes wrong?').fill('The button does nothing.')
  await expectNoSidewaysScroll(customer)
  await expectAccessible(customer)
  await customer.getByRole('dialog').getByRole('button', { name: 'Send to support' }).click()
  await expect(customer.getByText('You see a fault. It is with support again.')).toBeVisible()
  await expect(agent.getByText('Hana Corvell has it')).toBeVisible()
  await expect(agent.getByRole('article').filter({ hasText: 'The button does nothing.' })).toBeVisible()

  const declined = await ownCase('Passed on: a second training')
  const request = await passOn(agent, declined)
  await csm.goto(`/desk/services/${request}`)
  await csm.getByRole('button', { name: 'Ask the customer…' }).click()
  await csm.getByRole('dialog').getByRole('button', { name: 'Ask the customer' }).click()
  await expect(csm.getByText('Customer decides')).toBeVisible()
  await customer.goto(`/services/${request}`)
  await customer.getByRole('button', { name: 'No quote…' }).click()
  await customer.getByRole('dialog').getByRole('button', { name: 'No quote, thanks' }).click()
  await expect(customer.getByRole('dialog').getByLabel('What would help instead?')).toBeFocused()
  await customer.getByRole('dialog').getByLabel('What would help instead?').fill('An article would do.')
  await customer.getByRole('dialog').getByRole('button', { name: 'No quote, thanks' }).click()
  await expect(customer.getByText('No quote wanted')).toBeVisible()
  await agent.goto(`/desk/cases/${declined}`)
  await expect(agent.getByText('Hana Corvell has it')).toBeVisible()
  await expect(agent.getByText('An article would do.')).toBeVisible()

  const support = await ownCase('Passed on: where the filter is')
  await csm.goto(`/desk/services/${await passOn(agent, support)}`)
  await csm.getByRole('button', { name: 'Return to support…' }).click()
  await csm.getByRole('dialog').getByLabel('Why').fill('The filter is on every dashboard.')
  await csm.getByRole('dialog').getByRole('button', { name: 'Return to support' }).click()
  await expect(csm.getByText('passed it to our support')).toBeVisible()
  await expect(agent.getByText(/returned SR-\d{4} to support: “The filter is on every dashboard.”/)).toBeVisible()
  await csm.goto('/desk/services')
  await expect(csm.getByRole('region', { name: /Returned to support/ })).toContainText('Hana Corvell: Training')
})
