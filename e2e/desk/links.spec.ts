// Cases of two customers have one cause: they are linked with the problem, and one act answers each of them in its own case.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, test } from '../fixtures'
import { ownCase } from '../own-case'

test('two cases are linked with a problem, which answers both at once; the customer reads one reply and no other case', async ({
  page,
  browser,
}) => {
  const problem = await ownCase('Links story: the exporter')
  const [one, two] = [await ownCase('Links story: the first export'), await ownCase('Links story: the second export')]
  const customer = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(customer, 'requester')])

  // By number.
  await page.goto(`/desk/cases/${one}`)
  await page.getByRole('link', { name: 'Link a case…' }).click()
  await page.getByLabel('Number or words').fill(problem.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?q=/)
  await alive(page)
  await page.getByLabel('caused by the problem').check()
  await page.getByLabel('Links story: the exporter').check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Link them' }).click()
  await expect(page).toHaveURL(new RegExp(`/desk/cases/${one}$`))
  await expect(page.getByText(`Caused by the problem ${problem}`, { exact: true })).toBeVisible()

  // Known problems are offered without looking for them; on a phone too.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/desk/cases/${two}/link`)
  await expectNoSidewaysScroll(page)
  await page.getByLabel('caused by the problem').check()
  await page.getByLabel('Links story: the exporter').check()
  await page.getByRole('button', { name: 'Link them' }).click()
  await expect(page).toHaveURL(new RegExp(`/desk/cases/${two}$`))
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto(`/desk/cases/${problem}`)
  await expect(page.getByText('2 cases caused by it, 2 open.')).toBeVisible()
  await expect(page.getByText('Known problem', { exact: true })).toBeVisible()
  // Whoever writes about the same reads of it, in words that are for everybody.
  await page.getByText('Tell customers that it is known').click()
  await page.getByLabel('In one line').fill('Waveform exports stay empty')
  await page.getByLabel('What helps meanwhile').fill('Choose CSV.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Tell them' }).click()
  await expect(page.getByText('Customers who write about the same read:')).toBeVisible()
  await customer.goto('/cases/new')
  await alive(customer)
  await customer.getByLabel('Summary').fill('My waveform export is empty')
  await expect(customer.getByText('Waveform exports stay empty')).toBeVisible()
  await expectAccessible(customer)

  await page.getByRole('button', { name: 'Answer its 2 open cases…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Answer 2 open cases' })
  await dialog.getByLabel('Message').fill('The exporter is mended. Please export again.')
  await dialog.getByLabel('Resolve').check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('heading', { name: `Answer 2 cases of the problem ${problem}` })).toBeVisible()
  await expect(page.getByText('The customer is answered; then resolved')).toHaveCount(2)
  await alive(page)
  await page.getByRole('button', { name: 'Do it for 2 cases' }).click()
  await expect(page.getByText('All 2 cases are done')).toBeVisible()

  await mailTo('requester', new RegExp(one), 'The exporter is mended.')
  await customer.goto(`/cases/${two}`)
  await expect(customer.getByRole('article').filter({ hasText: 'The exporter is mended.' })).toBeVisible()
  await expect(customer.getByText(problem)).toHaveCount(0)
  await expect(customer.getByText(one)).toHaveCount(0)

  // The link is taken away from the other end.
  await page.goto(`/desk/cases/${problem}`)
  await page.getByRole('button', { name: `Take the link with ${one} away` }).click()
  await expect(page.getByText('1 case caused by it, 0 open.')).toBeVisible()
})
