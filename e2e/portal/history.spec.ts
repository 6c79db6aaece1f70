// The customer's history as a file.
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
