import { describe, expect, it } from 'vitest'
import { topicOf } from '../email/news'
import { placesOf, STAFF_TOPICS } from '../identity/choices'
import { decideNews, followersBy, type CaseAct, type CasePeople } from './news'

const people: CasePeople = { assigneeId: 'hana', followerIds: ['hana', 'rina'], customerIds: ['mere', 'callan'] }
const by = (actorId: string) => ({ actorId, actorName: actorId })
const told = (act: CaseAct, of = people) =>
  decideNews(act, of).map(({ personId, side, news }) => `${side} ${personId} ${news.kind}`)

describe('who is told', () => {
  it('of an answer: followers and the customer’s side, never who wrote it', () => {
    expect(told({ ...by('hana'), what: 'replied', by: 'staff', words: 'Fixed.' })).toEqual([
      'staff rina replied',
      'customer mere replied',
      'customer callan replied',
    ])
    expect(told({ ...by('mere'), what: 'replied', by: 'customer', words: 'Thanks.' })).toEqual([
      'staff hana replied',
      'staff rina replied',
      'customer callan replied',
    ])
  })

  it('of a note: staff alone; being named outweighs following', () => {
    expect(told({ ...by('hana'), what: 'noted', words: 'x', mentioned: ['rina', 'jonty', 'hana'] })).toEqual([
      'staff rina mentioned',
      'staff jonty mentioned',
    ])
  })

  it('of a reply that was not sent: its author; of one to check and send: the colleague', () => {
    expect(told({ ...by('hana'), what: 'held_back', authorId: 'hana', reason: 'Mere wrote meanwhile.' })).toEqual([
      'staff hana held_back',
    ])
    expect(told({ ...by('hana'), what: 'draft_offered', colleagueId: 'jonty' })).toEqual(['staff jonty draft_offered'])
  })

  it('of being given a case: whoever gets it, unless they took it', () => {
    expect(told({ ...by('rina'), what: 'assigned', assigneeId: 'hana' })).toEqual(['staff hana assigned'])
    expect(told({ ...by('hana'), what: 'assigned', assigneeId: 'hana' })).toEqual([])
    expect(told({ ...by('hana'), what: 'assigned', assigneeId: null })).toEqual([])
  })

  it('of a person on both sides: each side by itself', () => {
    const both = { ...people, followerIds: ['mere'] }
    expect(told({ ...by('hana'), what: 'status_changed', status: 'resolved' }, both)).toEqual([
      'staff mere status_changed',
      'customer mere status_changed',
      'customer callan status_changed',
    ])
  })

  it('without a second mail, where the act sends its own', () => {
    const mailed = (act: CaseAct) =>
      decideNews(act, people)
        .filter(({ mailed }) => !mailed)
        .map(({ personId }) => personId)
    expect(mailed({ ...by('hana'), what: 'replied', by: 'staff', words: '' })).toEqual(['rina'])
    expect(mailed({ ...by('mere'), what: 'opened' })).toEqual([])
  })
})

describe('a hand-over', () => {
  it('is told to followers and to the customer’s side', () => {
    expect(told({ ...by('hana'), what: 'handed_over', region: 'Americas' })).toEqual([
      'staff rina handed_over',
      'customer mere handed_over',
      'customer callan handed_over',
    ])
  })
})

describe('another category', () => {
  it('is told to followers and to the customer’s side', () => {
    expect(told({ ...by('hana'), what: 'category_changed', category: 'project_or_data', reason: 'Their weights.' })).toEqual([
      'staff rina category_changed',
      'customer mere category_changed',
      'customer callan category_changed',
    ])
  })
})

describe('who follows', () => {
  it('is whoever is given the case or named in a note', () => {
    expect(followersBy({ ...by('rina'), what: 'assigned', assigneeId: 'jonty' }, people)).toEqual(['jonty'])
    expect(followersBy({ ...by('rina'), what: 'noted', words: '', mentioned: ['jonty'] }, people)).toEqual(['jonty'])
    expect(followersBy({ ...by('rina'), what: 'replied', by: 'staff', words: '' }, people)).toEqual([])
  })
})

it('tells its author that a reply could not be sent, whatever they chose', () => {
  const nothing = { topics: Object.fromEntries(STAFF_TOPICS.map((topic) => [topic, { page: false, mail: false }])) }
  expect(placesOf(nothing, topicOf('held_back', 'staff'))).toEqual({ page: true, mail: true })
  expect(placesOf(nothing, topicOf('assigned', 'staff'))).toEqual({ page: false, mail: false })
})
