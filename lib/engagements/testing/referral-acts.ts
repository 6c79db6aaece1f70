// What people do with a case that is passed on to its account manager, and what they see of it, each in a line.
import { openCase } from '@/lib/cases/commands/open-case'
import { OpenCaseInput } from '@/lib/cases/input'
import { getDeskCase, getRequesterCase } from '@/lib/cases/queries/case'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { changeRequestState } from '../commands/change-request'
import { referCase } from '../commands/refer'
import { ChangeRequestStateInput, ReferCaseInput } from '../input'
import { getRequest } from '../queries/requests'
import type { RequestState } from '../request'
import type { House } from './house'

const CHECKED = { notAFault: 'on', noArticle: 'on', noLicence: 'on' }
const REPLY = 'Rina, your account manager, answers. **Nothing is charged by this step.**'
const YES = { reason: '', notice: '1', understood: 'on' }

/** The acts of one house. */
export class ReferralActs {
  constructor(private readonly house: House) {}

  requester = () => this.house.world.a.requester

  /** A case of A, opened at this instant: of level 3 unless said otherwise. */
  async opened(of: Record<string, string> = {}, at: Instant = this.house.tick()): Promise<string> {
    const input = OpenCaseInput.parse({
      ...{
        key: newId(at),
        category: 'how_to',
        subject: 'A weekly refresh of our data',
        impact: 'minor',
        workaround: 'acceptable',
      },
      ...{ body: 'Every Monday, please.', ...of },
    })
    return (await openCase(this.house.world.as(this.requester(), at), input)).reference
  }

  /** Passes a case on, by Hana unless said otherwise; the reference of the request. */
  async refer(
    reference: string,
    of: Record<string, string> = {},
    by: Actor = this.house.hana,
    at: Instant = this.house.tick(),
  ): Promise<string> {
    const input = ReferCaseInput.parse({
      ...{ key: newId(at), reference, title: 'A weekly refresh', goal: 'New data every Monday.', why: 'data_processing' },
      ...{ itemCode: 'CONS', reply: REPLY, offer: 'whole', ...CHECKED, ...of },
    })
    return (await referCase(this.house.world.as(by, at), input)).reference
  }

  become = (by: Actor, reference: string, to: RequestState, of: Record<string, string> = {}, at: Instant = this.house.tick()) =>
    changeRequestState(
      this.house.world.as(by, at),
      ChangeRequestStateInput.parse({ reference, to, reason: 'Because it is so.', ...of }),
    )
  /** The account manager asks the customer. */
  ask = (reference: string, at?: Instant) => this.become(this.house.csm, reference, 'awaiting_customer', {}, at)
  /** The customer says yes to a quote. */
  yes = (reference: string, by: Actor = this.requester()) => this.become(by, reference, 'scoping', YES)

  desk = (reference: string) => getDeskCase(this.house.as(this.house.hana), reference)
  state = async (reference: string) => (await getRequest(this.house.as(this.house.csm), reference)).state
  /** The steps of the referral that the customer reads on the case. */
  told = async (reference: string) =>
    (await getRequesterCase(this.house.as(this.requester()), reference)).timeline.flatMap((entry) =>
      'fact' in entry && entry.fact.what === 'referral' ? [entry.fact.step] : [],
    )
  clocks = (reference: string) => this.house.owner<
    { metric: string; outcome: string | null; dueAt: Date | null; breachedAt: Date | null }[]
  >`
    select k.metric, k.outcome, k.due_at as "dueAt", k.breached_at as "breachedAt" from sla_clocks k join cases c on c.id = k.case_id
      cross join installation i where i.case_prefix || '-' || c.number = ${reference} order by k.started_at, k.metric`
  mailsAbout = (request: string) =>
    this.house.owner<{ kind: string; to: string; state: string }[]>`
      select m.kind, split_part(u.email, '@', 1) as "to", m.facts ->> 'state' as state from outbox m join users u on u.id = m.recipient_id
      where m.facts ->> 'reference' = ${request} order by m.created_at, m.id`
}
