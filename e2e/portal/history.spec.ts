// The customer's history: with whose cases it begins, and as a file.
import { readFileSync } from 'node:fs'
import { expect, PEOPLE, signIn, sql, test } from '../fixtures'

test('the file is named by the day where its reader is, and holds a row for each case', async ({ page }) => {
  const email = PEOPLE.foreignAdministrator
  const [was] = await sql<{ zone: string }[]>`select time_zone as zone from users where email = ${email}`
  // The installation's clock says ten in the morning of the 24th, in UTC.
  await sql`update users set time_zone = 'Pacific/Kiritimati' where email = ${email}`
  await signIn(page, 'foreignAdministrator')
  await page.goto('/cases?scope=organisation')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toBe('cases-2026-11-25.csv')
  const [cases] = await sql<{ n: number }[]>`
    select count(*)::int as n from cases c join memberships m on m.organisation_id = c.organisation_id
    join users u on u.id = m.user_id where u.email = ${email}`
  expect(readFileSync(await (await download).path(), 'utf8').match(/^HS-\d+,/gm)).toHaveLength(cases!.n)
  await sql`update users set time_zone = ${was!.zone} where email = ${email}`
})

test('an administrator without an open case begins with those of the organisation, and a choice stays in the address', async ({
  page,
}) => {
  // Nobody else's story opens a case for them.
  await signIn(page, 'foreignAdministrator')
  await page.goto('/')
  await page.getByRole('link', { name: 'Cases', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Your organisation’s cases' })).toBeVisible()
  await expect(page.getByRole('list').filter({ hasText: 'HS-' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Closed', exact: true }).click()
  await expect(page).toHaveURL(/scope=organisation&state=closed/)
  await page.getByRole('link', { name: 'Mine', exact: true }).click()
  await expect(page).toHaveURL(/scope=mine&state=closed/)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Your cases' })).toBeVisible()
})
