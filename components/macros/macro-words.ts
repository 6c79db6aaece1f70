import { categoryWords, outcomeWords } from '@/components/cases/case-words'
import type { Macro } from '@/lib/cases/macro'

/** What happens when a reply made from it is sent: "Send, resolve · takes the case · about: Project or data". Empty for a saved reply. */
export function macroActs({ outcome, takes, category }: Pick<Macro, 'outcome' | 'takes' | 'category'>): string {
  return [
    outcome === null ? '' : outcomeWords(outcome),
    takes ? 'takes the case' : '',
    category === null ? '' : `about: ${categoryWords(category)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
