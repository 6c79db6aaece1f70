// Saved views: what one sees in the queue is kept under a name, shared, changed, put in order and opened first.
import { expect, expectAccessible, signIn, signInRequest, sql, test } from '../fixtures'

test.afterAll(async () => {
  await sql`delete from default_views`
  await sql`update saved_views set removed_at = now() where name like 'Story%'`
})

test('a filtered queue is saved, changed, saved as another, and reset', async ({ page }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk?view=all')
  await page.getByRole('combobox', { name: 'Level', exact: true }).selectOption('1')
  await expect(page).toHaveURL(/severity=1/)
  await page.getByRole('button', { name: 'Save view…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await expectAccessible(page)
  await expect(dialog.getByLabel('For everybody on the desk')).toHaveCount(0)
  await dialog.getByLabel('Name').fill('Story urgent')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Story urgent' })).toBeVisible()
  await expect(page).toHaveURL(/\/desk\?saved=[0-9a-f-]{36}$/)
  const address = page.url()
  const inSide = page.getByRole('navigation', { name: 'Desk', exact: true }).getByRole('link', { name: /^Story urgent/ })
  await expect(inSide).toHaveAttribute('aria-current', 'page')
  await expect(inSide.locator('.nav-count')).toHaveText(/^\d/)

  await page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('EMEA')
  const changed = page.getByRole('group', { name: 'Changed view' })
  await expect(changed).toContainText('Changed')
  await expect(page.getByRole('heading', { level: 1, name: 'Story urgent' })).toBeVisible()
  await changed.getByRole('link', { name: 'Reset' }).click()
  await expect(page).toHaveURL(address)
  await expect(changed).toHaveCount(0)

  await page.getByText('Columns', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Activity', exact: true }).uncheck()
  await page.getByRole('checkbox', { name: 'Status', exact: true }).check()
  await page.getByRole('button', { name: 'Show these' }).click()
  await expect(page.getByRole('columnheader', { name: 'Status' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Activity' })).toBeHidden()
  await changed.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(changed).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Status' })).toBeVisible()

  await page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('APAC')
  await page.getByRole('button', { name: 'Save as…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('story URGENT')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('There is a view of this name already').first()).toBeVisible()
  await page.getByRole('dialog').getByLabel('Name').fill('Story urgent, APAC')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Story urgent, APAC' })).toBeVisible()
})

test('a lead shares a view; its link opens for a colleague, who may not change it, and makes it the first', async ({
  page,
  browser,
}) => {
  await signIn(page, 'agent')
  await page.goto('/desk?view=unassigned&region=EMEA&sort=newest')
  await page.getByRole('button', { name: 'Save view…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Story for all')
  await page.getByRole('dialog').getByLabel('For everybody on the desk').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Story for all' })).toBeVisible()

  const colleague = await browser.newContext()
  const other = await colleague.newPage()
  await signInRequest(other.request, 'csm')
  await other.goto(page.url())
  await other.getByRole('combobox', { name: 'Level', exact: true }).selectOption('2')
  await expect(other.getByRole('group', { name: 'Changed view' })).toBeVisible()
  await expect(other.getByRole('group', { name: 'Changed view' }).getByRole('button', { name: 'Save', exact: true })).toHaveCount(
    0,
  )

  await other.goto('/desk/views')
  await expect(other.getByRole('button', { name: 'Delete Story for all' })).toHaveCount(0)
  await other.getByRole('button', { name: 'Open first: Story for all' }).click()
  await expect(other.getByText('Opens first')).toBeVisible()
  await other.goto('/desk')
  await expect(other.getByRole('heading', { level: 1, name: 'Story for all' })).toBeVisible()
  await other
    .getByRole('navigation', { name: 'Desk', exact: true })
    .getByRole('link', { name: /^Queue/ })
    .click()
  await expect(other.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()

  await page.goto('/desk/views')
  await page.getByRole('button', { name: 'Move Story for all up' }).click()
  await expect(page.getByRole('main').getByRole('listitem').nth(2)).toContainText('Story for all')
  await page.getByRole('button', { name: 'Change Story for all' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Story renamed')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Story renamed' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete Story renamed' }).click()
  await expect(page.getByRole('button', { name: 'Delete Story renamed' })).toHaveCount(0)
  await other.goto('/desk')
  await expect(other.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Delete Story renamed' })).toBeVisible()
  await colleague.close()
})

test('a view that names what is no more opens and says so', async ({ page }) => {
  await signInRequest(page.request, 'agent')
  await sql`
    insert into saved_views (id, owner_id, name, address, position, created_at, changed_at, changed_by)
    select '019b2f6e-0000-7000-8000-00000000beef', id, 'Story of the past', 'region=MOON&category=billing', 1, now(), now(), id
    from users where email = 'hana.corvell@harmoni.example'`
  await page.goto('/desk?saved=019b2f6e-0000-7000-8000-00000000beef')
  await expect(page.getByText(/This view names a category that is no longer here and a region/)).toBeVisible()
  await expectAccessible(page)
})
