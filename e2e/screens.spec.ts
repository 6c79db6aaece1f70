// Every screen that exists, in light and dark, on a desk and on a phone: axe finds nothing and nothing scrolls sideways.
import type { Page } from '@playwright/test'
import {
  alive,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  signInRequest,
  test,
  watch,
  type PersonKey,
} from './fixtures'

const SCREENS: [person: PersonKey | null, path: string, status?: number][] = [
  [null, '/sign-in'],
  [null, '/sign-in?error=refused'],
  [null, '/forgotten-password'],
  [null, '/'],
  ['requester', '/'],
  ['requester', '/cases'],
  ['requester', '/cases?q=nothing-is-called-this'],
  ['organisationAdministrator', '/cases?scope=organisation'],
  ['requester', '/cases/new'],
  ['requester', '/cases/HS-10045'],
  ['requester', '/cases/HS-10045/print'],
  [null, '/help'],
  [null, '/help/base-sizes-in-exported-charts'],
  [null, '/help/data'],
  [null, '/help/search'],
  [null, '/help/search?q=bsae+sizes+in+exprots'],
  [null, '/help/search?q=zzyzx'],
  ['requester', '/help/search?q=licence'],
  [null, '/help/renewing-a-licence', 404],
  ['requester', '/help'],
  ['requester', '/help/renewing-a-licence'],
  ['requester', '/help/people-from-your-directory'],
  ['agent', '/help/take-over-a-case-of-another-region'],
  [null, '/updates'],
  [null, '/updates?kind=known_problem'],
  [null, '/updates/9-4'],
  [null, '/updates/9-5', 404],
  ['requester', '/updates'],
  ['requester', '/updates/9-4'],
  [null, '/unsubscribe?token=nobody-signed-this', 404],
  [null, '/announcements'],
  ['requester', '/announcements'],
  ['agent', '/desk/announcements'],
  ['agent', '/desk/announcements/new'],
  ['finance', '/desk/announcements'],
  ['agent', '/desk/knowledge/gaps'],
  ['agent', '/desk/updates'],
  ['agent', '/desk/updates/new'],
  ['finance', '/desk/updates'],
  ['requester', '/services'],
  ['requester', '/services/new?item=WORKSHOP'],
  ['requester', '/services/SR-0004'],
  ['organisationAdministrator', '/services'],
  ['requester', '/services/SR-0009'],
  ['organisationAdministrator', '/services/SR-0009/quote'],
  ['requester', '/services/SR-0009/quote?version=1'],
  ['csm', '/desk/services/SR-0009/quote'],
  ['csm', '/desk/services/SR-0004/quote'],
  ['servicesLead', '/desk/services/rates'],
  ['requester', '/services/SR-0010/engagement'],
  ['servicesLead', '/desk/services/SR-0010/engagement'],
  ['secondAgent', '/desk/time'],
  ['servicesLead', '/desk/time/approve'],
  ['finance', '/desk/billing'],
  ['csm', '/desk/billing'],
  ['finance', '/desk/billing/entities'],
  ['finance', '/desk/billing/exports'],
  ['organisationAdministrator', '/services/invoices'],
  ['csm', '/desk/services'],
  ['finance', '/desk/services?show=all'],
  ['csm', '/desk/services/SR-0004'],
  ['servicesLead', '/desk/services?as=board'],
  ['finance', '/desk/billing/numbers?currency=NZD&of=invoiced'],
  ['requester', '/policy'],
  ['requester', '/profile'],
  ['requester', '/notifications'],
  ['organisationAdministrator', '/team'],
  ['requester', '/team', 403],
  ['foreignMember', '/notifications'],
  ['requester', '/cases/HS-99999', 404],
  ['requester', '/desk', 403],
  ['agent', '/desk'],
  ['agent', '/desk?view=mine'],
  ['agent', '/desk?view=resolved'],
  ['agent', '/desk?q=nothing-is-called-this'],
  ['agent', '/desk/search'],
  ['agent', '/desk/search?q=dashboard'],
  ['agent', '/desk/search?q=nothing-is-called-this'],
  ['agent', '/desk/cases/HS-10028'],
  ['agent', '/desk/cases/HS-99999', 404],
  ['agent', '/desk/cases/HS-10028/merge'],
  ['agent', '/desk/cases/HS-10028/link'],
  ['agent', '/desk/cases/HS-10028/link?q=dashboard'],
  ['finance', '/desk/cases/HS-10028/link', 403],
  ['agent', '/desk/cases/HS-10028/split'],
  ['agent', '/desk/tags'],
  ['administrator', '/desk/tags'],
  ['agent', '/desk/cases/HS-10028/print?notes=with'],
  ['requester', '/desk/cases/HS-10045/print', 403],
  ['agent', '/desk/profile'],
  ['agent', '/desk/bulk'],
  ['agent', '/desk/views'],
  ['csm', '/desk/views'],
  ['agent', '/desk?severity=1&columns=risk,assignee,status,opened'],
  ['agent', '/desk/shift-end'],
  ['agent', '/desk/shift-end?region=EMEA'],
  ['agent', '/desk/shifts'],
  ['agent', '/desk/knowledge'],
  ['agent', '/desk/knowledge?list=due'],
  ['agent', '/desk/knowledge/new'],
  ['administrator', '/desk/knowledge/sections'],
  ['agent', '/desk/knowledge/searches'],
  ['finance', '/desk/knowledge?list=review'],
  ['agent', '/desk/notifications'],
  ['agent', '/desk/notifications?show=all'],
  ['finance', '/desk/notifications'],
  ['agent', '/desk/admin/people', 403],
  ['csm', '/desk?view=accounts'],
  ['administrator', '/desk/admin/organisations'],
  ['administrator', '/desk/admin/organisations/new'],
  ['administrator', '/desk/admin/people'],
  ['administrator', '/desk/admin/people/new'],
  ['administrator', '/desk/admin/audit'],
  ['administrator', '/desk/admin/audit?person=nobody-is-called-this'],
  [null, '/rating?token=nobody-signed-this', 404],
  ['administrator', '/desk/admin/policy'],
  ['administrator', '/demo/mails'],
]

/** Refused as others are whose screen stands above: the status is what differs. */
const REFUSED: [person: PersonKey, path: string, status: number][] = [
  ['foreignMember', '/help/single-sign-on-at-tuiwhenua-insight', 404],
  ['foreignMember', '/help/people-from-your-directory', 404],
  ['requester', '/desk/announcements', 403],
  ['requester', '/desk/updates', 403],
  ['foreignMember', '/services/SR-0004', 404],
  ['requester', '/services/SR-0009/certificate', 404],
  ['requester', '/services/SR-0009/engagement', 404],
  ['requester', '/desk/time', 403],
  ['agent', '/desk/billing', 403],
  ['csm', '/desk/billing/entities', 403],
  ['finance', '/desk/billing/019b2f6e-0000-7000-8000-00000000abcd', 404],
  ['requester', '/services/invoices', 403],
  ['organisationAdministrator', '/services/invoices/NZ-INV-2099-999999', 404],
  ['requester', '/desk/services', 403],
  ['requester', '/desk/search', 403],
  ['finance', '/desk/cases/HS-10028/split', 403],
  ['requester', '/desk/tags', 403],
  ['finance', '/desk/cases/HS-10028/merge', 403],
  ['finance', '/desk/bulk', 403],
  ['agent', '/desk/bulk/019b2f6e-0000-7000-8000-00000000abcd', 404],
  ['requester', '/desk/views', 403],
  ['agent', '/desk?saved=019b2f6e-0000-7000-8000-00000000abcd', 404],
  ['agent', '/desk/shift-end?region=MOON', 404],
  ['requester', '/desk/shifts', 403],
  ['requester', '/desk/knowledge', 403],
  ['agent', '/desk/admin/audit', 403],
]

/** What a colour scheme can break, where all else was looked at in the other. */
const COLOURS = ['color-contrast', 'link-in-text-block']
const MODES: ['light' | 'dark', number, rules?: string[]][] = [
  ['light', 1440],
  ['dark', 1440, COLOURS],
  ['dark', 390],
  ['light', 390, COLOURS],
]

// What axe finds is said in the failure; tracing four modes of every screen would take longer than looking at them.
test.use({ trace: 'off' })
test.describe.configure({ mode: 'parallel' })

/** Screens of one person, few enough that both workers have their share. */
const GROUPS = [...new Set(SCREENS.map(([person]) => person))].flatMap((person) => {
  const own = SCREENS.filter(([of]) => of === person)
  return Array.from({ length: Math.ceil(own.length / 8) }, (_, at) => ({ person, screens: own.slice(at * 8, at * 8 + 8) }))
})

for (const [at, { person, screens }] of GROUPS.entries()) {
  test.describe(`${person ?? 'nobody'}, ${at}`, () => {
    test.describe.configure({ mode: 'default' })

    // One window goes from screen to screen, as people do, and keeps what it has loaded.
    const trouble: string[] = []
    let page: Page
    test.beforeAll(async ({ browser }) => {
      const { baseURL, locale, timezoneId } = test.info().project.use
      const context = await browser.newContext({ baseURL, locale, timezoneId, reducedMotion: 'reduce' })
      page = await context.newPage()
      watch(page, trouble)
      if (person) await signIn(page, person)
    })
    test.afterAll(() => page.context().close())

    for (const [, path, status = 200] of screens) {
      test(`${path} as ${person ?? 'nobody'}`, async () => {
        const answer = await page.goto(path)
        expect(answer?.status()).toBe(status)
        await alive(page)
        for (const [colorScheme, width, rules] of MODES) {
          await test.step(`${colorScheme}, ${width} px`, async () => {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
            await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
            await expectAccessible(page, rules)
            await expectNoSidewaysScroll(page)
          })
        }
        expect(trouble.splice(0)).toEqual([])
      })
    }
  })
}

for (const person of new Set(REFUSED.map(([person]) => person))) {
  test(`what is not for ${person}, or not there, says so`, async ({ request }) => {
    await signInRequest(request, person)
    for (const [, path, status] of REFUSED.filter(([of]) => of === person))
      expect((await request.get(path)).status(), path).toBe(status)
  })
}
