// Journeys 3 and 4 of the product in one: a case turns out to be project work, is handed over, asked for, quoted twice, signed, worked,
// changed, accepted, billed, paid, credited and billed again. Nothing is charged before it is approved, and both sides read the same.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test } from './fixtures'
import { textOfPages } from './pdf'
import { NOTE, askFromCase, beginToScope, beginQuote, sendQuote, approve, work, bill, paperOf } from './journey-acts'

test('a case becomes a service that is quoted, signed, worked, changed, accepted, billed, paid, credited and billed again', async ({
  page: customer,
  browser,
}) => {
  // Six people, from a case to a paid invoice.
  test.slow()
  const open = async () => (await browser.newContext()).newPage()
  const [desk, approver, agent, lead, finance] = [await open(), await open(), await open(), await open(), await open()]
  await Promise.all([
    ...[signIn(customer, 'requester'), signIn(desk, 'csm'), signIn(approver, 'organisationAdministrator')],
    ...[signIn(agent, 'agent'), signIn(lead, 'servicesLead'), signIn(finance, 'finance')],
  ])
  const reference = await askFromCase(agent, desk, customer)
  const ofRequest = new RegExp(reference)

  await test.step('a quote, a question, and another version', async () => {
    await beginQuote(desk, reference)
    await desk.getByLabel('Quantity').fill('twelve')
    await expect(desk.getByText('Please give a quantity such as 6 or 1.5.')).toBeVisible()
    await desk.getByLabel('Quantity').fill('12.5')
    await desk.getByLabel('Scope').fill('The labels of wave 9.')
    await expectAccessible(desk)
    await sendQuote(desk, 'NZD 3,450.00')
    await mailTo('organisationAdministrator', ofRequest, `/services/${reference}/quote`)

    await customer.goto(`/services/${reference}/quote`)
    await expect(customer.getByText(/It waits for an approver of your organisation/)).toBeVisible()
    await expect(customer.getByText(/^One signature is enough: Aroha Tamatea/)).toBeVisible()
    await expect(customer.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
    await customer.getByLabel('Write to Rina Valemore').fill('Can it be ten hours?')
    await customer.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(customer.getByRole('listitem').filter({ hasText: 'Can it be ten hours?' })).toBeVisible()

    await desk.getByRole('button', { name: 'New version' }).click()
    await desk.getByLabel('Quantity').fill('10')
    await sendQuote(desk)
  })

  await test.step('an approval with an order number, and its paper', async () => {
    await approver.goto(`/services/${reference}/quote`)
    await expect(approver.getByRole('heading', { name: 'Changed since version 1' })).toBeVisible()
    await expectAccessible(approver)
    await approver.getByLabel(/^Purchase order number/).fill('PO-2026-41')
    await approve(approver, 'NZD 2,760.00', '?')
    await expect(approver.getByText(/^It is ordered as ENG-/)).toBeVisible()
    await mailTo('csm', new RegExp(`Re: .${reference}`), 'has approved')
    const paper = await approver.request.get(`/api/quotes/${reference}?version=2`)
    const pages = await textOfPages(await paper.body())
    for (const words of ['KererūДождиパネル調査', '2,760.00', 'GST15%']) expect(pages[0]).toContain(words)
    expect(pages.at(-1)).toContain('Certificateofacceptance')
    expect(pages.at(-1)).toContain('PO-2026-41')
    await approver.getByRole('link', { name: 'Certificate of acceptance' }).click()
    await expect(approver.getByText(/I approve Q-\d{4}, version 2, of NZD 2,760.00 with tax/)).toBeVisible()
    await expectAccessible(approver)
    await approver.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(approver)
    await approver.setViewportSize({ width: 1440, height: 900 })
  })

  const engagement = await test.step('somebody is assigned, works, and an alert comes at 80 %', async () => {
    await desk.goto(`/desk/services/${reference}/engagement`)
    await desk.getByRole('button', { name: 'Assign…' }).click()
    await desk.getByRole('dialog').getByLabel('Who').selectOption({ label: 'Hana Corvell' })
    await desk.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click()
    await expect(desk.getByText('Consultant, leads the work')).toBeVisible()
    await agent.goto(`/desk/services/${reference}/engagement`)
    await agent.getByRole('button', { name: 'Begin the work' }).click()
    await agent.getByRole('dialog').getByRole('button', { name: 'Begin, tell the customer' }).click()
    await expect(agent.locator('header').getByText('Active', { exact: true })).toBeVisible()
    const engagement = (await agent.locator('header .mono').textContent())!
    await work(agent, engagement)
    await mailTo('organisationAdministrator', ofRequest, `80 % of the budget of ${engagement} is used`)
    await approver.goto('/notifications')
    await approver
      .getByRole('listitem')
      .filter({ hasText: `80 % of the budget of ${engagement} is used` })
      .getByRole('link')
      .click()
    await expect(approver).toHaveURL(new RegExp(`/services/${reference}/engagement`))
    await lead.goto('/desk/time/approve')
    const waiting = lead.getByRole('region', { name: new RegExp(engagement) })
    await waiting.getByRole('button', { name: `Approve what is ticked of ${engagement}` }).click()
    await expect(waiting).toHaveCount(0)
    await customer.goto(`/services/${reference}/engagement`)
    await expect(customer.getByRole('img', { name: /80 % of the budget used/ })).toBeVisible()
    await expect(customer.getByText(NOTE).first()).toBeVisible()
    await expect(customer.getByText('Two labels were ours to mend.')).toHaveCount(0)
    await expectAccessible(customer)
    return engagement
  })

  await test.step('the work rests and goes on', async () => {
    await desk.reload()
    await desk.getByRole('button', { name: 'Put on hold…' }).click()
    await desk.getByRole('dialog').getByLabel(/^Why/).fill('We wait for the file of wave 10.')
    await desk.getByRole('dialog').getByRole('button', { name: 'Put on hold, tell the customer' }).click()
    await expect(desk.locator('header').getByText('On hold', { exact: true })).toBeVisible()
    await customer.reload()
    await expect(customer.getByText('We wait for the file of wave 10.').first()).toBeVisible()
    await desk.getByRole('button', { name: 'Let it go on' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Go on, tell the customer' }).click()
    await expect(desk.locator('header').getByText('Active', { exact: true })).toBeVisible()
  })

  await test.step('a change at a fixed price is approved, and what it delivers is accepted', async () => {
    await customer.getByRole('button', { name: 'Ask for a change…' }).click()
    await customer.getByRole('dialog').getByLabel('What changes, in a few words').fill('Labels in the project')
    await customer
      .getByRole('dialog')
      .getByLabel('What is needed beyond what was ordered')
      .fill('Put them into the project, too.')
    await customer.getByRole('dialog').getByRole('button', { name: 'Ask for a change (free)' }).click()
    const change = (await customer.getByRole('region', { name: 'Changes' }).locator('.mono').textContent())!
    await beginToScope(desk, change)
    await beginQuote(desk, change)
    await desk.getByLabel('Kind', { exact: true }).selectOption({ label: 'Fixed price' })
    await desk.getByRole('textbox', { name: 'Line 1' }).fill('Labels in the project')
    await desk.getByLabel('Rate, NZD').fill('600')
    await desk.getByLabel('Scope').fill('The labels stand in the project.')
    await sendQuote(desk, 'NZD 690.00')
    await approver.goto(`/services/${change}/quote`)
    await expect(approver.getByText(/Changes ENG-\d+. More or other work./)).toBeVisible()
    await approve(approver, 'NZD 690.00')
    await expect(approver.getByText(/^It is added to the budget of ENG-/)).toBeVisible()

    await agent.goto(`/desk/services/${reference}/engagement`)
    await agent.getByRole('region', { name: 'Milestones' }).getByRole('button', { name: 'Deliver' }).click()
    await agent.getByRole('dialog').getByRole('button', { name: 'It is delivered' }).click()
    await expect(agent.getByText('To be accepted')).toBeVisible()
    await customer.reload()
    await customer.getByRole('button', { name: 'Accept', exact: true }).click()
    await customer.getByRole('dialog').getByRole('button', { name: 'Accept it' }).click()
    await expect(customer.getByRole('region', { name: 'Milestones' }).getByText('Accepted', { exact: true })).toBeVisible()
  })

  const number = await test.step('it is billed, and the invoice reads back from its paper and its mail', async () => {
    const number = await bill(finance, engagement, 'NZD 2,520.00')
    const paper = await paperOf(finance, number)
    const pages = await textOfPages(paper)
    for (const words of [number, 'HarmoniNewZealandLtd', 'TuiwhenuaInsightCo', 'KererūДождиパネル調査', 'PO-2026-41', engagement])
      expect(pages[0]).toContain(words)
    for (const words of ['Consultant8:00240.001,920.00', 'Labelsintheproject', '600.00', 'GST15%', 'NZD2,898.00'])
      expect(pages[0]).toContain(words)
    for (const words of ['Timedetail', NOTE.replaceAll(' ', ''), '7:55', '8:00', '1,920.00']) expect(pages[1]).toContain(words)
    expect(pages.join('')).not.toContain('HanaCorvell')
    const { raw } = await mailTo('organisationAdministrator', new RegExp(number), 'NZD 2,898.00, to be paid by')
    expect(raw).toContain(`filename=${number}.pdf`)

    await approver.goto('/services')
    await approver.getByRole('link', { name: 'Invoices', exact: true }).click()
    await approver.getByRole('link', { name: number }).click()
    await expect(approver.getByText('To be paid', { exact: true }).first()).toBeVisible()
    await expect(approver.getByText(NOTE)).toBeVisible()
    await expectAccessible(approver)
    await approver.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(approver)
    await approver.setViewportSize({ width: 1440, height: 900 })
    await approver.getByRole('link', { name: engagement, exact: true }).click()
    await approver.getByRole('region', { name: 'Invoices' }).getByRole('link', { name: number }).click()
    await expect(approver.getByRole('heading', { name: `Invoice ${number}` })).toBeVisible()
    expect((await paperOf(approver, number)).equals(await paperOf(finance, number))).toBe(true)
    expect((await customer.request.get(`/api/invoices/${number}`)).status()).toBe(404)
    return number
  })

  await test.step('it is paid in part, credited in part, and that is billed again', async () => {
    await finance.getByRole('button', { name: 'Record a payment…' }).click()
    const dialog = finance.getByRole('dialog')
    await dialog.getByLabel('Amount in NZD').fill('1,000,000')
    await dialog.getByRole('button', { name: 'Record it' }).click()
    await expect(dialog.getByText(/^No more than NZD/)).toBeVisible()
    await dialog.getByLabel('Amount in NZD').fill('1,000')
    await dialog.getByRole('button', { name: 'Record it' }).click()
    await expect(finance.locator('header').getByText('Part paid')).toBeVisible()
    const wrong = finance.getByRole('row').filter({ hasText: 'Labels in the project' }).last()
    await wrong.getByRole('combobox').selectOption({ label: 'Bill again' })
    await finance.getByLabel('Why it is credited').fill('The order number was another one.')
    await finance.getByRole('button', { name: 'Issue a credit note' }).click()
    await expect(wrong).toContainText(/NZ-CN-\d{4}-\d{6}, can be billed again/)
    await expectAccessible(finance)
    await expectNoSidewaysScroll(finance)
    const note = /NZ-CN-\d{4}-\d{6}/.exec((await wrong.textContent())!)![0]
    const pages = await textOfPages(await paperOf(finance, note))
    for (const words of [note, number, 'Theordernumberwasanotherone.', 'NZD690.00']) expect(pages[0]).toContain(words)
    await mailTo('organisationAdministrator', new RegExp(note), 'The order number was another one.')
    await approver.reload()
    await expect(approver.getByRole('link', { name: note })).toBeVisible()
    await expect(approver.getByText('NZD 1,208.00').first()).toBeVisible()

    const again = await bill(finance, engagement, 'NZD 600.00')
    expect(again).not.toBe(number)
    await expect(finance.getByText('NZD 690.00').first()).toBeVisible()
  })

  await test.step('the accounting file has all three', async () => {
    await finance.goto('/desk/billing/exports')
    await finance.getByRole('button', { name: 'Make files' }).click()
    await expect(finance.getByText('Made. They stand in the list below.')).toBeVisible()
    await expectAccessible(finance)
    const file = finance.getByRole('link', { name: 'Xero, NZ, invoices' }).first()
    const answer = await finance.request.get((await file.getAttribute('href'))!)
    expect(await answer.text()).toContain(`${number},PO-2026-41,`)
  })
})
