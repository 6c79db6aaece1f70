import { expect, test } from 'vitest'
import { articleLink, linkSuggestions, unreadableIn, type ReadyArticle } from './article-link'

const article = (
  title: string,
  slug: string,
  isReadable: boolean,
  audience: ReadyArticle['audience'] = 'everyone',
): ReadyArticle => ({
  title,
  audience,
  isReadable,
  href: `https://help.example/help/${slug}`,
})
const open = article('Base sizes [beta]', 'base-sizes', true)
const secret = article('Take over a case', 'take-over', false, 'staff')

test('a link says the title, whatever signs are in it', () => {
  expect(articleLink(open)).toBe('[Base sizes \\[beta\\]](https://help.example/help/base-sizes)')
})

test('only what the customer reads is suggested', () => {
  expect(linkSuggestions([open, secret])).toEqual([
    { id: open.href, label: open.title, detail: 'article', text: articleLink(open) },
  ])
})

test('what the customer cannot open is named, however the link came into the text', () => {
  expect(unreadableIn(`See ${secret.href}.`, [open, secret])).toEqual([secret])
  expect(unreadableIn(`See ${articleLink(secret)} and ${articleLink(open)}`, [open, secret])).toEqual([secret])
  expect(unreadableIn(`See ${secret.href}-of-a-region`, [open, secret])).toEqual([])
})
