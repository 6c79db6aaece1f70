// A product update from its first line to its readers: written, published, mailed, read by feed, seen on the home page, and stopped
// by one click of a mail program.
import { alive, expect, expectAccessible, expectNoSidewaysScroll, mailTo, PEOPLE, signIn, sql, test } from '../fixtures'

test('is written, published, told to who asked and who follows, and stopped by one click', async ({ page, browser }) => {
  // Three people, five mails and pages: more than the usual minute where the machine is shared.
  test.slow()
  const reader = await (await browser.newContext()).newPage()
  await signIn(reader, 'requester')
  await reader.goto('/updates')
  await expect(reader.getByText('You asked for it in HS-10045')).toBeVisible()
  await reader.getByText('At once').click()
  await reader.getByRole('button', { name: 'Save' }).click()
  await expect(reader.getByText('You follow product updates.')).toBeVisible()
  await expectAccessible(reader)

  await signIn(page, 'agent')
  await page.goto('/desk/updates/new')
  await page.getByLabel('Version').fill('10.0 beta')
  await page.getByLabel('Title').fill('Ask your data in words')
  // Older than what the demo brings: known problems of the newest release stand beside forms of other stories.
  await page.getByLabel('Released on').fill('2026-01-31')
  await page.getByRole('button', { name: 'Begin to write' }).click()
  await expect(page).toHaveURL(/\/desk\/updates\/[0-9a-f-]{36}$/)
  await alive(page)
  await page.getByLabel('Line 1').fill('**Questions** in words. <script>alert(1)</script>')
  await page.getByLabel('Cases that asked for it').fill('HS-10045, HS-77')
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Kind').nth(1).selectOption('known_problem')
  await page.getByLabel('Line 2').fill('Answers are in English only.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('There is no case HS-77.')).toBeVisible()
  await expect(page.getByLabel('Line 2')).toHaveValue('Answers are in English only.')
  await expectAccessible(page)
  await page.getByLabel('Cases that asked for it').first().fill('HS-10045')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Save what you changed first.')).toHaveCount(0)

  const visitor = await (await browser.newContext()).newPage()
  expect((await visitor.goto('/updates/10-0-beta'))?.status()).toBe(404)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published, and told 1 requester.')).toBeVisible()

  expect((await visitor.goto('/updates/10-0-beta'))?.status()).toBe(200)
  await expect(visitor.getByText('Questions in words.')).toBeVisible()
  expect(await visitor.content()).not.toContain('HS-10045')
  await expectAccessible(visitor)
  const feed = await visitor.request.get('/updates/feed.xml')
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  expect(await feed.text()).toContain('<title>10.0 beta: Ask your data in words</title>')

  await mailTo('requester', /^Re: \[HS-10045\]/, 'Questions in words.')
  const mail = await mailTo('requester', /10\.0 beta: Ask your data in words/)
  const unsubscribe = /^List-Unsubscribe:\s*<([^>]+)>/im.exec(mail.raw.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? ''
  expect(mail.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im)

  await reader.goto('/')
  const news = reader.getByRole('region', { name: 'New since you were last here' })
  await expect(news.getByRole('link', { name: 'Ask your data in words' })).toBeVisible()
  await expectNoSidewaysScroll(reader)
  await news.getByRole('link', { name: 'All updates' }).click()
  await expect(reader.getByText('New to you')).toBeVisible()
  await expect
    .poll(async () => {
      await reader.goto('/')
      return news.count()
    })
    .toBe(0)

  const path = new URL(unsubscribe).pathname
  const followed = () =>
    sql<{ following: string | null }[]>`
      select r.following from update_readers r join users u on u.id = r.user_id where u.email = ${PEOPLE.requester}`
  await visitor.goto(path)
  await expect(visitor.getByRole('heading', { name: 'Mails about product updates' })).toBeVisible()
  await expectAccessible(visitor)
  expect(await followed()).toEqual([{ following: 'at_once' }])
  // A program of mail: no session, another origin, the body of RFC 8058.
  const clicked = await visitor.request.post(path, {
    headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
    form: { 'List-Unsubscribe': 'One-Click' },
    maxRedirects: 0,
  })
  expect(clicked.status()).toBe(200)
  expect(await followed()).toEqual([{ following: null }])
  await visitor.reload()
  await expect(visitor.getByRole('heading', { name: 'No more mails about updates' })).toBeVisible()
})
