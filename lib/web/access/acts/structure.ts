// The acts of the access matrix that make one case of two, or two of one. Used by tests only.
import type { Ctx } from '@/db/context'
import { canKeepTags, canLink, canMerge, canSplit } from '@/lib/cases/policy'
import { newId } from '@/lib/kernel/ids'
import { NOT_THERE, type Acts, type Target } from './act'
import { openInput } from './cases'

/** Another case of A, for those who may merge; else the case itself, which nothing is asked about. */
async function anotherCase(ctx: Ctx, { reference, world, at }: Target): Promise<string> {
  if (!canMerge(ctx.actor) || reference === NOT_THERE) return reference
  const { openCase } = await import('@/lib/cases/commands/open-case')
  const input = { ...openInput(at), subject: 'The weights look wrong', body: 'Wave 7 again.' }
  return (await openCase(world.as(world.a.requester, at), input)).reference
}

/** What the case was opened with, for those who may split it. */
async function firstMessage(ctx: Ctx, { reference, at }: Target): Promise<string> {
  if (!canSplit(ctx.actor) || reference === NOT_THERE) return newId(at)
  const { getDeskCase } = await import('@/lib/cases/queries/case')
  return String((await getDeskCase(ctx, reference)).timeline.find(({ kind }) => kind === 'message')!.id)
}

async function merge(ctx: Ctx, target: Target): Promise<void> {
  const into = await anotherCase(ctx, target)
  await (await import('@/lib/cases/commands/merge')).mergeCases(ctx, { reference: target.reference, into })
}

const links = () => import('@/lib/cases/commands/links')
const tags = () => import('@/lib/cases/commands/tags')
const keeping = () => import('@/lib/cases/commands/keep-tags')
const tagReads = () => import('@/lib/cases/queries/tags')

/** A tag that the agent has made on the case, for those who keep tags; else none. */
async function someTag(ctx: Ctx, { world, reference, at }: Target, name = `tag ${newId(at)}`): Promise<string> {
  if (!canKeepTags(ctx.actor, { leads: false })) return newId(at)
  return (await (await tags()).addTag(world.as(world.staff.agentApac, at), { reference, name })).id
}

export const STRUCTURE_ACTS: Acts = {
  'cases/commands/merge.mergeCases': merge,
  'cases/commands/undo-merge.undoMerge': async (ctx, target) => {
    if (canMerge(ctx.actor) && target.reference !== NOT_THERE) await merge(ctx, target)
    await (await import('@/lib/cases/commands/undo-merge')).undoMerge(ctx, { reference: target.reference })
  },
  'cases/commands/links.linkCases': async (ctx, target) =>
    (await links()).linkCases(ctx, { reference: target.reference, other: await anotherCase(ctx, target), kind: 'related' }),
  'cases/commands/links.unlinkCases': async (ctx, { reference, at }) =>
    (await links()).unlinkCases(ctx, { reference, linkId: newId(at) }),
  'cases/commands/links.markAsProblem': async (ctx, { reference }) => (await links()).markAsProblem(ctx, { reference }),
  'cases/commands/links.unmarkAsProblem': async (ctx, { reference }) => (await links()).unmarkAsProblem(ctx, { reference }),
  'cases/commands/known-problem.tellProblem': async (ctx, { reference }) => {
    if (canLink(ctx.actor)) await (await links()).markAsProblem(ctx, { reference })
    return (await import('@/lib/cases/commands/known-problem')).tellProblem(ctx, { reference, title: 'Exports fail', body: '' })
  },
  'cases/commands/known-problem.untellProblem': async (ctx, { reference }) =>
    (await import('@/lib/cases/commands/known-problem')).untellProblem(ctx, { reference }),
  'cases/queries/known-problems.listKnownProblems': async (ctx) =>
    (await import('@/lib/cases/queries/known-problems')).listKnownProblems(ctx, { q: 'Exports fail', category: 'problem' }),
  'cases/queries/links.getLinkPlan': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/links')).getLinkPlan(ctx, reference, null),
  'cases/commands/split.splitMessage': async (ctx, target) =>
    (await import('@/lib/cases/commands/split')).splitMessage(ctx, {
      key: newId(target.at),
      reference: target.reference,
      messageId: await firstMessage(ctx, target),
      category: 'how_to',
      subject: 'How are the base sizes shown?',
    }),
  'cases/queries/split.getSplitPlan': async (ctx, target) =>
    (await import('@/lib/cases/queries/split')).getSplitPlan(ctx, target.reference, await firstMessage(ctx, target)),
  'cases/commands/change-category.changeCategory': async (ctx, { reference }) =>
    (await import('@/lib/cases/commands/change-category')).changeCategory(ctx, {
      reference,
      category: 'project_or_data',
      reason: 'It is about your weighting.',
    }),
  'cases/commands/tags.addTag': async (ctx, { reference }) => (await tags()).addTag(ctx, { reference, name: 'weights' }),
  'cases/commands/tags.removeTag': async (ctx, { reference, at }) =>
    (await tags()).removeTag(ctx, { reference, tagId: newId(at) }),
  'cases/commands/keep-tags.renameTag': async (ctx, target) =>
    (await keeping()).renameTag(ctx, { tagId: await someTag(ctx, target), name: newId(target.at) }),
  'cases/commands/keep-tags.mergeTags': async (ctx, target) =>
    (await keeping()).mergeTags(ctx, { tagId: await someTag(ctx, target), into: await someTag(ctx, target) }),
  'cases/commands/keep-tags.retireTag': async (ctx, target) =>
    (await keeping()).retireTag(ctx, { tagId: await someTag(ctx, target) }),
  'cases/commands/keep-tags.restoreTag': async (ctx, target) => {
    const tagId = await someTag(ctx, target)
    if (canKeepTags(ctx.actor, { leads: false })) await (await keeping()).retireTag(ctx, { tagId })
    await (await keeping()).restoreTag(ctx, { tagId })
  },
  'cases/commands/tags.removeTagNamed': async (ctx, { reference }) =>
    (await tags()).removeTagNamed(ctx, { reference, name: 'weights' }),
  'cases/queries/tags.listTagNames': async (ctx) => (await tagReads()).listTagNames(ctx, []),
  'cases/queries/tags.suggestTags': async (ctx) => (await tagReads()).suggestTags(ctx, 'we'),
  'cases/queries/tags.listTags': async (ctx) => (await tagReads()).listTags(ctx),
  'cases/queries/merge.getMergePlan': async (ctx, { reference }) =>
    (await import('@/lib/cases/queries/merge')).getMergePlan(ctx, reference, reference),
}
