// Never surprised: a mention, a promise that runs out and an answer reach whom they concern, live and by mail, once.
import type { Page } from '@playwright/test'
import { alive, expect, mailTo, signIn, sql, test } from '../fixtures'
import { ownCase } from '../own-case'

const bell = (page: Page) => page.getByRole('link', { name: /^Notifications, / })
const unread = async (page: Page) => Number(/(\d+) unread/.exec((await bell(page).getAttribute('aria-label')) ?? '')?.[1] ?? 0)
const news = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

test('a colleague who is named in a note hears it on the page that stands open, and by mail', async ({ page, browser }) => {
  await signIn(page, 'untoldAgent')
  await page.goto('/desk')
  const before = await unread(page)

  const writer = await (await browser.newContext()).newPage()
  await signIn(writer, 'emeaAgent')
  await writer.goto('/desk/cases/HS-10045')
  await writer.keyboard.press('n')
  await expect(writer.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await writer.keyboard.type('@callum')
  await expect(writer.getByRole('option', { name: 'Callum Everley' })).toBeVisible()
  await writer.keyboard.press('Enter')
  await writer.keyboard.type('do you know who owns the exporter?')
  await expect(writer.getByRole('textbox', { name: 'Internal note' })).toHaveValue(
    '@Callum Everley do you know who owns the exporter?',
  )
  await expect(writer.getByText('Tells Callum Everley.')).toBeVisible()
  await writer.keyboard.press('Control+Enter')
  await expect(writer.getByText('Note saved. Only staff can read it.')).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName(`Notifications, ${before + 1} unread`)

  await bell(page).click()
  await expect(news(page, 'Saskia Brandvold mentioned you').filter({ hasText: 'who owns the exporter' })).toBeVisible()
  const mail = await mailTo('untoldAgent', /^\[HS-10045\] Saskia Brandvold mentioned you/, 'who owns the exporter')
  expect(mail.raw).toContain('Auto-Submitted: auto-generated')

  // Looking at the case is reading its news; whoever is named follows it.
  await news(page, 'who owns the exporter').getByRole('link').click()
  await expect(page.getByRole('button', { name: 'Following' })).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName(`Notifications, ${before === 0 ? 'none' : before} unread`)
})

test('a promise that runs out warns its assignee, and its lead when it is late, once each', async ({ page, browser }) => {
  const [open] = await sql<{ number: number; id: string }[]>`
    select number, id from cases where region_code = 'EMEA' and next_metric = 'first_response' and assignee_id is null and status = 'new' order by number desc limit 1`
  const reference = `HS-${open!.number}`
  await signIn(page, 'servicesLead')
  // Signing in has just been written down: that is what the installation's clock says now.
  const [clock] = await sql<{ now: Date }[]>`select max(at) as now from audit_entries`
  const runOut = async (minutes: number) => {
    const [dueAt, atRiskAt] = [minutes, Math.min(0, minutes) - 60].map((each) => new Date(+clock!.now + each * 60_000))
    await sql`update sla_clocks set due_at = ${dueAt!}, at_risk_at = ${atRiskAt!} where case_id = ${open!.id} and ended_at is null`
    await sql`update cases set next_due_at = ${dueAt!}, next_at_risk_at = ${atRiskAt!} where id = ${open!.id}`
  }
  await runOut(30)
  await page.goto(`/desk/cases/${reference}`)
  await page.getByRole('button', { name: 'Take it' }).click()
  await mailTo('servicesLead', new RegExp(`^\\[${reference}\\] At risk: first answer`))
  await page.goto('/desk/notifications?show=all')
  await expect(news(page, 'At risk: first answer').filter({ hasText: reference })).toHaveCount(1)

  const lead = await (await browser.newContext()).newPage()
  await signIn(lead, 'emeaAgent')
  await runOut(-1)
  await lead.goto(`/desk/cases/${reference}`)
  await lead.getByRole('button', { name: /^Internal note/ }).click()
  await lead.getByRole('textbox', { name: 'Internal note' }).fill('They ring every hour.')
  await lead.keyboard.press('Control+Enter')
  await expect(lead.getByText('Note saved. Only staff can read it.')).toBeVisible()
  await lead.goto('/desk/notifications?show=all')
  for (const reader of [page, lead]) {
    await expect(news(reader, 'Late: first answer').filter({ hasText: reference })).toHaveCount(1)
  }
  await expect(news(page, 'At risk: first answer').filter({ hasText: reference })).toContainText('Over')
})

test('a customer sees our answer in their own notifications, and marks all as read by keyboard', async ({ page, browser }) => {
  const reference = await ownCase('The exporter loses its base sizes', 'foreignMember')
  await signIn(page, 'foreignMember')
  await page.goto('/')
  const agent = await (await browser.newContext()).newPage()
  await signIn(agent, 'agent')
  await agent.goto(`/desk/cases/${reference}`)
  await agent.getByRole('textbox', { name: 'Reply' }).fill('The exporter is mended, please try again.')
  await agent.keyboard.press('Control+Enter')
  await expect(agent.getByText('Sent. The case stays open.')).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName(/Notifications, \d+ unread/)
  await bell(page).click()
  await expect(news(page, 'The exporter is mended').first()).toBeVisible()
  await alive(page)
  await page.keyboard.press('j')
  await expect(page.locator('.news-link').first()).toBeFocused()
  await page.getByRole('button', { name: 'Mark all as read' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'You have read everything' })).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName('Notifications, none unread')
})

test('what one is told and where is one’s own choice', async ({ page }) => {
  await signIn(page, 'csm')
  await page.goto('/desk/profile#notifications')
  const box = page.getByRole('checkbox', { name: 'Something happens on a case I follow: mail' })
  await expect(box).not.toBeChecked()
  await box.check()
  await page.getByRole('form', { name: 'Notifications' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(box).toBeChecked()
})
