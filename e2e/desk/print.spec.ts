// A case on paper (security AB-084): the customer's never holds a note, ours only when asked for, and then says so on each page.
import { expect, expectAccessible, PEOPLE, signInRequest, sql, test } from '../fixtures'
import { textOfPages } from '../pdf'

const CANARY = 'kanarie-7d21-paper'

/** A case of the requester with a note and words enough for several pages. */
async function longCase(): Promise<string> {
  const [row] = await sql<{ organisation_id: string; id: string; number: number; requester_id: string; staff: string }[]>`
    select c.organisation_id, c.id, c.number::int as number, c.requester_id, (select id from users where email = ${PEOPLE.agent}) as staff
    from cases c join users u on u.id = c.requester_id where u.email = ${PEOPLE.requester} order by c.number limit 1`
  const { organisation_id, id, number, requester_id, staff } = row!
  const words = Array.from({ length: 120 }, (_, line) => `Line ${line + 1} of what happened.`).join('\n\n')
  await sql`insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    values (${organisation_id}, gen_random_uuid(), ${id}, ${requester_id}, 'customer', ${words}, now())`
  await sql`insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
    values (${organisation_id}, gen_random_uuid(), ${id}, ${staff}, ${CANARY}, now())`
  return `HS-${number}`
}

test('prints for its customer without a note, for us as we choose, and names itself on every page', async ({ page }) => {
  const reference = await longCase()
  await signInRequest(page.request, 'requester')
  await page.goto(`/cases/${reference}`)
  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeVisible()
  await expectAccessible(page)
  expect(await page.content()).not.toContain(CANARY)
  const customers = await textOfPages(await page.pdf({ format: 'A4' }))
  expect(customers.length).toBeGreaterThan(1)
  for (const text of customers) {
    expect(text).toContain(reference)
    expect(text).not.toContain(CANARY)
    expect(text).not.toContain('Internal')
    expect(text).not.toContain('saveasPDF')
  }
  expect(customers.join('').replace(/\s/g, '')).toContain('Line120ofwhathappened.')

  await page.context().clearCookies()
  await signInRequest(page.request, 'agent')
  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('link', { name: 'With internal notes' })).toBeVisible()
  const without = await textOfPages(await page.pdf({ format: 'A4' }))
  expect(without.join('')).not.toContain(CANARY)
  expect(without.join('')).not.toContain('Internal')
  await page.getByRole('link', { name: 'With internal notes' }).click()
  await expect(page.getByText(CANARY)).toBeVisible()
  const internal = await textOfPages(await page.pdf({ format: 'A4' }))
  expect(internal.length).toBeGreaterThan(1)
  expect(internal.join('')).toContain(CANARY)
  for (const text of internal) expect(text.replace(/\s/g, '')).toContain('Internal:notforthecustomer')
})

test('lists come as files for a spreadsheet, by the filter of their page', async ({ request }) => {
  await signInRequest(request, 'administrator')
  for (const [path, heading] of [
    ['/desk/export?view=all', 'Number,Summary,Organisation'],
    ['/desk/admin/people/export?show=staff', 'Name,E-mail address'],
    ['/desk/admin/organisations/export', 'Name,Region,CSM'],
  ] as const) {
    const answer = await request.get(path)
    expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="\w+-\d{4}-\d\d-\d\d\.csv"$/)
    const text = await answer.text()
    expect(text.startsWith(`\ufeff${heading}`)).toBe(true)
    if (path.includes('show=staff')) expect(text).not.toContain(PEOPLE.requester)
    expect(text.split('\r\n').length).toBeGreaterThan(3)
  }
  // Other stories open and resolve cases meanwhile, so the two are counted again until nothing happened between them.
  await expect(async () => {
    const open = (await (await request.get('/desk/export?view=all')).text()).split('\r\n').length - 2
    const [{ count }] = (await sql`
      select count(*)::int as count from cases where status in ('new','open','waiting','with_account_manager')`) as unknown as [
      { count: number },
    ]
    expect(open).toBe(count)
  }).toPass({ timeout: 40_000 })
})
