import * as printerIcon from 'lucide-react/icons/printer'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { CasePresence } from '@/components/cases/case-presence'
import { AssignDialog, CategoryDialog, ReclassifyDialog, TakeButton } from '@/components/cases/desk-acts'
import { categoryWords } from '@/components/cases/case-words'
import { lastChangedBy } from '@/components/cases/latest-changes'
import { levelChoices } from '@/components/cases/level-choices'
import { HandOverDialog, HandOverPacket } from '@/components/cases/hand-over'
import { DeskComposer } from '@/components/cases/desk-composer'
import { newestMessage, outcomeReads, readyMacros } from '@/components/cases/desk-writing'
import { OfferedDrafts } from '@/components/cases/offered-drafts'
import { WaitingReplies } from '@/components/cases/waiting-replies'
import { DeskCustomer, DeskDetails, DeskRating } from '@/components/cases/desk-pane'
import { DeskPromise } from '@/components/cases/desk-promise'
import { DeskTimeline } from '@/components/cases/desk-timeline'
import { DeskCaseHead } from '@/components/cases/desk-case-head'
import { CaseLinks } from '@/components/cases/case-links'
import { SimilarCases } from '@/components/cases/similar-cases'
import { MergedCases } from '@/components/cases/merge'
import { TagField } from '@/components/cases/tag-field'
import { ParticipantsDialog } from '@/components/cases/participants-dialog'
import { runningLedger } from '@/components/cases/promise'
import { CaseRequests } from '@/components/engagements/referral-card'
import { ReferDialog } from '@/components/engagements/refer-dialog'
import { RefreshAt } from '@/components/live/refresh-at'
import { FollowButton } from '@/components/notifications/follow-button'
import { ButtonLink } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-look'
import { Callout } from '@/components/ui/callout'
import { iconOf } from '@/components/ui/icon'
import { Menu } from '@/components/ui/menu'
import { getDeskCase } from '@/lib/cases/queries/case'
import { getHandOver } from '@/lib/cases/queries/hand-over'
import { getLevelPromises } from '@/lib/cases/queries/level-promises'
import { canAnswer, canAssign, canChangeCategory, canHandOver, canLink, canMerge, canSplit, canTag } from '@/lib/cases/policy'
import { isUnresolved } from '@/lib/cases/case'
import type { CaseField } from '@/lib/cases/field-change'
import { listMacros } from '@/lib/cases/queries/macros'
import { getParticipation } from '@/lib/cases/queries/participants'
import { listStaff } from '@/lib/identity/queries/people'
import { staffLines } from '@/lib/identity/staff-lines'
import { newId } from '@/lib/kernel/ids'
import { canRefer } from '@/lib/engagements/policy'
import { listCaseRequests } from '@/lib/engagements/queries/referrals'
import { referralOffer } from '@/lib/engagements/referral'
import { getFollowers } from '@/lib/notifications/queries/followers'
import { getPolicyVersion } from '@/lib/sla/queries'
import { deskContext, guarded, type StaffCtx } from '@/lib/web/context'
import { readNewsAfter, unreadNews } from '@/lib/web/read-news'
import { followCase, leaveCase } from '@/app/desk/notifications/actions'
import { planProblem } from '@/app/desk/bulk/actions'
import * as actions from './actions'

const Printer = iconOf(printerIcon)

/** Read once for the title and the page. */
const caseOf = cache(async (reference: string) => guarded(getDeskCase(await deskContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/desk/cases/[number]'>): Promise<Metadata> {
  const supportCase = await caseOf((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}` }
}

/** What stands beside the case, asked for in the same breath as the case itself; whether it is there for the reader is for `caseOf` to say. */
function readBeside(ctx: StaffCtx, reference: string) {
  const beside = Promise.all([
    listStaff(ctx),
    listMacros(ctx),
    getFollowers(ctx, reference),
    getHandOver(ctx, reference),
    getLevelPromises(ctx, reference),
    getParticipation(ctx, reference),
    listCaseRequests(ctx, reference),
  ])
  beside.catch(() => undefined)
  return beside
}

export default async function DeskCasePage({ params, searchParams }: PageProps<'/desk/cases/[number]'>) {
  const ctx = await deskContext()
  const { number } = await params
  const news = unreadNews(ctx, number)
  const beside = readBeside(ctx, number)
  const supportCase = await caseOf(number)
  if (supportCase.mergedInto !== null) redirect(`/desk/cases/${supportCase.mergedInto}`)
  const [[staff, macros, following, handOver, levels, participation, requests], version, { write }] = await Promise.all([
    guarded(beside),
    getPolicyVersion(ctx, supportCase.policy.id),
    searchParams,
  ])
  const { reference, assignee } = supportCase
  readNewsAfter(ctx, reference, news)
  const { timeZone: zone, userId } = ctx.actor
  const reader = { zone, now: ctx.now }
  const people = staffLines(
    staff.map(({ userId: id, roles, ...person }) => ({ ...person, id, answers: canAnswer({ ...ctx.actor, roles }) })),
  )
  const { status, severity, outcomes } = supportCase
  const hasManager = outcomes.includes('back_to_support')
  const offer = canRefer(ctx.actor) ? referralOffer({ status, severity, hasManager, requests }) : null
  const field = (name: CaseField, value: string, words: string) => ({
    value,
    words,
    by: lastChangedBy(supportCase.timeline, name),
  })
  return (
    <div className="case-desk">
      <div className="case-desk-main">
        <DeskCaseHead supportCase={supportCase} {...reader}>
          {canAssign(ctx.actor) && assignee === null && <TakeButton reference={reference} take={actions.take} />}
          {canAssign(ctx.actor) && (
            <AssignDialog
              reference={reference}
              field={field('assignee', assignee?.id ?? '', assignee?.name ?? 'nobody’s')}
              assigneeId={assignee?.id ?? null}
              assign={actions.assign}
              staff={people}
            />
          )}
          <Menu id="more-acts" label="More for this case" button="More" buttonClass={buttonClass({ small: true })} folds>
            <FollowButton reference={reference} view={following} follow={followCase} leave={leaveCase} />
            {handOver.choices.length > 0 && (
              <HandOverDialog
                reference={reference}
                field={field('region', supportCase.region.code, `with ${supportCase.region.name}`)}
                choices={handOver.choices}
                usual={handOver.usual}
                handOver={actions.handOver}
                {...reader}
              />
            )}
            {levels.length > 0 && (
              <ReclassifyDialog
                reference={reference}
                field={field('level', String(supportCase.severity), `L${supportCase.severity}`)}
                choices={levelChoices(levels, version.policy, reader)}
                reclassify={actions.reclassify}
              />
            )}
            {canChangeCategory(ctx.actor) && isUnresolved(supportCase.status) && (
              <CategoryDialog
                reference={reference}
                field={field('category', supportCase.category, `“${categoryWords(supportCase.category)}”`)}
                current={supportCase.category}
                managerName={supportCase.accountManager.name}
                change={actions.recategorise}
              />
            )}
            {offer !== null && (
              <ReferDialog
                reference={reference}
                offer={offer}
                manager={supportCase.accountManager.name}
                seen={newestMessage(supportCase.timeline, userId)?.id ?? null}
                load={actions.referralForm}
                refer={actions.refer}
              />
            )}
            {canMerge(ctx.actor) && supportCase.status !== 'closed' && (
              <ButtonLink href={`/desk/cases/${reference}/merge`} small>
                Merge…
              </ButtonLink>
            )}
            <ButtonLink href={`/desk/cases/${reference}/print`} small icon aria-label="Print" title="Print" className="no-print">
              <Printer aria-hidden="true" />
              <span className="min-[761px]:hidden">Print</span>
            </ButtonLink>
          </Menu>
        </DeskCaseHead>
        <CasePresence reference={reference} userId={userId} pageId={newId(ctx.now)} />
        <div className="thread case-desk-thread">
          {handOver.packet && (
            <HandOverPacket
              packet={handOver.packet}
              reference={reference}
              acknowledge={canHandOver(ctx.actor) ? actions.acknowledge : null}
              {...reader}
            />
          )}
          {supportCase.worseNote && (
            <Callout tone="warn" title="“It is worse than that”">
              {supportCase.worseNote}
            </Callout>
          )}
          <DeskTimeline
            timeline={supportCase.timeline}
            people={staff.map(({ userId: id, name }) => ({ id, name }))}
            splitAt={canSplit(ctx.actor) ? `/desk/cases/${reference}/split` : null}
            articleHref={canAnswer(ctx.actor) ? (messageId) => `/desk/cases/${reference}/article/${messageId}` : undefined}
            {...reader}
          />
        </div>
        {(supportCase.canAnswer || supportCase.canNote) && (
          <div className="case-desk-write" data-writes>
            <OfferedDrafts offered={supportCase.drafts.offered} userId={userId} take={actions.takeDraft} />
            <WaitingReplies waiting={supportCase.drafts.waiting} userId={userId} callBack={actions.callBack} />
            <DeskComposer
              reference={reference}
              requesterName={supportCase.requester.name}
              userId={userId}
              replyKey={newId(ctx.now)}
              noteKey={newId(ctx.now)}
              outcomes={supportCase.canAnswer ? supportCase.outcomes : []}
              reads={outcomeReads(supportCase, version.policy, ctx.actor.name)}
              isFree={assignee === null && isUnresolved(supportCase.status) && !supportCase.outcomes.includes('back_to_support')}
              initialMode={write === 'note' ? 'note' : 'reply'}
              canNote={supportCase.canNote}
              staff={people}
              drafts={supportCase.drafts}
              newest={newestMessage(supportCase.timeline, userId)}
              macros={readyMacros(macros, supportCase, ctx.actor.name)}
              answer={actions.answer}
              callBack={actions.callBack}
              note={actions.note}
              offer={actions.offer}
            />
          </div>
        )}
      </div>
      <aside className="case-desk-pane" aria-label="About this case">
        <DeskPromise supportCase={supportCase} {...reader} />
        <DeskRating supportCase={supportCase} {...reader} />
        <DeskCustomer supportCase={supportCase} now={ctx.now}>
          <ParticipantsDialog
            reference={reference}
            view={participation}
            organisationName={supportCase.organisationName}
            add={actions.addPerson}
            remove={actions.removePerson}
          />
        </DeskCustomer>
        <TagField
          reference={reference}
          tags={supportCase.tags}
          add={canTag(ctx.actor) ? actions.tag : null}
          remove={actions.untag}
        />
        <DeskDetails supportCase={supportCase} />
        <CaseRequests requests={requests} />
        <CaseLinks
          reference={reference}
          links={supportCase.links}
          acts={
            canLink(ctx.actor)
              ? {
                  ...{ unlink: actions.unlink, mark: actions.markProblem, unmark: actions.unmarkProblem, plan: planProblem },
                  ...{ tell: actions.tellCustomers, untell: actions.untellCustomers },
                }
              : null
          }
          isOpen={isUnresolved(supportCase.status)}
        />
        <SimilarCases key={reference} reference={reference} {...reader} />
        <MergedCases merged={supportCase.merged} undo={canMerge(ctx.actor) ? actions.undo : null} {...reader} />
      </aside>
      <RefreshAt now={ctx.now} at={runningLedger(supportCase.ledgers)?.summary.dueAt ?? null} />
    </div>
  )
}
