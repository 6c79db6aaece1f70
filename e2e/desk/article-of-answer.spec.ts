// An answer becomes an article: names are shown and taken out, the case is kept, and the article knows where it came from.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, PEOPLE, signIn, sql, test } from '../fixtures'
import { ownCase } from '../own-case'

test('an answer is made into a draft once nothing of the customer is left in it', async ({ page }) => {
  const reference = await ownCase('No base sizes on my slides')
  await sql`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    select c.organisation_id, gen_random_uuid(), c.id, u.id, 'staff', 'Hello Mere, switch it on.', now() from cases c, users u
    where c.number = ${Number(reference.slice(3))} and u.email = ${PEOPLE.agent}`
  await signIn(page, 'agent')
  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('link', { name: 'Make an article' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'An article of this answer' })).toBeVisible()
  await alive(page)
  await page.getByLabel('Title').fill('Switch on base sizes')
  await page.getByLabel('Markdown').fill('Hello Mere, switch it on in the **template**.')
  await expect(page.getByText('Still of the case')).toBeVisible()
  for (const check of [/No name of a person/, /Nothing of the customer/, /It reads without the case/])
    await page.getByRole('checkbox', { name: check }).check()
  await page.getByRole('button', { name: 'Make the draft' }).click()
  await expect(page.getByText(/This still stands in it: Mere/)).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Markdown').fill('Switch it on in the **template**.')
  await expect(page.getByText('No name, address or number of the case was found.')).toBeVisible()
  for (const check of [/No name of a person/, /Nothing of the customer/, /It reads without the case/])
    await page.getByRole('checkbox', { name: check }).check()
  await page.getByRole('button', { name: 'Make the draft' }).click()
  await expect(page).toHaveURL(/\/desk\/knowledge\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('region', { name: 'Cases' })).toContainText(`Made of an answer in ${reference}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
})
