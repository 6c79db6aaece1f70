// Every screen that exists, in light and dark, on a desk and on a phone: axe finds nothing and nothing scrolls sideways.
import { expect, expectAccessible, expectNoSidewaysScroll, signInRequest, test, type PersonKey } from './fixtures'

const SCREENS: [person: PersonKey | null, path: string, status?: number][] = [
  [null, '/sign-in'],
  [null, '/sign-in?error=refused'],
  [null, '/forgotten-password'],
  ['requester', '/'],
  ['requester', '/cases'],
  ['requester', '/cases?q=nothing-is-called-this'],
  ['organisationAdministrator', '/cases?scope=organisation'],
  ['requester', '/cases/new'],
  ['requester', '/cases/HS-10045'],
  ['requester', '/policy'],
  ['requester', '/profile'],
  ['requester', '/cases/HS-99999', 404],
  ['requester', '/desk', 403],
  ['agent', '/desk'],
  ['agent', '/desk?view=mine'],
  ['agent', '/desk?view=resolved'],
  ['agent', '/desk?q=nothing-is-called-this'],
  ['agent', '/desk/cases/HS-10028'],
  ['agent', '/desk/cases/HS-99999', 404],
  ['agent', '/desk/profile'],
  ['agent', '/desk/admin/people', 403],
  ['csm', '/desk?view=accounts'],
  ['administrator', '/desk/admin/organisations'],
  ['administrator', '/desk/admin/organisations/new'],
  ['administrator', '/desk/admin/people'],
  ['administrator', '/desk/admin/people/new'],
  ['administrator', '/desk/admin/policy'],
  ['administrator', '/demo/mails'],
]

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${scheme}, ${width} px`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: width === 390 ? 844 : 900 } })
      for (const [person, path, status = 200] of SCREENS) {
        test(`${path} as ${person ?? 'nobody'}`, async ({ page }) => {
          if (person) await signInRequest(page.request, person)
          const answer = await page.goto(path)
          expect(answer?.status()).toBe(status)
          await expectAccessible(page)
          await expectNoSidewaysScroll(page)
        })
      }
    })
  }
}
