// The first part of journeys 3 and 4: a customer reads what is billed, asks for a quote, and both sides see where it stands and
// that it costs nothing so far.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, sql, signIn, test } from '../fixtures'

test('a customer asks for a quote, the CSM begins to scope it, and both read that it costs nothing so far', async ({
  page,
  browser,
}) => {
  const desk = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'requester'), signIn(desk, 'csm')])

  await page.goto('/services')
  await expect(page.getByRole('heading', { name: 'Included in your licence' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Billable', exact: true })).toBeVisible()
  await page.getByRole('article', { name: 'Workshop' }).getByRole('link', { name: 'Ask for a quote (free)' }).click()

  await expect(page.getByRole('radio', { name: /^Workshop/ })).toBeChecked()
  await page.getByLabel('What do you need, in a few words?').fill('Two days on our tracker')
  await page.getByLabel('What do you want to achieve?').fill('Six analysts should build the quarterly charts themselves.')
  await page.getByLabel(/^Budget in NZD/).fill('twelve')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ask for a quote (free)' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Please give an amount in NZD' })).toBeVisible()
  await expect(page.getByLabel('What do you need, in a few words?')).toHaveValue('Two days on our tracker')
  await expectAccessible(page)
  await page.getByLabel(/^Budget in NZD/).fill('8,400.00')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ask for a quote (free)' }).click()

  await expect(page.getByText(/^We have your request/)).toBeVisible()
  await expect(page.getByText('No cost so far')).toBeVisible()
  await expect(page.getByText('NZD 8,400.00')).toBeVisible()
  const reference = /SR-\d{4}/.exec(page.url())![0]
  await mailTo('requester', new RegExp(reference), 'Nothing is charged before somebody of your organisation approves')
  await mailTo('csm', new RegExp(reference), `/desk/services/${reference}`)

  await desk.goto('/desk/services')
  await desk.getByRole('link', { name: `Scope ${reference}` }).click()
  await expect(desk.getByRole('heading', { name: 'Two days on our tracker' })).toBeVisible()
  await desk.getByRole('button', { name: 'Decline…' }).click()
  await expectAccessible(desk)
  await desk.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await desk.getByRole('button', { name: 'Begin to scope' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
  await expect(desk.getByText('began to prepare the quote')).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Begin to scope' })).toHaveCount(0)

  await desk.getByLabel('Write to Mere Hollis').fill('How many people take part?')
  await desk.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(desk.getByRole('listitem').filter({ hasText: 'How many people take part?' })).toBeVisible()
  await expect(desk.getByLabel('Write to Mere Hollis')).toHaveValue('')

  // The page of the customer follows by itself.
  await expect(page.getByText('Quote in preparation')).toBeVisible()
  await expect(page.getByText('How many people take part?')).toBeVisible()
  await page.getByLabel('Write to Rina Valemore').fill('Six.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(desk.getByRole('listitem').filter({ hasText: 'Six.' })).toBeVisible()
  await mailTo('csm', new RegExp(`Re: .${reference}`), 'Six.')
  await expect(page.getByText('began to prepare the quote')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Withdraw…' }).click()
  await page.getByRole('dialog').getByLabel(/^Why/).fill('The client has cancelled.')
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
  await expect(page.getByText('Nothing was or will be charged for this request.')).toBeVisible()
  await expect(desk.getByText('The client has cancelled.')).toBeVisible()
})

test('what is a matter for support goes there without cost, with the reason', async ({ page, browser }) => {
  const desk = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'foreignMember'), signIn(desk, 'servicesLead')])
  await page.goto('/services/new?item=CONS')
  await page.getByLabel('What do you need, in a few words?').fill('A filter by wave')
  await page.getByLabel('What do you want to achieve?').fill('How do I show one wave alone?')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Ask for a quote (free)' }).click()
  await expect(page.getByText(/^We have your request/)).toBeVisible()
  const reference = /SR-\d{4}/.exec(page.url())![0]

  await desk.goto(`/desk/services/${reference}`)
  await desk.getByRole('button', { name: 'Return to support…' }).click()
  await desk.getByRole('dialog').getByLabel('Why').fill('The filter is on every dashboard; our agents show you where.')
  await desk.getByRole('dialog').getByRole('button', { name: 'Return to support' }).click()
  await expect(page.getByText('Our support answers it. That is included in your licence.')).toBeVisible()
  await page.getByRole('link', { name: /^HS-/ }).click()
  await expect(page.getByRole('article').filter({ hasText: 'How do I show one wave alone?' })).toBeVisible()
  const [mail] = await sql`select kind from outbox where facts ->> 'reference' = ${reference} and kind = 'request_changed'`
  expect(mail).toBeDefined()
})

test('an administrator says who approves quotes, and both sides read it before a quote is written', async ({ page, browser }) => {
  const [member, desk] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()]
  await Promise.all([signIn(page, 'organisationAdministrator'), signIn(member, 'requester'), signIn(desk, 'csm')])
  await page.goto('/team')
  const card = page.getByRole('region', { name: 'Who approves quotes' })
  await card.getByLabel('Person').selectOption('Callan Pike')
  await card.getByLabel(/^Up to, in NZD/).fill('-5')
  await card.getByRole('button', { name: 'May approve' }).click()
  await expect(card.getByText('Please give an amount in NZD').first()).toBeVisible()
  await card.getByLabel('Person').selectOption('Callan Pike')
  await card.getByLabel(/^Up to, in NZD/).fill('2,500')
  await card.getByRole('button', { name: 'May approve' }).click()
  await expect(card.getByRole('listitem').filter({ hasText: 'Callan Pike' })).toContainText('up to NZD 2,500.00')
  await expectAccessible(page)

  await member.goto('/services/SR-0004')
  await expect(member.getByText(/Callan Pike, up to NZD 2,500.00/)).toBeVisible()
  await desk.goto('/desk/services/SR-0004')
  await expect(desk.getByText(/Callan Pike, up to NZD 2,500.00/)).toBeVisible()

  await card.getByRole('button', { name: 'Take back: Callan Pike' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take the right back' }).click()
  await expect(card.getByRole('listitem').filter({ hasText: 'Callan Pike' })).toHaveCount(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
})

test('an order from a customer’s own system is recorded with its document, countersigned by another, and told at once', async ({
  page,
  browser,
}) => {
  const lead = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'csm'), signIn(lead, 'servicesLead')])
  const [{ number }] = (await sql`select number from service_requests where title = 'Painel de preços'`) as unknown as [
    { number: number },
  ]
  const reference = `SR-${String(number).padStart(4, '0')}`
  const address = `/desk/services/${reference}/quote`
  await page.goto(address)
  await page.getByRole('button', { name: 'New version' }).click()
  await expect(page.getByText('USD 3,200.00 in all')).toBeVisible()
  await expect(page.getByText('Nobody at Ipê Amarelo Pesquisa may approve USD 3,200.00 alone')).toBeVisible()
  await page.getByRole('button', { name: 'Send to the customer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send the quote' }).click()

  await page.getByRole('button', { name: 'Record an order…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record an order' })
  await dialog.getByLabel('Order number').fill('OC-2218')
  await dialog.getByLabel('Ordered by').fill('Beatriz Sandoval-Reis')
  await dialog.getByLabel('How it came').fill('By mail from their system this morning.')
  await dialog.getByRole('button', { name: 'Record the order' }).click()
  await expect(dialog.getByText(/^Please attach the order/)).toBeVisible()
  await expect(dialog.getByLabel('Ordered by')).toHaveValue('Beatriz Sandoval-Reis')
  const arrival = Promise.withResolvers<void>()
  await page.route('**/api/uploads/*', async (route) => {
    await arrival.promise
    await route.continue()
  })
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'OC-2218.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 the order') },
  })
  await dialog.getByRole('button', { name: 'Record the order' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'OC-2218.pdf is still on its way.' })).toBeVisible()
  arrival.resolve()
  await expect(dialog.locator('input[name=files]')).toHaveCount(1)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Record the order' }).click()
  const card = page.getByRole('region', { name: 'Ordered outside the portal' })
  await expect(card.getByText('It waits for a services lead who did not record it.')).toBeVisible()
  await mailTo('servicesLead', new RegExp(reference), 'asks you to countersign an order')

  await lead.goto(address)
  await expect(lead.getByRole('link', { name: 'OC-2218.pdf' })).toBeVisible()
  await lead.getByRole('button', { name: 'Countersign', exact: true }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Countersign, accept the quote' }).click()
  await expect(lead.getByRole('region', { name: 'Ordered by' })).toContainText('With order OC-2218. Rina Valemore recorded it')
  const administrator = { address: 'beatriz.sandoval.reis@ipeamarelo.example' }
  await mailTo(administrator, new RegExp(reference), 'is accepted by order OC-2218')
  await lead.getByRole('link', { name: 'Certificate of acceptance' }).click()
  await expect(lead.getByText('by an order outside the portal')).toBeVisible()
  await expect(lead.getByText(/by order OC-2218 \(OC-2218.pdf, SHA-256 [0-9a-f]{64}\)/)).toBeVisible()
})
