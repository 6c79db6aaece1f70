// Beside a case: how cases about the same were solved; in a reply: links to articles that its reader can open.
import { expect, expectAccessible, signIn, sql, test } from '../fixtures'

test('cases about the same stand beside the case, and lead there', async ({ page }) => {
  await signIn(page, 'agent')
  const [asked] = await sql<{ number: number }[]>`
    select number from cases where status in ('new', 'open') order by number limit 1`
  // One that was about the same, solved: the words of the asked one, for the search that has read both.
  const [solved] = await sql<{ number: number; subject: string }[]>`
    update cases set subject = (select subject from cases where number = ${asked!.number})
    where number = (select max(number) from cases where status = 'resolved') returning number, subject`
  await sql`
    update search_documents set words = words || to_tsvector('simple', ${solved!.subject}) where case_number in (${asked!.number}, ${solved!.number})`
  await sql`
    insert into search_words (word, cases) select word, 2 from unnest(tsvector_to_array(to_tsvector('simple', ${solved!.subject}))) word
    on conflict (word) do update set cases = greatest(search_words.cases, 2)`
  await page.goto(`/desk/cases/HS-${asked!.number}`)
  const similar = page.getByRole('region', { name: 'Similar resolved cases' })
  await expect(similar.getByText(`HS-${solved!.number}`)).toBeVisible()
  await expectAccessible(page)
  await similar.getByRole('link', { name: solved!.subject }).first().click()
  await expect(page).toHaveURL(new RegExp(`HS-${solved!.number}$`))
})

test('a link to an article comes into a reply by a button and by typing, and one that cannot be opened says so', async ({
  page,
}) => {
  await signIn(page, 'agent')
  await page.goto('/desk/cases/HS-10028')
  const body = page.getByLabel('Reply', { exact: true })
  await body.fill('Please read this:')
  await page.getByRole('button', { name: 'Article…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Link to an article' })
  await dialog.getByLabel('Title').fill('base sizes')
  await expectAccessible(page)
  await dialog
    .getByRole('button', { name: /^Insert .*[Bb]ase sizes/ })
    .first()
    .click()
  await expect(body).toHaveValue(/^Please read this: \[.*[Bb]ase sizes.*\]\(http.*\/help\/base-sizes-in-exported-charts\) $/)

  await page.getByRole('button', { name: 'Article…' }).click()
  await dialog.getByLabel('Title').fill('take over a case')
  await expect(dialog.getByText('This customer cannot open it: it is for staff only.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Insert Take over/ })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await body.fill('')
  await body.pressSequentially('/base')
  await page
    .getByRole('option', { name: /[Bb]ase sizes/ })
    .first()
    .click()
  await expect(body).toHaveValue(/^\[.*\]\(http.*\/help\/base-sizes-in-exported-charts\) $/)
  const { origin } = new URL(page.url())
  await body.fill(`See ${origin}/help/take-over-a-case-of-another-region`)
  await expect(page.getByText(/is for staff only: the customer cannot open it/)).toBeVisible()
  await body.fill('')
})
