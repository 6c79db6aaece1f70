import { expect, test } from 'vitest'
import { addressOfPlace, fileFinder } from './zendesk-files'

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

test('a path is an address whatever signs are in it', () => {
  expect(addressOfPlace('files/360013-plan (1).pdf')).toBe('/files/360013-plan%20%281%29.pdf')
})
