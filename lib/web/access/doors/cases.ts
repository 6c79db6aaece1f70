// Cases, from both sides, and what is asked of whoever opened one.
import { absent, CUSTOMER, onCase, type Door, type Doors } from './door'

/** Names the case and a person of its organisation. */
const sharing = (audience: 'customer' | 'answering'): Door => ({
  ...onCase(audience, ({ keeperId }) => ({ userId: keeperId })),
  sharing: true,
})

export const CASES: Doors = {
  routes: {
    '/(print)/cases/[number]/print/page': { for: 'customer', on: 'case' },
    '/(print)/desk/cases/[number]/print/page': { for: 'staff', on: 'case' },
    '/(portal)/cases/[number]/page': { for: 'customer', on: 'case' },
    '/(portal)/cases/export/route': CUSTOMER,
    '/(portal)/cases/new/known/route': { for: 'customer', path: '/cases/new/known?q=exports%20fail' },
    '/(portal)/cases/new/page': CUSTOMER,
    '/(portal)/cases/page': CUSTOMER,
    '/api/drafts/route': {
      ...onCase('person', { kind: 'reply', body: 'Still so', version: '0' }),
      methods: ['POST'],
    },
    '/api/similar/route': { for: 'staff', on: 'case', path: ({ reference }) => `/api/similar?reference=${reference}` },
    '/api/articles/route': { for: 'staff', on: 'case', path: ({ reference }) => `/api/articles?reference=${reference}` },
    '/api/presence/route': {
      ...onCase('staff', ({ key }) => ({ page: key, doing: 'reading' })),
      methods: ['POST'],
      status: 204,
    },
    '/desk/cases/[number]/link/page': { for: 'answering', on: 'case' },
    // No message is looked at: the page says so.
    '/desk/cases/[number]/split/page': { for: 'answering', on: 'case' },
    '/desk/cases/[number]/merge/page': { for: 'answering', on: 'case' },
    '/desk/cases/[number]/page': { for: 'staff', on: 'case' },
    '/rating/page': { for: 'public', unsigned: true, path: '/rating?token=nobody-signed-this' },
  },
  actions: {
    'app/(portal)/cases/[number]/actions.ts#rate': {
      ...onCase('customer', { resolvedAt: '0', answer: 'great' }),
      by: 'requester',
    },
    'app/(portal)/cases/[number]/actions.ts#reply': onCase('customer', ({ key }) => ({ key, body: 'Still so.' })),
    'app/(portal)/cases/[number]/actions.ts#solved': onCase('customer'),
    'app/(portal)/cases/new/actions.ts#send': {
      for: 'customer',
      form: ({ key }) => ({
        key,
        category: 'problem',
        subject: 'Weights are off',
        impact: 'minor',
        workaround: 'no',
        body: 'Wave 7 shows wave 6.',
      }),
    },
    'app/rating/actions.ts#rate': {
      for: 'public',
      unsigned: true,
      form: () => ({ token: 'nobody-signed-this', answer: 'great' }),
    },
    'app/rating/actions.ts#reopen': {
      for: 'public',
      unsigned: true,
      form: ({ key }) => ({ token: 'nobody-signed-this', key, body: 'Still so.' }),
    },
    'app/desk/cases/[number]/actions.ts#take': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#handOver': onCase('answering', { regionCode: 'AMER', state: '', nextStep: 'Ring them.' }),
    // A case goes into no case twice, and none is merged: neither changes the case that everybody is asked about.
    'app/desk/cases/[number]/merge/actions.ts#merge': onCase('answering', ({ reference }) => ({ into: reference })),
    // The message that is named is none of the case.
    'app/desk/cases/[number]/split/actions.ts#split': absent('answering', ({ reference, key }) => ({
      key,
      reference,
      messageId: key,
      category: 'how_to',
      subject: 'Base sizes',
    })),
    // Nor is it linked with itself.
    'app/desk/cases/[number]/link/actions.ts#link': onCase('answering', { other: 'HS-10028', kind: 'related' }),
    'app/desk/cases/[number]/actions.ts#unlink': onCase('answering', ({ key }) => ({ linkId: key })),
    'app/desk/cases/[number]/actions.ts#markProblem': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#unmarkProblem': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#tellCustomers': onCase('answering', { title: 'Exports fail', body: '' }),
    'app/desk/cases/[number]/actions.ts#untellCustomers': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#tag': onCase('answering', { name: 'weights' }),
    'app/desk/cases/[number]/actions.ts#untag': onCase('answering', ({ key }) => ({ tagId: key })),
    'app/desk/cases/[number]/actions.ts#undo': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#acknowledge': onCase('answering'),
    'app/desk/cases/[number]/actions.ts#offer': onCase('staff', ({ agentId }) => ({ body: 'Still so.', colleagueId: agentId })),
    'app/desk/cases/[number]/actions.ts#callBack': absent('answering', ({ key }) => ({ draftId: key })),
    'app/desk/cases/[number]/actions.ts#takeDraft': absent('staff', ({ key }) => ({ draftId: key })),
    'app/desk/cases/[number]/actions.ts#assign': {
      for: 'answering',
      form: ({ reference }) => ({ reference, assigneeId: '' }),
    },
    'app/desk/cases/[number]/actions.ts#answer': onCase('answering', ({ key }) => ({
      key,
      body: 'We look into it.',
      outcome: 'keep_open',
    })),
    'app/desk/cases/[number]/actions.ts#note': onCase('staff', ({ key }) => ({ key, body: 'Seen before.' })),
    'app/(portal)/cases/[number]/actions.ts#addPerson': sharing('customer'),
    'app/(portal)/cases/[number]/actions.ts#removePerson': sharing('customer'),
    'app/desk/cases/[number]/actions.ts#addPerson': sharing('answering'),
    'app/desk/cases/[number]/actions.ts#removePerson': sharing('answering'),
    'app/desk/cases/[number]/actions.ts#reclassify': onCase('answering', {
      severity: '2',
      reason: 'The whole site is affected.',
    }),
    'app/desk/cases/[number]/actions.ts#recategorise': onCase('answering', {
      category: 'licence',
      reason: 'It is about a licence.',
    }),
  },
}
