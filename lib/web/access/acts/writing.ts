// The acts of the access matrix that are about writing on a case: presence, drafts, who takes part. Used by tests only.
import type { Ctx } from '@/db/context'
import { canAnswer, canOfferDraft, canShareMacros } from '@/lib/cases/policy'
import { actorUserId } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { NOT_THERE, type Acts, type Target } from './act'

const presence = () => import('@/lib/cases/commands/presence')
const drafts = () => import('@/lib/cases/commands/drafts')

const sending = () => import('@/lib/cases/commands/send-reply')
const answerOf = (ctx: Ctx, reference: string) =>
  ({ key: newId(ctx.now), reference, body: 'We look into it.', outcome: 'keep_open' }) as const

const participants = () => import('@/lib/cases/commands/participants')
const macros = () => import('@/lib/cases/commands/macros')
const macroReads = () => import('@/lib/cases/queries/macros')

const saveShared = async (ctx: Ctx) =>
  (await macros()).saveMacro(ctx, {
    name: `Greeting ${newId(ctx.now)}`,
    body: 'Kia ora',
    outcome: null,
    takes: false,
    category: null,
    readers: 'desk',
  })

/** A macro of the desk, for those who may change it; else none. */
async function sharedBefore(ctx: Ctx, { world, at, reference }: Target): Promise<{ macroId: string }> {
  const isThere = canShareMacros(ctx.actor, null) && reference !== NOT_THERE
  return isThere ? saveShared(world.as(world.staff.agentApac, at)) : { macroId: newId(at) }
}

export const WRITING_ACTS: Acts = {
  'cases/commands/macros.saveMacro': saveShared,
  'cases/commands/macros.removeMacro': async (ctx, target) => (await macros()).removeMacro(ctx, await sharedBefore(ctx, target)),
  'cases/commands/macros.restoreMacro': async (ctx, target) =>
    (await macros()).restoreMacro(ctx, await sharedBefore(ctx, target)),
  'cases/queries/similar.listSimilarCases': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/similar')).listSimilarCases(ctx, reference),
  'cases/queries/articles.listArticlesForCase': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/articles')).listArticlesForCase(ctx, reference),
  'cases/queries/macros.listMacros': async (ctx) => (await macroReads()).listMacros(ctx),
  'cases/queries/macros.listKeptMacros': async (ctx) => (await macroReads()).listKeptMacros(ctx),
  'cases/queries/macros.getMacro': async (ctx) => (await macroReads()).getMacro(ctx, newId(ctx.now)),
  'cases/commands/participants.addParticipant': async (ctx, { reference, world }) =>
    (await participants()).addParticipant(ctx, { reference, userId: world.a.colleague.userId }),
  'cases/commands/participants.removeParticipant': async (ctx, { reference, world }) =>
    (await participants()).removeParticipant(ctx, { reference, userId: world.a.colleague.userId }),
  'cases/queries/participants.getParticipation': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/participants')).getParticipation(ctx, reference),
  'cases/commands/presence.markPresence': async (ctx, { reference }) =>
    (await presence()).markPresence(ctx, { reference, page: newId(ctx.now), doing: 'reading' }),
  'cases/commands/presence.forgetPresence': async (ctx) => (await presence()).forgetPresence(ctx),
  'cases/queries/presence.listPresence': async (ctx) => (await import('@/lib/cases/queries/presence')).listPresence(ctx),
  'cases/commands/drafts.saveDraft': async (ctx, { reference }) =>
    (await drafts()).saveDraft(ctx, { reference, kind: 'reply', body: 'We look in', version: 0 }),
  'cases/commands/drafts.offerDraft': async (ctx, { reference, world }) =>
    (await drafts()).offerDraft(ctx, { reference, body: 'We look into it.', colleagueId: colleagueOf(ctx, world).userId }),
  'cases/commands/send-reply.sendReply': async (ctx, { reference }) => (await sending()).sendReply(ctx, answerOf(ctx, reference)),
  // What was sent is called back.
  'cases/commands/send-reply.callBackReply': async (ctx, { reference }) => {
    const answer = answerOf(ctx, reference)
    if (canAnswer(ctx.actor)) await (await sending()).sendReply(ctx, answer)
    await (await sending()).callBackReply(ctx, { draftId: answer.key })
  },
  'cases/commands/send-reply.sendWaitingReply': async (ctx) =>
    (await sending()).sendWaitingReply(ctx, { draftId: newId(ctx.now), authorId: newId(ctx.now) }),
  'cases/commands/undo-choice.chooseUndo': async (ctx) =>
    (await import('@/lib/cases/commands/undo-choice')).chooseUndo(ctx, { seconds: 5 }),
  'cases/queries/undo-choice.getUndoChoice': async (ctx) => (await import('@/lib/cases/queries/undo-choice')).getUndoChoice(ctx),
  'identity/queries/staff-actor.findStaffActor': async (ctx) =>
    (await import('@/lib/identity/queries/staff-actor')).findStaffActor(ctx, newId(ctx.now)),
  'identity/queries/staff-actor.findStaffActorByEmail': async (ctx) =>
    (await import('@/lib/identity/queries/staff-actor')).findStaffActorByEmail(ctx, 'nobody@access.example'),
  // What was offered is taken back.
  'cases/commands/drafts.takeDraft': async (ctx, { reference, world, at }) => {
    const { offerDraft, takeDraft } = await drafts()
    const offer = { reference, body: 'We look into it.', colleagueId: colleagueOf(ctx, world).userId }
    await takeDraft(ctx, canOfferDraft(ctx.actor) ? await offerDraft(ctx, offer) : { draftId: newId(at) })
  },
}

function colleagueOf(ctx: Ctx, { staff }: Target['world']) {
  return actorUserId(ctx.actor) === staff.agentApac.userId ? staff.agentEmea : staff.agentApac
}
