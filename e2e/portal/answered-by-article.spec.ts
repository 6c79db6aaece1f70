// A customer begins a case, reads an article beside the form, and needs no case any more.
import { expect, expectAccessible, signIn, sql, test } from '../fixtures'

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
