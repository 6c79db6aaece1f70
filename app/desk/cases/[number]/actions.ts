'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { offerDraft, takeDraft as takeOffered } from '@/lib/cases/commands/drafts'
import { addNote } from '@/lib/cases/commands/reply'
import { callBackReply, sendReply } from '@/lib/cases/commands/send-reply'
import { assignOne, reclassifyCase } from '@/lib/cases/commands/change-case'
import { changeCategory } from '@/lib/cases/commands/change-category'
import { claimCase } from '@/lib/cases/commands/claim'
import { addParticipant, removeParticipant } from '@/lib/cases/commands/participants'
import { tellProblem, untellProblem } from '@/lib/cases/commands/known-problem'
import { markAsProblem, unlinkCases, unmarkAsProblem } from '@/lib/cases/commands/links'
import { addTag, removeTag } from '@/lib/cases/commands/tags'
import { undoMerge } from '@/lib/cases/commands/undo-merge'
import { acknowledgeHandOver, handOverCase } from '@/lib/cases/commands/hand-over'
import {
  AcknowledgeHandOverInput,
  AnswerInput,
  AssignOneInput,
  ClaimInput,
  HandOverInput,
  NoteInput,
  OfferDraftInput,
  OfferedDraftInput,
  ReclassifyInput,
  WaitingReplyInput,
} from '@/lib/cases/input'
import { ChangeCategoryInput } from '@/lib/cases/category'
import { TellProblemInput } from '@/lib/cases/known-problem'
import { ProblemInput, UnlinkInput } from '@/lib/cases/link'
import { UndoMergeInput } from '@/lib/cases/merge'
import { ParticipantInput } from '@/lib/cases/participants'
import { AddTagInput, RemoveTagInput } from '@/lib/cases/tag'
import { referCase } from '@/lib/engagements/commands/refer'
import { ReferCaseInput, ReferralFormInput } from '@/lib/engagements/input'
import { getReferralForm } from '@/lib/engagements/queries/referrals'
import { takeNext } from '@/lib/queue/commands/take-next'
import { newId } from '@/lib/kernel/ids'
import { action } from '@/lib/web/action'

/** Sends the reply, and with `next` gives its author the case most at risk that nobody has. */
export const answer = action(
  'desk',
  AnswerInput.extend({ next: z.stringbool().default(false) }),
  async (ctx, { next, ...input }) => {
    const waiting = await sendReply(ctx, input)
    refresh()
    const taken = next ? await takeNext(ctx, { except: input.reference }) : null
    return {
      outcome: input.outcome,
      nextKey: newId(ctx.now),
      next: taken?.kind === 'taken' ? taken.reference : null,
      waiting: waiting && { draftId: waiting.draftId, seconds: (waiting.sendsAt - ctx.now) / 1_000 },
    }
  },
)

/** Takes a reply back that has not left yet. */
export const callBack = action('desk', WaitingReplyInput, async (ctx, input) => {
  const called = await callBackReply(ctx, input)
  refresh()
  return called
})

export const offer = action('desk', OfferDraftInput, async (ctx, input) => {
  await offerDraft(ctx, input)
  refresh()
})

export const takeDraft = action('desk', OfferedDraftInput, async (ctx, input) => {
  await takeOffered(ctx, input)
  refresh()
})

export const note = action('desk', NoteInput, async (ctx, input) => {
  await addNote(ctx, input)
  refresh()
  return { nextKey: newId(ctx.now) }
})

/** A change that was refused shows the case again too: what stands there now is what its author has to choose from. */
async function shownAgain(change: Promise<void>): Promise<void> {
  try {
    await change
  } finally {
    refresh()
  }
}

export const assign = action('desk', AssignOneInput, (ctx, { reference, assigneeId, was }) =>
  shownAgain(assignOne(ctx, reference, assigneeId, was)),
)

export const take = action('desk', ClaimInput, async (ctx, input) => {
  await claimCase(ctx, input)
  refresh()
})

/** The form of the next one, asked for when its dialog opens. */
export const referralForm = action('desk', ReferralFormInput, (ctx, { reference }) => getReferralForm(ctx, reference))

/** Passes what is beyond support to the customer's CSM. */
export const refer = action('desk', ReferCaseInput, async (ctx, input) => {
  const referred = await referCase(ctx, input)
  refresh()
  return referred
})

export const handOver = action('desk', HandOverInput, (ctx, input) => shownAgain(handOverCase(ctx, input)))

export const acknowledge = action('desk', AcknowledgeHandOverInput, async (ctx, input) => {
  await acknowledgeHandOver(ctx, input)
  refresh()
})

export const reclassify = action('desk', ReclassifyInput, (ctx, input) => shownAgain(reclassifyCase(ctx, input)))

export const recategorise = action('desk', ChangeCategoryInput, (ctx, input) => shownAgain(changeCategory(ctx, input)))

export const tag = action('desk', AddTagInput, async (ctx, input) => {
  const tagged = await addTag(ctx, input)
  refresh()
  return tagged
})

export const untag = action('desk', RemoveTagInput, async (ctx, input) => {
  await removeTag(ctx, input)
  refresh()
})

export const unlink = action('desk', UnlinkInput, async (ctx, input) => {
  await unlinkCases(ctx, input)
  refresh()
})

export const markProblem = action('desk', ProblemInput, async (ctx, input) => {
  await markAsProblem(ctx, input)
  refresh()
})

export const unmarkProblem = action('desk', ProblemInput, async (ctx, input) => {
  await unmarkAsProblem(ctx, input)
  refresh()
})

export const tellCustomers = action('desk', TellProblemInput, async (ctx, input) => {
  await tellProblem(ctx, input)
  refresh()
})

export const untellCustomers = action('desk', ProblemInput, async (ctx, input) => {
  await untellProblem(ctx, input)
  refresh()
})

export const undo = action('desk', UndoMergeInput, async (ctx, input) => {
  await undoMerge(ctx, input)
  refresh()
})

export const addPerson = action('desk', ParticipantInput, async (ctx, input) => {
  await addParticipant(ctx, input)
  refresh()
})

export const removePerson = action('desk', ParticipantInput, async (ctx, input) => {
  await removeParticipant(ctx, input)
  refresh()
})
