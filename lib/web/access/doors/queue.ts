// The queue, and what works on several cases at once.
import { absent, absentAt, onCase, STAFF, type Doors } from './door'

export const QUEUE: Doors = {
  routes: {
    '/api/tags/route': STAFF,
    '/api/palette/route': STAFF,
    '/api/queue/route': STAFF,
    '/desk/export/route': STAFF,
    '/desk/macros/[macroId]/page': absentAt('staff', '/desk/macros/7d3ad9b8-64a4-4d3c-9f0b-0c1b1f1c7a11'),
    '/desk/macros/new/page': STAFF,
    '/desk/macros/page': STAFF,
    '/desk/views/page': STAFF,
    '/desk/tags/page': STAFF,
    '/desk/bulk/page': { for: 'answering' },
    '/desk/bulk/[actId]/page': absentAt('answering', '/desk/bulk/7d3ad9b8-64a4-4d3c-9f0b-0c1b1f1c7a11'),
    '/desk/page': STAFF,
    '/desk/search/page': STAFF,
  },
  actions: {
    // Acts on several cases say which could not be changed, rather than that one is not there.
    'app/desk/actions.ts#actOnCases': { for: 'answering', form: ({ reference }) => ({ take: reference }) },
    'app/desk/actions.ts#takeNextCase': { for: 'answering', form: () => ({}) },
    'app/desk/bulk/actions.ts#planProblem': onCase('answering', {
      body: 'It is mended.',
      outcome: 'keep_open',
      withProblem: 'on',
    }),
    // Named tags are nobody's: nothing is there for those who keep them.
    'app/desk/tags/actions.ts#rename': absent('administrator', ({ key }) => ({ tagId: key, name: `named ${key.slice(0, 8)}` })),
    'app/desk/tags/actions.ts#merge': absent('administrator', ({ key, csmId }) => ({ tagId: key, into: csmId })),
    'app/desk/tags/actions.ts#retire': absent('administrator', ({ key }) => ({ tagId: key })),
    'app/desk/tags/actions.ts#restore': absent('administrator', ({ key }) => ({ tagId: key })),
    'app/desk/bulk/actions.ts#planCases': {
      for: 'answering',
      form: ({ reference }) => ({ act: 'assign', references: [reference], assigneeId: '' }),
    },
    'app/desk/bulk/actions.ts#putBack': absent('answering', ({ key }) => ({ actId: key })),
    'app/desk/bulk/actions.ts#startCases': absent('answering', ({ key }) => ({ actId: key })),
    'app/desk/bulk/actions.ts#stopCases': absent('answering', ({ key }) => ({ actId: key })),
    'app/desk/bulk/actions.ts#retryCases': absent('answering', ({ key }) => ({ actId: key })),
    'app/desk/views/actions.ts#keepView': {
      for: 'staff',
      form: ({ key }) => ({ name: `Urgent ${key}`, address: 'severity=1' }),
    },
    'app/desk/views/actions.ts#changeView': absent('staff', ({ key }) => ({ viewId: key, name: `Urgent ${key}` })),
    'app/desk/views/actions.ts#moveView': absent('staff', ({ key }) => ({ viewId: key, direction: 'up' })),
    'app/desk/views/actions.ts#removeView': absent('staff', ({ key }) => ({ viewId: key })),
    'app/desk/views/actions.ts#restoreView': absent('staff', ({ key }) => ({ viewId: key })),
    'app/desk/views/actions.ts#chooseDefaultView': { for: 'staff', form: () => ({ viewId: '' }) },
    'app/desk/macros/actions.ts#saveMacro': {
      for: 'staff',
      form: ({ key }) => ({ name: `Greeting ${key}`, body: 'Kia ora', outcome: '' }),
    },
    'app/desk/macros/actions.ts#removeMacro': absent('staff', ({ key }) => ({ macroId: key })),
    'app/desk/macros/actions.ts#restoreMacro': absent('staff', ({ key }) => ({ macroId: key })),
  },
}
