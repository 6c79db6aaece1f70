import { describe, expect, test } from 'vitest'
import { addressOfPlace, fileFinder, type ZendeskAttachment } from './zendesk-files'

const places = [
  'images/top.png',
  'article_attachments/360011/shot.png',
  'article_attachments/360012/shot.png',
  'files/360013-plan (1).pdf',
  'files/360014.gif',
  'one/twin.png',
  'two/twin.png',
]
const find = fileFinder(places, new Map([['360015', { id: '360015', file_name: 'top.png' }]]))
const host = 'https://x.zendesk.com/hc'

test.each([
  ['images/top.png', 'images/top.png'],
  ['./images/top.png?v=1#x', 'images/top.png'],
  ['/hc/article_attachments/360011/shot.png', 'article_attachments/360011/shot.png'],
  [`${host}/en-us/article_attachments/360012/shot.png`, 'article_attachments/360012/shot.png'],
  [`${host}/article_attachments/360012`, 'article_attachments/360012/shot.png'],
  [`${host}/article_attachments/360013/plan%20(1).pdf`, 'files/360013-plan (1).pdf'],
  [`${host}/article_attachments/360014/moving.gif`, 'files/360014.gif'],
  [`${host}/article_attachments/360015`, 'images/top.png'],
  ['https://cdn.example/two/twin.png', 'two/twin.png'],
  ['https://cdn.example/a/TOP.PNG', 'images/top.png'],
])('%s is %s', (address, place) => expect(find(address)).toEqual({ place }))

test('what is not there is told with the reason', () => {
  const told = (address: string) => {
    const found = find(address)
    return 'why' in found ? `${found.name} ${found.why}` : found.place
  }
  expect(told(`${host}/article_attachments/99/gone.png`)).toBe('gone.png is not in the export.')
  expect(told(`${host}/article_attachments/360099/shot.png`)).toBe('shot.png is not in the export.')
  expect(told(`${host}/article_attachments/99`)).toBe('Attachment 99 is not in the export.')
  expect(told('https://cdn.example/far.png')).toBe('far.png lies at cdn.example and not in the export.')
  expect(told('twin.png')).toBe('twin.png is 2 files of the export: one/twin.png, two/twin.png.')
  expect(told('')).toBe(' stands in the text itself and not in a file.')
})

describe('a file of the same name that belongs to something else', () => {
  const listed = (id: string, file_name: string, article_id: string) => [id, { id, file_name, article_id }] as const
  const list = new Map([listed('360011', 'shot.png', '360001'), listed('360012', 'shot.png', '360002')])

  test.each([
    ['without a list', new Map<string, ZendeskAttachment>(), 'article_attachments/360012/shot.png'],
    ['below its attachment', list, 'files/360012/shot.png'],
    ['below its article', list, '360002/shot.png'],
    ['below an id that is not listed', list, '360013/shot.png'],
  ])('never stands for a picture of a foreign host: %s', (_, attachments, place) => {
    expect(fileFinder([place], attachments)('https://cdn.example/shot.png')).toHaveProperty('why')
    expect(fileFinder([place], attachments)('/hc/article_attachments/360099/shot.png')).toHaveProperty('why')
  })

  test('is told apart by the article below which it lies', () => {
    const both = fileFinder(['360001/shot.png', '360002/shot.png'], list)
    expect(both('/hc/article_attachments/360011')).toEqual({ place: '360001/shot.png' })
    expect(fileFinder(['360002/shot.png'], list)('/hc/article_attachments/360011')).toHaveProperty('why')
  })
})

test.each([
  ['360011', '2024-report.pdf', '2024-report.pdf'],
  ['360011', '2024-report.pdf', 'reports/2024/2024-report.pdf'],
  ['360011', 'report.pdf', '2024/report.pdf'],
])('numbers in names and folders are no ids: %s, %s at %s', (id, file_name, place) => {
  const attachments = new Map([[id, { id, file_name }]])
  expect(fileFinder([place], attachments)(`/hc/article_attachments/${id}/${file_name}`)).toEqual({ place })
  expect(fileFinder(['2024-report.pdf'], new Map())('/hc/article_attachments/360011/2024-report.pdf')).toEqual({
    place: '2024-report.pdf',
  })
})

test('a path is an address whatever signs are in it', () => {
  expect(addressOfPlace('files/360013-plan (1).pdf')).toBe('/files/360013-plan%20%281%29.pdf')
})
