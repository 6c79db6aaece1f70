// Who uses a customer plan: the organisations on it, and the articles that are for it. A plan can go once nobody does.
import { count } from '../kernel/words'

/** So many of each are named; the rest is counted. */
export const PLAN_USES_NAMED = 20

/** What of a plan's uses is named, and how many there are. */
export type PlanUse = {
  readonly organisations: readonly { readonly id: string; readonly name: string; readonly isClosed: boolean }[]
  readonly organisationCount: number
  readonly articles: readonly { readonly id: string; readonly title: string }[]
  readonly articleCount: number
}

/** A plan as whoever keeps the plans sees it. */
export type KeptPlan = { readonly planId: string; readonly name: string } & PlanUse

/** Whether anything still needs the plan; a closed organisation does too, because it can be opened again. */
export function isUsed({ organisationCount, articleCount }: PlanUse): boolean {
  return organisationCount + articleCount > 0
}

/** Why a plan cannot be deleted, for who tried: “Kea Ltd and the article “Base sizes” still use it.” */
export function usedSentence({ organisations, organisationCount, articles, articleCount }: PlanUse): string {
  const named = [...organisations.map(({ name }) => name), ...articles.map(({ title }) => `the article “${title}”`)]
  const more = [
    [organisationCount - organisations.length, 'more organisation'] as const,
    [articleCount - articles.length, 'more article'] as const,
  ].flatMap(([left, noun]) => (left > 0 ? [count(left, noun)] : []))
  const line = new Intl.ListFormat('en-GB').format([...named, ...more])
  return `${line.charAt(0).toUpperCase()}${line.slice(1)} still ${organisationCount + articleCount === 1 ? 'uses' : 'use'} this plan.`
}
