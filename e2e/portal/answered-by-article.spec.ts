// A customer begins a case, reads an article beside the form, and needs no case any more.
import { expect, expectAccessible, signIn, sql, test } from '../fixtures'

test('articles that could not be looked up or loaded can be asked for again', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/cases/new')
  await page.route('**/help/suggest?*', (route) => route.abort(), { times: 1 })
  await page.getByLabel('Summary').fill('No base sizes in exported charts')
  await expect(page.getByText('Articles about this could not be looked up.')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.route('**/help/read?*', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: /Base sizes in exported charts/ }).click()
  await expect(page.getByRole('dialog').getByText('The article could not be loaded.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog').getByText('Save the template')).toBeVisible()
})

test('an article beside the form answers it, and the form can be had back as it was', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/cases/new')
  await page.getByLabel('Summary').pressSequentially('No base sizes in exported charts')
  const suggested = page.getByRole('button', { name: /Base sizes in exported charts/ })
  await expect(suggested).toBeVisible()
  await expect(page.getByText('In exports to Google Slides the base size stands above the title.')).toBeVisible()
  await suggested.click()
  const dialog = page.getByRole('dialog', { name: 'Base sizes in exported charts' })
  await expect(dialog.getByText('Save the template')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Back to the form' }).click()
  await expect(page.getByLabel('Summary')).toHaveValue('No base sizes in exported charts')

  await suggested.click()
  await dialog.getByRole('button', { name: 'This solved it' }).click()
  await expect(page.getByRole('heading', { name: 'Answered by an article' })).toBeFocused()
  await expectAccessible(page)
  const solved = () =>
    sql<{ slug: string }[]>`
      select a.slug from help_deflections d join articles a on a.id = d.solved_by where d.line = 'no base sizes in exported charts'`
  await expect.poll(solved).toEqual([{ slug: 'base-sizes-in-exported-charts' }])

  await page.getByRole('button', { name: 'It did not after all' }).click()
  await expect(page.getByLabel('Summary')).toHaveValue('No base sizes in exported charts')
  await expect.poll(solved).toEqual([])
})
