// Updates and announcements, and following them.
import { absent, absentAt, PUBLIC, STAFF, type Doors } from './door'

export const UPDATES: Doors = {
  routes: {
    '/announcements/page': PUBLIC,
    '/desk/announcements/[announcementId]/page': absentAt('staff', ({ key }) => `/desk/announcements/${key}`),
    '/desk/announcements/new/page': STAFF,
    '/desk/announcements/page': STAFF,
    '/desk/updates/[updateId]/page': absentAt('staff', ({ key }) => `/desk/updates/${key}`),
    '/desk/updates/new/page': STAFF,
    '/desk/updates/page': STAFF,
    '/unsubscribe/[token]/route': {
      for: 'public',
      methods: ['GET', 'POST'],
      unsigned: true,
      fromAnywhere: true,
      path: '/unsubscribe/nobody-signed-this',
    },
    '/unsubscribe/page': { for: 'public', unsigned: true, path: '/unsubscribe?token=nobody-signed-this' },
    '/updates/[slug]/page': absentAt('public', '/updates/nothing-is-called-this'),
    '/updates/feed.xml/route': PUBLIC,
    '/updates/page': PUBLIC,
  },
  actions: {
    'app/desk/updates/actions.ts#begin': {
      for: 'answering',
      form: ({ key }) => ({ version: key, title: 'Base sizes', releasedOn: '2026-11-24' }),
    },
    'app/desk/updates/actions.ts#save': absent('answering', ({ key }) => ({
      ...{ updateId: key, saving: '1', version: key, title: 'Base sizes', summary: '', releasedOn: '2026-11-24' },
      ...{ kind: ['new'], text: ['Words.'], cases: [''] },
    })),
    'app/desk/updates/actions.ts#publish': absent('answering', ({ key }) => ({ updateId: key, saving: '1' })),
    'app/desk/updates/actions.ts#withdraw': absent('answering', ({ key }) => ({ updateId: key })),
    'app/announcements/actions.ts#hide': absent('person', ({ key }) => ({ announcementId: key })),
    'app/desk/announcements/actions.ts#announce': {
      for: 'answering',
      form: ({ key }) => ({
        ...{
          kind: 'maintenance',
          title: `Maintenance ${key}`,
          body: '',
          startsAt: '2299-01-01T10:00',
          endsAt: '2299-01-01T12:00',
        },
        ...{ audience: 'everyone', regionCodes: [], organisationIds: [] },
      }),
    },
    'app/desk/announcements/actions.ts#end': absent('answering', ({ key }) => ({ announcementId: key })),
    'app/updates/actions.ts#follow': { for: 'person', form: () => ({ following: 'no' }) },
    'app/unsubscribe/actions.ts#stop': { for: 'public', unsigned: true, form: () => ({ token: 'nobody-signed-this' }) },
  },
}
