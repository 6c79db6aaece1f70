// Leaving and being put out: nothing of one's own stays in the browser, and whoever is signed out is told why and comes back.
import { expect, PEOPLE, signIn, sql, test } from '../fixtures'

test('signing out takes the drafts along', async ({ page }) => {
  await signIn(page, 'servicesLead')
  await page.goto('/desk/cases/HS-10045')
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Half a sentence for nobody else')
  await expect(page.getByText(/Draft saved/).first()).toBeVisible()
  await page.reload()
  await expect(reply).toHaveValue('Half a sentence for nobody else')
  await page.getByRole('button', { name: /Ingrid/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('Half a sentence')
})

test('a session that was ended says so, and signing in leads back to where one was', async ({ page }) => {
  await signIn(page, 'emeaCsm')
  await page.goto('/desk/cases/HS-10045')
  await sql`update sessions set revoked_at = now() where user_id = (select id from users where email = ${PEOPLE.emeaCsm})`
  await page.reload()
  await expect(page.getByText('You were signed out because this session was ended')).toBeVisible()
  await expect(page.getByText('Sign in, and you are back where you were.')).toBeVisible()
  await page.getByLabel('E-mail address', { exact: true }).first().fill(PEOPLE.emeaCsm)
  await page.getByLabel('Password', { exact: true }).fill('paper-lantern-harbour')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/desk\/cases\/HS-10045$/)
})
