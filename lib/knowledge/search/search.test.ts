import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postingsOf, type ArticleTexts } from './document'
import { parseLine, planSearch, possibleWords, unknownWords, type Known } from './plan'
import { rank, worthShowing, type Candidate } from './rank'
import type { KnownWord } from './spelling'
import { textsOf } from './texts'

/** A help centre in memory whose words are their own stems, but for a final "s". */
const stem = (word: string) => word.replace(/(?<=...)s$/, '')
const article = (title: string, body = '', summary = ''): ArticleTexts =>
  textsOf({ title, slug: title.toLowerCase().replaceAll(' ', '-'), summary, body })

function helpCentre(articles: readonly ArticleTexts[], synonyms: string[][] = []) {
  const read = articles.map((texts) => postingsOf(texts, stem))
  const candidates: Candidate[] = read.map(({ postings, titleTerms }, at) => ({
    articleId: `a${at}`,
    titleTerms,
    hits: postings,
  }))
  const counts = new Map<string, number>()
  const forms = new Map<string, KnownWord>()
  for (const { postings } of read)
    for (const { term, words } of postings) {
      counts.set(term, (counts.get(term) ?? 0) + 1)
      for (const word of words) forms.set(word, { word, term, articles: (forms.get(word)?.articles ?? 0) + 1 })
    }
  const search = (line: string, options: Parameters<typeof planSearch>[2] = {}) => {
    const typed = parseLine(line)
    const asked = [...possibleWords(typed), ...synonyms.flat().flatMap((each) => possibleWords(parseLine(each)))]
    const stems = new Map(asked.map((word) => [word, [stem(word)]]))
    const last = typed.words.at(-1)?.word
    const known: Known = {
      ...{ articles: articles.length, counts, stems, forms: new Set(forms.keys()), synonyms },
      goingOn: last && typed.unfinished ? [...forms.values()].filter(({ word }) => word !== last && word.startsWith(last)) : [],
      alike: unknownWords(typed, { counts, stems }).length > 0 ? [...forms.values()] : [],
    }
    const plan = planSearch(typed, known, options)
    const terms = new Set(plan.groups.flatMap(({ terms }) => terms.map(({ term }) => term)))
    const held = candidates.filter(({ hits }) => hits.some(({ term }) => terms.has(term)))
    const found = worthShowing(rank(plan, held)).map(({ articleId }) => articles[Number(articleId.slice(1))]!.title)
    return { found, corrected: plan.corrected }
  }
  return { search, find: (line: string) => search(line).found }
}

const FEW = [
  article('Export results', 'Press the button and choose Excel or CSV. MAIL_SERVER is not needed.'),
  article('Share a dashboard', 'Results of a dashboard are shared by a link. The base size stands below.'),
  article('Mail server', 'Set MAIL_SERVER to the name of your server. Worker exited prematurely: signal 9 means no memory.'),
  article('Dashboard filters', '## Filter by date\n\nThe date filter of a dashboard works on all results.'),
  article('Weights', 'Results are weighted. Export of weights is not needed, results and results again.'),
]

describe('a search', () => {
  const { find, search } = helpCentre(FEW)
  it.each([
    ['export results', 'Export results'],
    ['how do I share a dashboard?', 'Share a dashboard'],
    ['filter date', 'Dashboard filters'],
    ['MAIL_SERVER', 'Mail server'],
    ['Worker exited prematurely: signal 9 (SIGKILL)', 'Mail server'],
    ['dash board filters', 'Dashboard filters'],
    ['dashboardfilters', 'Dashboard filters'],
    ['exp', 'Export results'],
  ])('%j → %s', (line, first) => expect(find(line)[0]).toBe(first))

  it('mends slips and says so, unless it is told not to', () => {
    expect(search('exprot resutls ')).toMatchObject({ found: ['Export results', 'Weights'], corrected: 'export results' })
    expect(search('exprot ', { asTyped: true })).toEqual({ found: [], corrected: null })
  })

  it('finds what has any of its rare words, before what has only common ones', () => {
    expect(find('results results results prematurely')[0]).toBe('Mail server')
  })

  it('finds a phrase in quotes only where it stands just so, and its words apart where it stands nowhere', () => {
    expect(find('"date filter"')).toEqual(['Dashboard filters'])
    expect(find('"filter of results"').length).toBeGreaterThan(0)
  })

  it('takes a question of words that say nothing as it is', () => expect(find('what is not')).toContain('Export results'))

  it('finds what means the same, where an editor said so', () => {
    const told = helpCentre(FEW, [['base size', 'n =']])
    expect(find('n =')).toEqual([])
    expect(told.find('n =')).toEqual(['Share a dashboard'])
  })
})

const word = fc.constantFrom('base', 'size', 'export', 'chart', 'filter', 'report', 'weights', 'the', 'mail_server')
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const articles = fc.array(
  fc.tuple(line, line).map(([title, body]) => article(title, body)),
  { minLength: 1, maxLength: 8 },
)

describe('whatever is written and sought', () => {
  it('finds every article by its own title, and nothing twice', () => {
    fc.assert(
      fc.property(articles, fc.nat(7), (all, at) => {
        const { title } = all[at % all.length]!
        const found = helpCentre(all).find(`${title} `)
        expect(found).toContain(title)
        expect(found.length).toBeLessThanOrEqual(all.length)
      }),
    )
  })

  it('answers a line when an article has any of its words', () => {
    fc.assert(
      fc.property(articles, line, (all, sought) => {
        const words = sought.split(' ').filter((each) => each !== 'the')
        const held = all.some(({ title, body }) => words.some((each) => `${title} ${body}`.split(' ').includes(each)))
        fc.pre(held)
        expect(helpCentre(all).find(`${sought} `).length).toBeGreaterThan(0)
      }),
    )
  })

  it('ranks an article that says more of the same not lower', () => {
    fc.assert(
      fc.property(line, line, (title, body) => {
        const one = helpCentre([article('Something', body), article(`${title} else`, body)])
        expect(one.find(`${title} `)[0]).toBe(`${title} else`)
      }),
    )
  })
})
