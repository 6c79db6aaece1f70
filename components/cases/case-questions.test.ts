import { describe, expect, test } from 'vitest'
import { levelTable } from '@/lib/cases/severity'
import { answersOf, asksWorkaround, hasSteps, levelOfAnswers } from './case-questions'

const levels = levelTable()
const answers = (values: Record<string, string>) => answersOf((name) => values[name] ?? '')

describe('the level beside the form', () => {
  test('follows from both answers, and from one where the other does not matter', () => {
    expect(levelOfAnswers(levels, answers({}))).toBeNull()
    expect(levelOfAnswers(levels, answers({ impact: 'major' }))).toBeNull()
    expect(levelOfAnswers(levels, answers({ impact: 'major', workaround: 'no' }))).toBe(1)
    expect(levelOfAnswers(levels, answers({ impact: 'major', workaround: 'temporary' }))).toBe(2)
    expect(levelOfAnswers(levels, answers({ impact: 'minor' }))).toBe(3)
    expect(levelOfAnswers(levels, answers({ impact: 'none', workaround: 'no' }))).toBe(4)
    expect(levelOfAnswers(levels, answers({ impact: 'nonsense', workaround: 'no' }))).toBeNull()
  })

  test('the second question is asked only where it decides', () => {
    expect(['unusable', 'major', 'minor', 'none'].map((impact) => asksWorkaround(levels, impact))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('what is good to have', () => {
  test('is named as it is given', () => {
    expect(answers({ site: ' acme ', project: '  ', body: '1. one\n2. two' }).given).toEqual(['steps', 'site'])
  })

  test('steps are several lines, or enough words to follow', () => {
    expect(hasSteps('It fails.')).toBe(false)
    expect(hasSteps('It fails.\n\n')).toBe(false)
    expect(hasSteps('Open it.\nExport it.')).toBe(true)
    expect(hasSteps('word '.repeat(30))).toBe(true)
  })
})
