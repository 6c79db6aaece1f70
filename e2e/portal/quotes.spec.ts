// The second part of journeys 3 and 4: a CSM quotes, the customer asks, gets another version, and signs it; the paper says the same.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test } from '../fixtures'
import { textOfPages } from '../pdf'

test('a CSM quotes, the customer asks, a second version is signed, and paper and certificate say what was signed', async ({
  page,
  browser,
}) => {
  const [desk, approver] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()]
  await Promise.all([signIn(page, 'requester'), signIn(desk, 'csm'), signIn(approver, 'organisationAdministrator')])

  await page.goto('/services/new?item=CONS')
  await page.getByLabel('What do you need, in a few words?').fill('Kererū Дожди パネル調査')
  await page.getByLabel('What do you want to achieve?').fill('New data every Monday, without anybody of ours touching it.')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ask for a quote (free)' }).click()
  await expect(page.getByText(/^We have your request/)).toBeVisible()
  const reference = /SR-\d{4}/.exec(page.url())![0]

  await desk.goto(`/desk/services/${reference}`)
  await desk.getByRole('button', { name: 'Begin to scope' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
  await desk.getByRole('link', { name: 'Prepare the quote' }).click()
  await desk.getByRole('button', { name: 'Begin the quote' }).click()
  await desk.getByRole('button', { name: 'Add a line' }).click()
  await desk.getByLabel('Quantity').fill('twelve')
  await expect(desk.getByText('Please give a quantity such as 6 or 1.5.')).toBeVisible()
  await desk.getByLabel('Quantity').fill('12.5')
  await desk.getByLabel('Scope').fill('A weekly refresh of the tracker, shown by Tuesday noon.')
  await expect(desk.getByText('NZD 3,450.00 in all')).toBeVisible()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  await expectAccessible(desk)
  await desk.getByRole('button', { name: 'Send to the customer' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Send the quote' }).click()
  await expect(desk.locator('header').getByText('With the customer')).toBeVisible()

  await mailTo('organisationAdministrator', new RegExp(reference), `/services/${reference}/quote`)
  await page.goto(`/services/${reference}`)
  await expect(page.getByText('No cost yet')).toBeVisible()
  await page.getByRole('link', { name: 'Open the quote' }).click()
  await expect(page.getByText(/It waits for an approver of your organisation/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
  await page.getByLabel('Write to Rina Valemore').fill('Can it be ten hours?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Can it be ten hours?' })).toBeVisible()

  await desk.getByRole('button', { name: 'New version' }).click()
  await desk.getByLabel('Quantity').fill('10')
  await expect(desk.getByText('NZD 2,760.00 in all')).toBeVisible()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  await desk.getByRole('button', { name: 'Send to the customer' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Send the quote' }).click()
  await expect(desk.locator('header').getByText('With the customer')).toBeVisible()

  await approver.goto(`/services/${reference}/quote`)
  await expect(approver.getByRole('heading', { name: 'Changed since version 1' })).toBeVisible()
  await expectAccessible(approver)
  await approver.getByLabel(/^Purchase order number/).fill('PO-2026-41')
  await approver.getByLabel(/^I have read the terms/).check()
  await approver.getByLabel('Type your full name to sign').fill('?')
  await approver.getByRole('button', { name: 'Approve NZD 2,760.00' }).click()
  await expect(approver.getByText('Please type your full name: it is your signature.')).toBeVisible()
  await expect(approver.getByLabel(/^Purchase order number/)).toHaveValue('PO-2026-41')
  await approver.getByLabel(/^I have read the terms/).check()
  await approver.getByLabel('Type your full name to sign').fill('Aroha Tamatea')
  await approver.getByRole('button', { name: 'Approve NZD 2,760.00' }).click()
  await expect(approver.getByText(/^It is ordered as ENG-/)).toBeVisible()
  await expect(approver.getByText('Approved NZD 2,760.00')).toBeVisible()
  await mailTo('csm', new RegExp(`Re: .${reference}`), 'has approved')

  const paper = await approver.request.get(`/api/quotes/${reference}?version=2`)
  expect(paper.headers()['content-type']).toBe('application/pdf')
  const pages = await textOfPages(await paper.body())
  for (const words of ['KererūДождиパネル調査', '2,760.00', 'GST15%']) expect(pages[0]).toContain(words)
  expect(pages.at(-1)).toContain('Certificateofacceptance')
  expect(pages.at(-1)).toContain('PO-2026-41')

  await approver.getByRole('link', { name: 'Certificate of acceptance' }).click()
  await expect(approver.getByText(/I approve Q-\d{4}, version 2, of NZD 2,760.00 with tax/)).toBeVisible()
  await expectAccessible(approver)
  await approver.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(approver)
  await approver.goto(`/services/${reference}/quote`)
  await expectNoSidewaysScroll(approver)
  await approver.getByRole('button', { name: 'Take it back…' }).click()
  await approver.getByRole('dialog').getByLabel(/^Why/).fill('The client has cancelled.')
  await approver.getByRole('dialog').getByRole('button', { name: 'Take the acceptance back' }).click()
  await expect(approver.getByText('No cost so far')).toBeVisible()
})
