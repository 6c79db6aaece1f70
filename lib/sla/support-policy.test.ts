import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { defaultPolicy, defaultPolicyOf } from './default-policy'
import { LEVELS, SupportPolicy, levelOf, timedTarget } from './support-policy'

const published = readFileSync(new URL('fixtures/published-policy.txt', import.meta.url), 'utf8').replace(/[\s|]+/g, ' ')

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('the default policy', () => {
  it('passes its schema', () => {
    expect(SupportPolicy.parse(defaultPolicy)).toEqual(defaultPolicy)
  })

  it('says nothing that the published policy does not say, word for word', () => {
    const { businessHours, ...text } = defaultPolicy.text
    const hours = businessHours.flatMap(({ name, season, lines }) => [`${name} ${season}`, lines.join(' ')])
    const levels = defaultPolicy.levels.flatMap(({ level, name, definition }) => [`Level ${level} - ${name}`, definition])
    const missing = [...textsIn(text), ...hours, ...levels].filter((words) => !published.includes(words))
    expect(missing).toEqual([])
  })

  it('promises what the published policy promises', () => {
    const hours = (metric: 'first_response' | 'update') =>
      LEVELS.map((level) => (timedTarget(defaultPolicy, metric, level)?.minutes ?? NaN) / 60)
    expect(hours('first_response')).toEqual([4, 8, 24, 48])
    expect(hours('update')).toEqual([24, 72, NaN, NaN])
    expect(published).toContain(
      'First Response Time for a support representative to get in touch. L1-4 Hours L2-8 Hours L3-24 Hours L4-48 Hours',
    )
    expect(published).toContain(
      'until the request is resolved. L1-24 Hours L2-72 Hours L3- On status change L4- On status change',
    )
  })

  it('counts business time and pauses nothing', () => {
    expect(defaultPolicy.targets.every(({ unit, pauseWhenWaiting }) => unit === 'business' && !pauseWhenWaiting)).toBe(true)
  })

  it('of another vendor names them and their address, and differs in nothing else', () => {
    const of = defaultPolicyOf({ brandName: 'Kauri $& Desk', supportEmail: 'help@kauri.example' })
    expect(of.text.introduction).toMatch(/^At Kauri \$& Desk we are committed/)
    expect(of.text.contact).toMatch(/by sending us an e-mail to help@kauri\.example\.$/)
    expect(JSON.stringify(of)).not.toMatch(/infotools/i)
    const { introduction, contact } = defaultPolicy.text
    expect({ ...of, text: { ...of.text, introduction, contact } }).toEqual(defaultPolicy)
  })

  it('names each level', () => {
    expect(LEVELS.map((level) => levelOf(defaultPolicy, level).name)).toEqual(['Urgent', 'High', 'Normal', 'Low'])
  })
})

describe('a policy is refused', () => {
  const [first, ...others] = defaultPolicy.targets
  it.each([
    ['when a level has no target', { targets: others }],
    ['when a level has the same target twice', { targets: [others[0], ...others] }],
    ['when a first answer has no time', { targets: [{ ...first, minutes: null }, ...others] }],
    ['when a target has no time left to count', { targets: [{ ...first, minutes: 0 }, ...others] }],
    ['when a level has no name', { levels: defaultPolicy.levels.slice(1) }],
  ])('%s', (_name, wrong) => {
    expect(SupportPolicy.safeParse({ ...defaultPolicy, ...wrong }).success).toBe(false)
  })
})
