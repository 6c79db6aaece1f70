// What a row of the table of doors says (lib/web/access-doors.ts), and the rows of a shape that many have.
import type { Principal } from '../functions/row'

/** Those of security MX-02 that exist. `demoted` was administrator when signing in and is an agent now; `departed` has left A. */
export type Visitor = Exclude<Principal, 'system'> | 'foreignCsm' | 'disabled' | 'demoted' | 'departed'

/** Whom a door is for. `home`: a customer's own, in whose place visitors see what everybody may. `keeper`: an organisation's own administrators. `person`: whoever has signed in. `answering`: staff who deal with customers, which finance does not. `scoping`: who quotes for customers. `billing`: who reads bills; `drafting`: who drafts them. */
export type Audience =
  | 'public'
  | 'home'
  | 'customer'
  | 'keeper'
  | 'person'
  | 'staff'
  | 'answering'
  | 'scoping'
  | 'publishing'
  | 'billing'
  | 'drafting'
  | 'finance'
  | 'administrator'
/** What a door is asked about: something of organisation A, of B, or of nobody. A's case is the requester's, B's the member's. */
export type Relation = 'ofA' | 'ofB' | 'missing'
export type Subject = 'case' | 'request' | 'file' | 'organisation' | 'person' | 'session' | 'mail'

/** `own_side`: a page of the customers sends staff to the desk. */
export type DoorVerdict = 'allow' | 'sign_in' | 'own_side' | 'forbidden' | 'not_found'

/** The words a form or an address may use of what a door is asked about. */
export type Asked = {
  reference: string
  /** A request for a service, asked by whoever opened the case. */
  requestReference: string
  /** On the first message of the case, with a preview. */
  fileId: string
  organisationId: string
  /** Of the organisation, and nobody's principal. */
  userId: string
  /** An administrator of the organisation whose case it is, who sees it whether or not they take part. */
  keeperId: string
  sessionId: string
  mailId: string
  tokens: { reset: string; invitation: string }
  csmId: string
  backupCsmId: string
  /** Who answers customers, and is none of the visitors. */
  agentId: string
  key: string
}
export type Fields = Record<string, string | string[]>
export type Door = {
  for: Audience
  on?: Subject
  /** Of a route; `GET` unless told. A page has GET. */
  methods?: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[]
  /** The path, where it is not that of the manifest with its parameters filled in. */
  path?: string | ((asked: Asked) => string)
  /** Of the case only whoever opened it; who else sees it may not. */
  by?: 'requester'
  /** Changes who takes part, which whoever takes part may not. */
  sharing?: true
  /** Opens with a signed link of a mail, which these visitors have not: nothing is there. What a link may is held by lib/cases. */
  unsigned?: true
  /** Is about people on our side, which none of those asked about is: not there for anybody. Who may is held by lib/shifts. */
  ofStaff?: true
  /** Names a draft, macro or article that is none of these visitors': nothing is there. Who may is held by its domain. */
  private?: true
  /** Takes posts of other sites, as programs of mail send them: what it does hangs on a signed link alone. */
  fromAnywhere?: true
  /** The status of an answer to those who may; 200 unless told. */
  status?: number
  /** Where those who may are led. */
  leads?: string
  /** Shows what everybody was written: only a demo and a test have it. */
  showsMail?: true
  form?: (asked: Asked) => Fields
}

/** The doors of one part of the house. */
export type Doors = { routes: Record<string, Door>; actions: Record<string, Door> }

export const PUBLIC: Door = { for: 'public' }
export const CUSTOMER: Door = { for: 'customer' }
export const STAFF: Door = { for: 'staff' }
export const ADMINISTRATOR: Door = { for: 'administrator' }

/** What a form says besides the name of what it is about. */
type More = Fields | ((asked: Asked) => Fields)
const said = (more: More, asked: Asked): Fields => (typeof more === 'function' ? more(asked) : more)

/** An action whose form names the case that is asked about. */
export const onCase = (audience: Audience, more: More = {}): Door => ({
  for: audience,
  on: 'case',
  form: (asked) => ({ reference: asked.reference, ...said(more, asked) }),
})

/** An action whose form names the request that is asked about. */
export const onRequest = (audience: Audience, more: More = {}): Door => ({
  for: audience,
  on: 'request',
  form: (asked) => ({ reference: asked.requestReference, ...said(more, asked) }),
})

/** An action on a quote of that request or on its work: it has neither, which whoever may is told. */
export const onWork = (audience: Audience, more: More = {}): Door => ({
  for: audience,
  private: true,
  form: (asked) => ({ reference: asked.requestReference, ...said(more, asked) }),
})

/** An action whose form names the person who is asked about. */
export const onPerson = (audience: Audience, more: More = {}): Door => ({
  for: audience,
  on: 'person',
  form: (asked) => ({ userId: asked.userId, ...said(more, asked) }),
})

/** An action on what is none of these visitors', or nobody's: whoever may is told that it is not there. */
export const absent = (audience: Audience, form: (asked: Asked) => Fields): Door => ({ for: audience, private: true, form })

/** The same of a page or route, by its address. */
export const absentAt = (audience: Audience, path: Door['path']): Door => ({ for: audience, private: true, path })
