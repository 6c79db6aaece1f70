// Who takes a step in the matrix of state machines, how a step is taken without leaving anything behind, and what a machine says of itself.
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { endApprover, nameApprover } from '@/lib/engagements/commands/approvers'
import { House } from '@/lib/engagements/testing/house'
import { ANONYMOUS, type Actor, type Customer } from '@/lib/kernel/actor'
import { DomainError } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, toIso, type Instant } from '@/lib/kernel/time'

/**
 * Everybody who could try. Of the customer: `requester` asked, `approver` has a grant, `bystander` has no part. Of ours: `lead` leads the
 * work, `consultant` wrote time and spent money for it, `agent` has no part; `csm` wrote the quote and recorded the order.
 */
export const WHO = [
  ...['anonymous', 'requester', 'approver', 'organisationAdministrator', 'bystander', 'foreignMember', 'foreignApprover'],
  ...['agent', 'consultant', 'lead', 'csm', 'otherCsm', 'servicesLead', 'finance', 'administrator', 'system'],
] as const
export type Who = string

/** What the states and steps of a machine need. */
export class States {
  private sessions = new Map<string, string>()
  private constructor(
    readonly house: House,
    readonly bystander: Customer,
    /** Signs first where two have to. */
    readonly small: Customer,
  ) {}

  static async open(): Promise<States> {
    const house = await House.open()
    const { a, b } = house.world
    const member = async (name: string): Promise<Customer> => {
      const userId = newId(house.tick())
      await house.owner`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${`${userId}@tuiwhenua.example`}, ${name}, 'UTC', now())`
      await house.owner`insert into memberships (organisation_id, user_id, role, created_at) values (${a.organisationId}, ${userId}, 'member', now())`
      return { ...a.colleague, userId, name }
    }
    const states = new States(house, await member('By Stander'), await member('Small Limit'))
    await nameApprover(house.as(a.administrator), { userId: a.colleague.userId, limit: '' })
    await nameApprover(house.as(a.administrator), { userId: states.small.userId, limit: '10' })
    // What an administrator may without a grant is another question than what an approver may.
    await endApprover(house.as(a.administrator), { userId: a.administrator.userId })
    await nameApprover(house.as(b.administrator), { userId: b.administrator.userId, limit: '' })
    return states
  }

  close = () => this.house.close()

  actorOf(who: Who): Actor {
    const { a, b, staff } = this.house.world
    const actors: Record<string, Actor> = {
      anonymous: ANONYMOUS,
      ...{ requester: a.requester, approver: a.colleague, organisationAdministrator: a.administrator, bystander: this.bystander },
      ...{ foreignMember: b.requester, foreignApprover: b.administrator },
      ...{
        agent: staff.agentAmer,
        consultant: staff.agentEmea,
        lead: staff.agentApac,
        csm: staff.csmApac,
        otherCsm: staff.csmEmea,
      },
      ...{ servicesLead: staff.servicesLead, finance: staff.finance, administrator: staff.administrator },
      system: { kind: 'system', job: 'states' },
    }
    return actors[who]!
  }

  /** A session of this person that began at the present second of the house; the same one while that lasts. */
  async session(of: Actor): Promise<string> {
    if (of.kind !== 'customer' && of.kind !== 'staff') return newId(this.house.clock)
    const at = this.house.clock
    const key = `${of.userId} ${at}`
    const known = this.sessions.get(key)
    if (known) return known
    const sessionId = newId(at)
    await this.house.owner`
      insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${Buffer.from(sessionId)}, ${of.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
    this.sessions.set(key, sessionId)
    return sessionId
  }
}

/** The thing that is in a state, as the machine names it, and the instant at which everybody tries. */
export type Thing = Record<string, string> & { readonly reference: string }

export type Step = (ctx: Ctx, thing: Thing) => Promise<unknown>

/** `may`: "from → to: who", what is not said is refused. `quiet`: steps that, asked by others, do something of their own or nothing. */
export type Machine = {
  readonly states: Readonly<Record<string, (states: States) => Promise<Thing>>>
  readonly steps: Readonly<Record<string, Step>>
  readonly may: Readonly<Record<string, readonly string[]>>
  readonly quiet?: readonly string[]
  /** Steps that are refused beside their field, once they are whose they are. */
  readonly beside?: readonly string[]
  /** Where it stands, read as our side. */
  readonly stateOf: (ctx: TxCtx, thing: Thing) => Promise<string>
  /** When a step is taken, where that is not the present second. */
  readonly at?: Readonly<Record<string, (clock: Instant) => Instant>>
}

class Answer extends Error {
  constructor(readonly state: string) {
    super(state)
  }
}

/** How a step is refused, in a transaction of its own as for a door. */
export async function refused(ctx: Ctx, machine: Machine, step: string, thing: Thing): Promise<string> {
  try {
    await machine.steps[step]!(ctx, thing)
    return 'not refused'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** Where the thing stands after this step, in a transaction of the actor's that is rolled back; or the code of its refusal. */
export async function taken(ctx: Ctx, machine: Machine, step: string, thing: Thing): Promise<string> {
  try {
    await inTransaction(ctx, async (ctx) => {
      await machine.steps[step]!(ctx, thing)
      await ctx.sql`set constraints all immediate`
      await ctx.sql`select set_config('role', 'concord_staff', true)`
      throw new Answer(await machine.stateOf(ctx, thing))
    })
    throw new Error('nothing was answered')
  } catch (error) {
    if (error instanceof Answer) return error.state
    if (error instanceof DomainError) return error.code
    throw error
  }
}
