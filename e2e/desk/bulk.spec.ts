// One act on many cases: seen before it is done, followed while it is done, and read again as a report.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, test } from '../fixtures'
import { ownCase } from '../own-case'

test('cases are assigned after a preview, their report can be read again, and they are put back', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk?view=unassigned&region=AMER')
  const boxes = page.getByRole('checkbox', { name: /^Select HS-/ })
  const chosen = await boxes.count()
  expect(chosen).toBeGreaterThan(0)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await expect(page.getByRole('status').filter({ hasText: `${chosen} selected` })).toBeVisible()
  await page.getByRole('button', { name: 'Assign…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Assign \d+ cases? to Hana Corvell$/ })).toBeVisible()
  await expect(page.getByText('Nothing is done yet.')).toBeVisible()
  await expect(page.getByText('From nobody to Hana Corvell').first()).toBeVisible()
  await expectAccessible(page)
  const before =
    await sql`select id from cases where assignee_id is null and region_code = 'AMER' and status in ('new','open','waiting')`
  expect(before.length).toBeGreaterThanOrEqual(chosen)
  const address = page.url()
  await page.reload()
  await page.getByRole('button', { name: /^Do it for \d+ cases?$/ }).click()
  await expect(page.getByText(/^(The case is|All \d+ cases are) done$/)).toBeVisible()
  await expectAccessible(page)

  await page.goto('/desk/bulk')
  await page
    .getByRole('link', { name: /^Assigned \d+ case/ })
    .first()
    .click()
  await expect(page).toHaveURL(address)
  await alive(page)
  await page.getByRole('button', { name: 'Put them back…' }).click()
  await expect(page.getByText('From Hana Corvell to nobody').first()).toBeVisible()
  await page.getByRole('button', { name: /^Do it for/ }).click()
  await expect(page.getByText(/^(The case is|All \d+ cases are) done$/)).toBeVisible()
})

test('an answer to many says which case could not be answered and why, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'agent')
  const [act] = await sql<{ id: string }[]>`
    insert into bulk_acts (id, user_id, act, planned_at, started_at, finished_at)
    select gen_random_uuid(), id, '{"kind":"answer","body":"Mended.","outcome":"keep_open"}', now(), now(), now()
    from users where email = 'hana.corvell@harmoni.example' returning id`
  await sql`
    insert into bulk_act_cases (act_id, place, organisation_id, case_id, state, refusal)
    select ${act!.id}, row_number() over (order by number), organisation_id, id, 'refused', 'Mere Hollis wrote meanwhile.' from cases where number in (10028, 10034)`
  await page.goto(`/desk/bulk/${act!.id}`)
  await expect(page.getByText('2 of 2 cases could not be done')).toBeVisible()
  await expect(page.getByText('Mere Hollis wrote meanwhile.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try the 2 cases again' })).toBeVisible()
  await expectAccessible(page)
  await sql`delete from bulk_acts where id = ${act!.id}`
})

test('cards are chosen on a phone and tagged together, and the tag finds them', async ({ page }) => {
  const [one, two] = [await ownCase('Two charts: the first'), await ownCase('Two charts: the second')]
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'agent')
  await page.goto('/desk?q=Two+charts')
  await page.getByRole('checkbox', { name: `Select ${one}` }).check()
  await page.getByRole('button', { name: 'Select all 2 shown' }).click()
  await expect(page.getByRole('checkbox', { name: `Select ${two}` })).toBeChecked()
  await expect(page.getByRole('status').filter({ hasText: '2 selected' })).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Tag…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tag 2 cases' })
  await dialog.getByLabel('Tag', { exact: true }).fill('story of two charts')
  await dialog.getByRole('button', { name: 'Add it…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tag 2 cases “story of two charts”' })).toBeVisible()
  await expect(page.getByText('Gets the tag')).toHaveCount(2)
  await alive(page)
  await page.getByRole('button', { name: 'Do it for 2 cases' }).click()
  await expect(page.getByText('All 2 cases are done')).toBeVisible()
  await page.goto('/desk/search?q=' + encodeURIComponent('tag:"story of two charts"'))
  for (const reference of [one, two]) await expect(page.getByText(reference)).toBeVisible()
})
