// The audit as its administrator reads it: who did what, found by person, case and day, as a file, and refusals among it.
import { readFile } from 'node:fs/promises'
import { expect, signIn, signInRequest, sql, test, PEOPLE } from '../fixtures'

test('an administrator finds what a person did, follows it, and takes it along as a file', async ({ page, request }) => {
  await signInRequest(request, 'agent')
  expect((await request.get('/desk/admin/people')).status()).toBe(403)
  await expect.poll(async () => (await sql`select 1 from audit_entries where action = 'access.denied'`).length).toBeGreaterThan(0)

  await signIn(page, 'administrator')
  await page.goto('/desk')
  await page.getByRole('link', { name: 'Audit log' }).first().click()
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible()
  // Newest first; what other stories do meanwhile may stand above it.
  await expect(page.getByRole('row').filter({ hasText: 'Oren Tasgard signed in' }).first()).toBeVisible()
  await page.getByLabel('Person').fill(PEOPLE.agent)
  await page.getByLabel('What was done').selectOption('access.denied')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(/person=hana.*action=access.denied/)
  await expect(page.getByRole('row')).toHaveCount(2)
  const refused = page.getByRole('row').nth(1)
  await expect(refused).toContainText('Hana Corvell was refused “people.list”')
  await expect(refused.getByText('permission:')).toBeHidden()
  await refused.getByText(/^Entry \d+$/).click()
  await expect(refused).toContainText('permission: people.list')
  await expect(refused.getByText('permission:')).toBeVisible()

  await page.goto('/desk/admin/audit?reference=HS-10028')
  await expect(page.getByRole('rowheader', { name: /opened HS-10028/ })).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
  const file = await readFile(await download.path(), 'utf8')
  const [head, ...lines] = file.split('\r\n').filter((line) => line !== '')
  expect(head).toBe('\ufeffEntry,When,Who,As,Did,Case,Person,Organisation,Before,After,Request')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).toContain('HS-10028')
})
