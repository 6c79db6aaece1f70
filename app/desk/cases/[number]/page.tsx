import type { Metadata } from 'next'
import { cache } from 'react'
import { AssignDialog, ReclassifyDialog, TakeButton } from '@/components/cases/desk-acts'
import { DeskComposer } from '@/components/cases/desk-composer'
import { DeskCustomer, DeskDetails } from '@/components/cases/desk-pane'
import { DeskPromise } from '@/components/cases/desk-promise'
import { DeskTimeline } from '@/components/cases/desk-timeline'
import { DeskCaseHead } from '@/components/cases/desk-case-head'
import { Callout } from '@/components/ui/callout'
import { getDeskCase } from '@/lib/cases/queries/case'
import { canAssign, canReclassify } from '@/lib/cases/policy'
import { isUnresolved } from '@/lib/cases/case'
import { listStaff } from '@/lib/identity/queries/people'
import { newId } from '@/lib/kernel/ids'
import { getPolicyVersion } from '@/lib/sla/queries'
import { deskContext, guarded } from '@/lib/web/context'
import { answer, assign, note, reclassify } from './actions'

/** Read once for the title and the page. */
const caseOf = cache(async (reference: string) => guarded(getDeskCase(await deskContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/desk/cases/[number]'>): Promise<Metadata> {
  const supportCase = await caseOf((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}` }
}

export default async function DeskCasePage({ params, searchParams }: PageProps<'/desk/cases/[number]'>) {
  const ctx = await deskContext()
  const supportCase = await caseOf((await params).number)
  const [staff, version, { write }] = await Promise.all([
    listStaff(ctx),
    getPolicyVersion(ctx, supportCase.policy.id),
    searchParams,
  ])
  const { reference, assignee } = supportCase
  const { timeZone: zone, userId } = ctx.actor
  const reader = { zone, now: ctx.now }
  return (
    <div className="case-desk">
      <div className="case-desk-main">
        <DeskCaseHead supportCase={supportCase} {...reader}>
          {canAssign(ctx.actor) && assignee === null && <TakeButton reference={reference} userId={userId} assign={assign} />}
          {canAssign(ctx.actor) && (
            <AssignDialog
              reference={reference}
              assigneeId={assignee?.id ?? null}
              assign={assign}
              colleagues={staff.map(({ userId: id, name, regionCode }) => ({ id, name, regionCode }))}
            />
          )}
          {canReclassify(ctx.actor) && isUnresolved(supportCase.status) && (
            <ReclassifyDialog
              reference={reference}
              current={supportCase.severity}
              levels={version.policy.levels}
              reclassify={reclassify}
            />
          )}
        </DeskCaseHead>
        <div className="thread case-desk-thread">
          {supportCase.worseNote && (
            <Callout tone="warn" title="“It is worse than that”">
              {supportCase.worseNote}
            </Callout>
          )}
          <DeskTimeline timeline={supportCase.timeline} {...reader} />
        </div>
        {(supportCase.canAnswer || supportCase.canNote) && (
          <div className="case-desk-write">
            <DeskComposer
              reference={reference}
              requesterName={supportCase.requester.name}
              userId={userId}
              replyKey={newId(ctx.now)}
              noteKey={newId(ctx.now)}
              outcomes={supportCase.canAnswer ? supportCase.outcomes : []}
              initialMode={write === 'note' ? 'note' : 'reply'}
              canNote={supportCase.canNote}
              answer={answer}
              note={note}
            />
          </div>
        )}
      </div>
      <aside className="case-desk-pane" aria-label="About this case">
        <DeskPromise supportCase={supportCase} {...reader} />
        <DeskCustomer supportCase={supportCase} now={ctx.now} />
        <DeskDetails supportCase={supportCase} />
      </aside>
    </div>
  )
}
