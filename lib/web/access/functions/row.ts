// What a row of the access matrix says (lib/web/access-matrix.ts), who its people are, and rows that many functions share.

/** Everybody a row speaks of (security MX-02). `own` people belong to organisation A, which the object belongs to. */
export const PRINCIPALS = [
  'anonymous',
  'requester',
  'participant',
  'colleague',
  'organisationAdministrator',
  'foreignMember',
  'foreignAdministrator',
  'agent',
  'csm',
  'servicesLead',
  'finance',
  'administrator',
  'system',
] as const
export type Principal = (typeof PRINCIPALS)[number]

/** What a function answers: done, or the code of its refusal. */
export type Verdict = 'ok' | 'not_found' | 'forbidden'

export const OWN: Principal[] = ['requester', 'participant', 'organisationAdministrator']
export const NOT_ON_THE_CASE: Principal[] = ['colleague', 'foreignMember', 'foreignAdministrator']
export const CUSTOMERS: Principal[] = [...OWN, ...NOT_ON_THE_CASE]
export const ANSWERING: Principal[] = ['agent', 'csm', 'servicesLead', 'administrator']
export const STAFF: Principal[] = [...ANSWERING, 'finance']
export const PEOPLE: Principal[] = [...CUSTOMERS, ...STAFF]
export const AT_THE_DOOR: Principal[] = ['anonymous', ...PEOPLE]
export const DIRECTORY: Principal[] = [...STAFF, 'system']
/** What a member asks for is theirs and their administrators'; colleagues do not know of it. */
export const NOT_ON_THE_REQUEST: Principal[] = ['participant', 'colleague', 'foreignMember', 'foreignAdministrator']
/** An organisation's own administrators, of theirs. */
export const KEEPERS_OF_BOTH: Principal[] = ['organisationAdministrator', 'foreignAdministrator']
/** Those of a side who are not this one. */
export const without = (people: readonly Principal[], one: Principal): Principal[] => people.filter((each) => each !== one)

export type FunctionRow = {
  ok: readonly Principal[]
  notFound?: readonly Principal[]
  /** Everybody else is forbidden. `missing`: what those who may are told about an object that does not exist. */
  missing?: Verdict
}

/** Building blocks that run inside a command's transaction: whoever calls them has decided. They take a TxCtx, which no door can make. */
export const INTERNAL = 'internal'
/** The functions of one part of the house. */
export type FunctionRows = Record<string, FunctionRow | typeof INTERNAL>

/** What is named, or what belongs to it, is there for `ok` alone; they are told of what is not there as `notFound` is of what is. */
export const about = (ok: readonly Principal[], notFound?: readonly Principal[]): FunctionRow => ({
  ok,
  ...(notFound && { notFound }),
  missing: 'not_found',
})

export const ONLY_ADMINISTRATOR: FunctionRow = { ok: ['administrator'] }
export const ONLY_SYSTEM: FunctionRow = { ok: ['system'] }
/** A person or an organisation that only an administrator keeps. */
export const ON_A_SUBJECT: FunctionRow = about(['administrator'])
