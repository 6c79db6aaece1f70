// Macros: a reply that is written once, with what happens when it is sent. A macro without acts is a saved reply.
import type { CaseCategory, ReplyOutcome } from './case'

/** Whose a macro is: its owner's, with a region its staff's, with neither everybody's on the desk. */
export type MacroReaders = { readonly ownerId: string | null; readonly regionCode: string | null }

/** What is chosen of `MacroReaders`: for oneself, for the whole desk, or for the region of this code. */
export type ReadersChoice = 'me' | 'desk' | { readonly region: string }

/** Whose a macro becomes when somebody keeps it so. */
export function readersOf(choice: ReadersChoice, userId: string): MacroReaders {
  if (choice === 'me') return { ownerId: userId, regionCode: null }
  return { ownerId: null, regionCode: choice === 'desk' ? null : choice.region }
}

/** How a macro may be sent; what else a reply can do depends on the case. */
export const MACRO_OUTCOMES = ['keep_open', 'wait', 'resolve'] as const satisfies readonly ReplyOutcome[]
export type MacroOutcome = (typeof MACRO_OUTCOMES)[number]

/** What a macro may name; in the text it stands in double braces, `{{customer.first_name}}`. */
export const MACRO_VARIABLES = {
  'customer.first_name': 'First name of the requester',
  'customer.name': 'Name of the requester',
  organisation: 'Their organisation',
  'case.number': 'Number of the case',
  'case.subject': 'Its subject',
  'agent.first_name': 'Your first name',
  'agent.name': 'Your name',
} as const
export type MacroVariable = keyof typeof MACRO_VARIABLES
export type MacroFacts = Readonly<Record<MacroVariable, string>>

export type Macro = {
  readonly id: string
  readonly name: string
  readonly body: string
  /** How the reply is sent unless its author chooses otherwise; null leaves it to them. */
  readonly outcome: MacroOutcome | null
  /** Whether the sender takes the case with it. */
  readonly takes: boolean
  /** What the case is about once the reply is sent; null leaves it. */
  readonly category: CaseCategory | null
} & MacroReaders

/** Macros as one member of staff looks for them: their own, their region's, the desk's, and those of every other region that they keep. */
export function groupMacros<M extends MacroReaders>(macros: readonly M[], regionCode: string) {
  const ofRegions = Map.groupBy(
    macros.filter(({ ownerId }) => ownerId === null),
    (macro) => macro.regionCode,
  )
  const others = [...ofRegions].flatMap(([code, macros]) => (code === null || code === regionCode ? [] : [{ code, macros }]))
  return {
    own: macros.filter(({ ownerId }) => ownerId !== null),
    region: ofRegions.get(regionCode) ?? [],
    desk: ofRegions.get(null) ?? [],
    others: others.sort((a, b) => a.code.localeCompare(b.code)),
  }
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The text with its variables filled in. What is no variable stays as it is written. */
export function fillMacro(body: string, facts: MacroFacts): string {
  return body.replace(VARIABLE, (written, name: string) => (isVariable(name) ? facts[name] : written))
}

/** What stands in double braces and is no variable, each once: a mistake of whoever wrote the macro. */
export function unknownVariables(body: string): string[] {
  return [...new Set([...body.matchAll(VARIABLE)].map(([, name]) => name!).filter((name) => !isVariable(name)))]
}

/** The facts of one case for one sender. */
export function macroFacts(of: {
  reference: string
  subject: string
  organisationName: string
  requesterName: string
  agentName: string
}): MacroFacts {
  return {
    'customer.first_name': firstName(of.requesterName),
    'customer.name': of.requesterName,
    organisation: of.organisationName,
    'case.number': of.reference,
    'case.subject': of.subject,
    'agent.first_name': firstName(of.agentName),
    'agent.name': of.agentName,
  }
}

/**
 * Macros for what is typed after a slash, best first: names that begin with it, then names with a word that does, then names or
 * texts that contain it. All of them for nothing typed.
 */
export function matchMacros<M extends Pick<Macro, 'name' | 'body'>>(macros: readonly M[], typed: string): M[] {
  const wanted = typed.trim().toLocaleLowerCase()
  const rank = ({ name, body }: M) => {
    const low = name.toLocaleLowerCase()
    if (low.startsWith(wanted)) return 0
    if (low.split(/\s+/).some((word) => word.startsWith(wanted))) return 1
    return low.includes(wanted) ? 2 : body.toLocaleLowerCase().includes(wanted) ? 3 : 4
  }
  return macros
    .map((macro) => ({ macro, at: rank(macro) }))
    .filter(({ at }) => at < 4)
    .sort((a, b) => a.at - b.at || a.macro.name.localeCompare(b.macro.name))
    .map(({ macro }) => macro)
}

function isVariable(name: string): name is MacroVariable {
  return Object.hasOwn(MACRO_VARIABLES, name)
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
