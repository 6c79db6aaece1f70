// What belongs to no domain: the front page, the house’s own files, whether it lives, and the mails of a demo.
import { CUSTOMER, PUBLIC, type Doors } from './door'

export const HOUSE: Doors = {
  routes: {
    '/(front)/page': { for: 'home' },
    '/(portal)/policy/page': CUSTOMER,
    // The framework's own address of the page that says that we failed.
    '/_global-error/page': { for: 'public', status: 500 },
    '/_not-found/page': { for: 'public', path: '/nothing-is-here', status: 404 },
    '/api/demo/mails/[mailId]/route': { for: 'public', on: 'mail', showsMail: true },
    '/api/events/route': { for: 'person' },
    '/api/live/route': PUBLIC,
    '/api/ready/route': PUBLIC,
    '/apple-icon.png/route': PUBLIC,
    '/demo/mails/[mailId]/page': { for: 'public', on: 'mail', showsMail: true },
    '/demo/mails/page': { for: 'public', showsMail: true },
    '/icon.svg/route': PUBLIC,
    '/robots.txt/route': PUBLIC,
  },
  actions: {},
}
