// What every story needs: the demo's people, signing in, the mail that arrived, and eyes for what must hold on any screen.
import { expect, test as base, type APIRequestContext, type BrowserContext, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import postgres from 'postgres'

const PASSWORD = 'paper-lantern-harbour'

/** People of the demo world by what they are; the last names their organisation or side. */
export const PEOPLE = {
  requester: 'mere.hollis@tuiwhenua.example',
  colleague: 'callan.pike@tuiwhenua.example',
  organisationAdministrator: 'aroha.tamatea@tuiwhenua.example',
  foreignMember: 'priya.navendra@banksiabrine.example',
  foreignAdministrator: 'lachlan.quist@banksiabrine.example',
  agent: 'hana.corvell@harmoni.example',
  secondAgent: 'jonty.marlowe@harmoni.example',
  customerOfAbsentCsm: 'dorothea.winslade@prairielantern.example',
  emeaAgent: 'saskia.brandvold@harmoni.example',
  /** Of whom one story counts the news: no other tells them anything. */
  untoldAgent: 'callum.everley@harmoni.example',
  csm: 'rina.valemore@harmoni.example',
  /** Whose sessions are all ended by one story: no other signs in as them. */
  emeaCsm: 'tobin.ashgrove@harmoni.example',
  servicesLead: 'ingrid.solhaven@harmoni.example',
  finance: 'odile.marsh@harmoni.example',
  administrator: 'oren.tasgard@harmoni.example',
} as const
export type PersonKey = keyof typeof PEOPLE

/** Signs in without a page: the same form fields that the sign-in page posts. Throws when the sign-in is refused. */
export async function signInRequest(request: APIRequestContext, person: PersonKey): Promise<void> {
  const form = await (await request.get('/sign-in')).text()
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form)?.[1]
  if (!csrfToken) throw new Error('the sign-in page shows no form')
  const answer = await request.post('/api/auth/callback/password', {
    form: { csrfToken, callbackUrl: '/', next: '/', email: PEOPLE[person], password: PASSWORD },
    headers: { origin: new URL(process.env.BASE_URL!).origin },
    maxRedirects: 0,
  })
  const location = answer.headers().location ?? ''
  if (location === '' || location.includes('error'))
    throw new Error(`${person} was not signed in: ${answer.status()} ${location}`)
}

/** Signs the browser of a page in. */
export const signIn = (page: Page, person: PersonKey): Promise<void> => signInRequest(page.request, person)

/** Signs in by the form, as people do. */
export async function signInByForm(page: Page, person: PersonKey): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address', { exact: true }).first().fill(PEOPLE[person])
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

export type CaughtMail = { sender: string; recipient: string; subject: string; text: string; html: string | null; raw: string }

/** The database of the test installation, past row-level security: for reading mails and for setting a scene. */
export const sql = postgres(process.env.DATABASE_OWNER_URL ?? '', { max: 2, onnotice: () => {} })

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

/** The newest mail to a person whose subject matches, and whose text holds the words on however many lines, as soon as the catcher has it. */
export async function mailTo(person: PersonKey | { address: string }, subject: RegExp, words = ''): Promise<CaughtMail> {
  const address = typeof person === 'string' ? PEOPLE[person] : person.address
  let found: CaughtMail | undefined
  await expect
    .poll(
      async () => {
        const mails = await sql<CaughtMail[]>`
          select sender, recipient, subject, text, html, raw from caught_mails where recipient = ${address} order by id desc limit 50`
        found = mails.find((mail) => subject.test(mail.subject) && oneLine(mail.text).includes(oneLine(words)))
        return found !== undefined
      },
      { message: `a mail to ${address} with ${subject} that says “${words}”` },
    )
    .toBe(true)
  return found!
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Its short form, which a browser has read in half the time. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Puts axe-core into a page, by the browser's own way: Playwright's would look at each of its 600,000 letters first. */
async function bringAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  await session.detach()
}

/**
 * axe-core finds nothing on the page as it stands (WCAG 2.2 AA), or in the dialog that stands before all else; with `rules`, by
 * these alone.
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  // A page that is loaded or refreshed by what happens elsewhere has no title for a moment: waited for here, and not axe's to judge.
  await expect(page).toHaveTitle(/\S/)
  const only: axe.RunOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: WCAG }
  // Put into a page once: it is read again for as long as the page stands.
  if (!(await page.evaluate(() => 'axe' in window))) await bringAxe(page)
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
      document.querySelector('dialog:modal') ?? document,
      {
        runOnly,
        rules: runOnly.type === 'tag' ? { 'document-title': { enabled: false } } : {},
        resultTypes: ['violations'],
        // It would fetch style sheets and recordings once more, for what plays by itself: nothing of ours does.
        preload: false,
      },
    )
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  }, only)
  expect(found).toEqual([])
}

/** Nothing makes the page scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, visible } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    visible: document.documentElement.clientWidth,
  }))
  expect(wide).toBeLessThanOrEqual(visible)
}

/**
 * Waits until what can be pressed answers: a page is shown before its scripts have arrived, and a key pressed until then is lost.
 * What listens to keys is set up once the page is drawn, so the browser has nothing left to do then. Every page that is gone to or
 * loaded again is waited for; one that a link leads to is shown by scripts that run already.
 */
export async function alive(page: Page): Promise<void> {
  const listens = () => {
    const answers = (each: Element) => Object.keys(each).some((key) => key.startsWith('__reactProps'))
    const pressed = document.querySelectorAll('main :is(button, input:not([type=hidden]), textarea):enabled')
    if (![...pressed].every(answers)) return false
    return new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve(true))))
  }
  await page.waitForFunction(listens, undefined)
}

async function answered<T>(page: Page, answer: T): Promise<T> {
  // A page whose script waits for a touch is pressed as it is, by whoever is faster than that.
  if ((await page.locator('[data-starts="when-touched"]').count()) === 0) await alive(page)
  return answer
}

/** Goes to the reply by its key; what is typed next stands in it. */
export async function toReply(page: Page): Promise<void> {
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await expect(reply).toBeVisible()
  await alive(page)
  await page.keyboard.press('r')
  await expect(reply).toBeFocused()
}

/** What went wrong on a page that no story expects: an uncaught error, a dialog of an injected script, a refusal by the CSP. */
export function watch(page: Page, trouble: string[]): void {
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) trouble.push(`csp: ${message.text()}`)
  })
}

/**
 * Every page of a story is watched, and answers what is pressed as soon as it was gone to. All browsers that a story opened are
 * closed with it: each would follow the changes of all stories after it, and take one of the few places for that which a person has.
 */
export const test = base.extend<{ watched: void }>({
  watched: [
    async ({ browser, javaScriptEnabled }, run) => {
      const trouble: string[] = []
      const opened: BrowserContext[] = []
      const newContext = browser.newContext.bind(browser)
      browser.newContext = async (options) => {
        const context = await newContext(options)
        opened.push(context)
        context.on('page', (page) => {
          watch(page, trouble)
          if (!javaScriptEnabled) return
          const { goto, reload } = page
          page.goto = async (...where) => answered(page, await goto.apply(page, where))
          page.reload = async (...how) => answered(page, await reload.apply(page, how))
        })
        return context
      }
      await run()
      await Promise.all(opened.map((context) => context.close()))
      browser.newContext = newContext
      expect(trouble).toEqual([])
    },
    { auto: true },
  ],
})
export { expect }
