// Articles: help, and the desk where they are written.
import { absent, absentAt, PUBLIC, STAFF, type Door, type Doors, type Fields } from './door'

/** Names an article that is not there; who may is told so, and what may be done with one is held by lib/knowledge. */
const onArticle = (more: Fields = {}): Door => absent('answering', ({ key }) => ({ articleId: key, ...more }))

export const KNOWLEDGE: Doors = {
  routes: {
    '/desk/knowledge/[articleId]/page': absentAt('staff', ({ key }) => `/desk/knowledge/${key}`),
    '/desk/knowledge/[articleId]/versions/page': absentAt('staff', ({ key }) => `/desk/knowledge/${key}/versions`),
    '/desk/knowledge/new/page': STAFF,
    '/desk/knowledge/page': STAFF,
    '/desk/knowledge/searches/page': STAFF,
    '/desk/knowledge/sections/page': STAFF,
    '/desk/cases/[number]/article/[messageId]/page': absentAt(
      'answering',
      ({ reference, key }) => `/desk/cases/${reference}/article/${key}`,
    ),
    '/desk/knowledge/gaps/page': STAFF,
    '/help/[slug]/page': absentAt('public', '/help/nothing-is-called-this'),
    '/help/deflection/route': {
      ...absent('customer', ({ key }) => ({ key, line: 'weights', event: 'opened', articleIds: [key] })),
      methods: ['POST'],
    },
    '/help/feedback/route': {
      ...absent('public', ({ key }) => ({ articleId: key, helpful: 'yes' })),
      methods: ['POST'],
    },
    '/help/files/[fileId]/[rendition]/route': absentAt('public', ({ key }) => `/help/files/${key}/large`),
    '/help/files/[fileId]/route': absentAt('public', ({ key }) => `/help/files/${key}`),
    '/help/found/route': absentAt('public', ({ key }) => `/help/found?search=${key}&article=nothing-is-called-this`),
    '/help/page': PUBLIC,
    '/help/read/route': absentAt('public', '/help/read?article=nothing-is-called-this'),
    '/help/search/page': { for: 'public', path: '/help/search?q=weights' },
    '/help/sitemap.xml/route': PUBLIC,
    '/help/suggest/route': { for: 'public', path: '/help/suggest?q=weig' },
  },
  actions: {
    'app/desk/knowledge/actions.ts#beginArticle': absent('answering', ({ key }) => ({ title: 'Weights', sectionId: key })),
    'app/desk/knowledge/actions.ts#saveDraft': onArticle({ title: 'Weights', summary: '', body: 'Words', version: '1' }),
    'app/desk/knowledge/actions.ts#addFiles': onArticle({ files: '0199d3c2-0000-7000-8000-000000000001' }),
    'app/desk/knowledge/actions.ts#discardDraft': onArticle(),
    'app/desk/knowledge/actions.ts#askForReview': onArticle({ version: '1' }),
    'app/desk/knowledge/actions.ts#approve': onArticle({ version: '1' }),
    'app/desk/knowledge/actions.ts#sendBack': onArticle({ version: '1', reason: 'The numbers are missing' }),
    'app/desk/knowledge/actions.ts#publish': onArticle({ version: '1', reason: 'New' }),
    'app/desk/knowledge/actions.ts#unschedule': onArticle({ version: '1' }),
    'app/desk/knowledge/actions.ts#withdraw': onArticle({ reason: 'Wrong' }),
    'app/desk/knowledge/actions.ts#markChecked': onArticle(),
    'app/desk/knowledge/actions.ts#changeSettings': absent('answering', ({ key }) => ({
      ...{ articleId: key, sectionId: key, ownerId: key, slug: 'weights', language: 'en' },
      ...{ audience: 'staff', checkBy: '2300-01-01' },
    })),
    'app/desk/knowledge/actions.ts#restore': onArticle({ number: '1' }),
    'app/desk/knowledge/actions.ts#saveSection': {
      for: 'answering',
      form: ({ key }) => ({ name: `Section ${key}`, description: '' }),
    },
    'app/desk/knowledge/actions.ts#moveSection': absent('answering', ({ key }) => ({ sectionId: key, direction: 'up' })),
    'app/desk/knowledge/actions.ts#keepSynonyms': { for: 'answering', form: ({ key }) => ({ lines: `base size, ${key}` }) },
    'app/desk/knowledge/actions.ts#removeSynonyms': absent('answering', ({ key }) => ({ synonymsId: key })),
    'app/desk/knowledge/actions.ts#decideProposal': {
      for: 'answering',
      form: ({ key }) => ({ failed: `n ${key}`, meant: 'base size', decision: 'refuse' }),
    },
    'app/desk/knowledge/actions.ts#switchReview': { for: 'administrator', form: () => ({ needsReview: 'true' }) },
    'app/desk/cases/[number]/article/actions.ts#make': absent('answering', ({ reference, key }) => ({
      ...{ reference, messageId: key, title: 'Base sizes', sectionId: key, body: 'Words.' },
      ...{ names: 'on', data: 'on', alone: 'on' },
    })),
  },
}
