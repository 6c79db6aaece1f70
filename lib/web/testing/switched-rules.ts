// Rules that a test may switch to "allow", to see whether anything notices (MX-10). The mocks stand in the test, which vitest asks for.
import type { TxCtx } from '@/db/context'

/** `rule` allows everything. `refusals`: by rule, the functions at which it said no while they were `asking`; they are the first that should notice when it does not. */
export const switched = { rule: '', asking: '', refusals: new Map<string, Set<string>>() }

type Module = Record<string, unknown>

/** The module of a domain's policy, with every `can…` that may be switched. */
export async function switchable<Real>(domain: string, original: () => Promise<Real>): Promise<Module> {
  const real = (await original()) as Module
  const wrap = ([name, rule]: [string, unknown]) => {
    if (typeof rule !== 'function' || !name.startsWith('can')) return [name, rule]
    const key = `${domain}.${name}`
    const refusals = new Set<string>()
    switched.refusals.set(key, refusals)
    const judge = (...args: unknown[]) => {
      if (switched.rule === key) return true
      const verdict: unknown = (rule as (...args: unknown[]) => unknown)(...args)
      if (!verdict) refusals.add(switched.asking)
      return verdict
    }
    return [name, judge]
  }
  return Object.fromEntries(Object.entries(real).map(wrap)) as Module
}

/** The rule of which cases a person sees, which is one of SQL. */
export async function switchableCases(original: () => Promise<typeof import('@/lib/cases/queries/visible')>): Promise<Module> {
  const real = await original()
  return {
    ...real,
    visibleCases: (ctx: TxCtx) => (switched.rule === 'cases.visibleCases' ? ctx.sql`true` : real.visibleCases(ctx)),
  }
}
