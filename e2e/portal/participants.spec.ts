// A case shared with one colleague: they read it and reply, support sees who takes part, and it can be taken back.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, sql, test } from '../fixtures'

test('the requester adds a colleague, who is mailed and replies; support removes them again', async ({ page, browser }) => {
  const [found] = await sql<{ reference: string; name: string }[]>`
    select 'HS-' || c.number as reference, p.name from cases c join users u on u.id = c.requester_id
      join users p on p.email = 'callan.pike@tuiwhenua.example'
    where u.email = 'mere.hollis@tuiwhenua.example' and c.status in ('new', 'open', 'waiting')
      and not exists (select from case_participants x where x.case_id = c.id) order by c.number desc limit 1`
  const { reference, name } = found!
  const [colleague, desk] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()]
  await Promise.all([signIn(page, 'requester'), signIn(colleague, 'colleague'), signIn(desk, 'agent')])
  expect((await colleague.goto(`/cases/${reference}`))?.status()).toBe(404)

  await page.goto(`/cases/${reference}`)
  await page.getByRole('button', { name: 'Add…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who takes part' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByLabel('Colleague').selectOption(name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('button', { name: `Remove ${name}` })).toBeVisible()
  await mailTo('colleague', new RegExp(reference), 'has added you to a case')

  await colleague.goto(`/cases/${reference}`)
  await expect(colleague.getByRole('button', { name: /^Add/ })).toHaveCount(0)
  await colleague.getByRole('textbox').first().fill('It happens to me as well.')
  await colleague.getByRole('button', { name: /^Send/ }).click()
  await expect(colleague.getByRole('article').filter({ hasText: 'It happens to me as well.' })).toBeVisible()

  await desk.goto(`/desk/cases/${reference}`)
  await desk.setViewportSize({ width: 390, height: 844 })
  await desk.getByRole('button', { name: 'Add or remove…' }).click()
  await expectNoSidewaysScroll(desk)
  await expectAccessible(desk)
  await desk.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(desk.getByRole('button', { name: `Remove ${name}` })).toHaveCount(0)
  expect((await colleague.goto(`/cases/${reference}`))?.status()).toBe(404)
})
