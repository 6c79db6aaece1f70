// The questions of the form that opens a case: their words, and what the answers are at a moment.
import type { CaseCategory } from '@/lib/cases/case'
import type { Level } from '@/lib/sla/support-policy'
import { categoryWords } from './case-words'

const CATEGORIES = ['problem', 'how_to', 'licence', 'project_or_data'] as const satisfies readonly CaseCategory[]

export const CATEGORY_CHOICES = CATEGORIES.map((value) => ({
  value,
  label: value === 'project_or_data' ? 'My project or data' : categoryWords(value),
}))

/** How much is affected, from the worst to nothing. */
export function impactChoices(productName: string) {
  return [
    { value: 'unusable', label: `${productName} cannot be used, or hardly` },
    { value: 'major', label: 'A major function fails', hint: 'Publishing, exporting, importing, signing in for some…' },
    { value: 'minor', label: 'Something less essential fails' },
    { value: 'none', label: 'Nothing fails: a question or a wish' },
  ]
}

export const WORKAROUND_CHOICES = [
  { value: 'no', label: 'No' },
  { value: 'temporary', label: 'Yes, for a while' },
  { value: 'acceptable', label: 'Yes' },
]

/** Label and hint of the field that holds the words themselves. */
export function bodyWords(category: CaseCategory | null): { label: string; hint: string } {
  switch (category) {
    case 'how_to':
      return { label: 'What are you trying to do?', hint: 'Say what you tried so far, and where you got stuck.' }
    case 'licence':
      return {
        label: 'Which licence or registration, and what should happen?',
        hint: 'Names and e-mail addresses of the people it is for help us.',
      }
    case 'project_or_data':
      return { label: 'What is your question?', hint: 'Name the project and the wave or table that it is about.' }
    default:
      return { label: 'What happened, step by step?', hint: 'What you did, what you expected, and what you saw instead.' }
  }
}

/** What the policy calls useful information, as far as this form can take it. */
export const GOOD_TO_HAVE = [
  { name: 'steps', label: 'Steps, one by one' },
  { name: 'site', label: 'Site' },
  { name: 'project', label: 'Project, story or dashboard' },
  { name: 'username', label: 'Username' },
  { name: 'browser', label: 'Browser' },
] as const

/** The answers that the side of the form follows. `given` names what would help us and is there. */
export type Answers = {
  readonly category: CaseCategory | null
  readonly impact: string | null
  readonly workaround: string | null
  readonly given: readonly string[]
}

/** What a form's fields say; `field` answers with what stands in one. */
export function answersOf(field: (name: string) => string): Answers {
  const text = (name: string) => field(name).trim()
  return {
    category: CATEGORIES.find((each) => each === text('category')) ?? null,
    impact: text('impact') || null,
    workaround: text('workaround') || null,
    given: GOOD_TO_HAVE.map(({ name }) => name).filter((name) => (name === 'steps' ? hasSteps(text('body')) : text(name) !== '')),
  }
}

/** Several lines, or enough words to follow. */
export function hasSteps(body: string): boolean {
  return body.split('\n').filter((line) => line.trim() !== '').length >= 2 || body.length >= 120
}

/** The level of each pair of answers, as "major/no". */
export type LevelTable = Readonly<Record<string, Level>>

/** Whether the level depends on a way around it. */
export function asksWorkaround(levels: LevelTable, impact: string): boolean {
  return levels[`${impact}/no`] !== levels[`${impact}/acceptable`]
}

/** The level that follows from the answers so far; null while it does not. */
export function levelOfAnswers(levels: LevelTable, { impact, workaround }: Answers): Level | null {
  if (impact === null) return null
  return levels[`${impact}/${asksWorkaround(levels, impact) ? workaround : 'acceptable'}`] ?? null
}
