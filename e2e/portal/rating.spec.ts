// The customer's word (journey 1, its end): asked in the mail that solves a case, given by one press on a page that needs no
// signing in, changed, and the case reopened from there. Programs that open links give no answer.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, sql, test, PEOPLE } from '../fixtures'
import { ownCase } from '../own-case'

const words = (reference: string) => sql<{ answer: string; comment: string | null }[]>`
  select r.answer, r.comment from case_ratings r join cases c on c.id = r.case_id where c.number = ${Number(reference.slice(3))}`

test('is asked by mail, given by one press, changed, and reopens the case', async ({ page, browser, request }) => {
  const reference = await ownCase('The weights of wave 8 are gone')
  await signIn(page, 'servicesLead')
  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('textbox', { name: 'Reply' }).fill('It is mended for good.')
  await page.getByRole('button', { name: 'Send, resolve' }).click()
  await expect(page.getByText('Sent. The case is resolved.')).toBeVisible()

  const mail = await mailTo('requester', new RegExp(`\\[${reference}\\]`), '/rating?token=')
  const link = /\/rating\?token=[\w-]+&answer=great/.exec(mail.text)?.[0]
  expect(link).toBeDefined()

  for (const look of ['get', 'head', 'get'] as const) expect((await request[look](link!)).status()).toBe(200)
  const answer = await request.post(link!, { form: { answer: 'great' } })
  expect(answer.ok() ? await words(reference) : []).toHaveLength(0)

  const anonymous = await browser.newContext()
  const visitor = await anonymous.newPage()
  await visitor.goto(link!)
  await expect(visitor.getByRole('radio', { name: 'Great' })).toBeChecked()
  await expectAccessible(visitor)
  expect(await words(reference)).toHaveLength(0)
  await visitor.getByRole('button', { name: 'Send my answer' }).click()
  await expect(visitor.getByText('Thank you. The people who helped you read it.')).toBeVisible()
  expect(await words(reference)).toEqual([{ answer: 'great', comment: null }])

  await visitor.getByText('Not good').click()
  await visitor.getByLabel('What was good, what was not?').fill('It came back after an hour.')
  await visitor.getByRole('button', { name: 'Change my answer' }).click()
  await expect(visitor.getByText('You said “Not good”.')).toBeVisible()
  expect(await words(reference)).toEqual([{ answer: 'not_good', comment: 'It came back after an hour.' }])

  await visitor.getByText('It is not solved').click()
  await visitor.getByLabel('What is left?').fill('The weights of wave 8 are gone again.')
  await visitor.getByRole('button', { name: 'Reopen the case' }).click()
  await expect(visitor.getByRole('heading', { name: 'Your case is open again' })).toBeVisible()
  await anonymous.close()

  await page.reload()
  await expect(page.getByRole('article').filter({ hasText: 'The weights of wave 8 are gone again.' })).toBeVisible()
  const said = page.getByRole('region', { name: 'The customer’s word' })
  await expect(said).toContainText('Not good')
  await expect(said).toContainText('It came back after an hour.')
  await mailTo('csm', new RegExp(`\\[${reference}\\]`), 'It came back after an hour.')
})

test('is given on the page of the case as well, and with a phone', async ({ page }) => {
  const [solved] = await sql<{ reference: string }[]>`
    select i.case_prefix || '-' || c.number as reference from cases c cross join installation i join users u on u.id = c.requester_id
    where u.email = ${PEOPLE.requester} and c.status = 'resolved' order by c.number limit 1`
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'requester')
  await page.goto(`/cases/${solved!.reference}`)
  const card = page.getByRole('region', { name: 'How did we do?' })
  await card.getByText('Okay').click()
  await card.getByRole('button', { name: 'Send my answer' }).click()
  await expect(card.getByText('You said “Okay”.')).toBeVisible()
  expect(await words(solved!.reference)).toEqual([{ answer: 'okay', comment: null }])
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})

test('a link that nobody signed leads nowhere', async ({ page }) => {
  const answer = await page.goto('/rating?token=AAAA&answer=great')
  expect(answer?.status()).toBe(404)
})
