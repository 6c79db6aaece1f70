'use server'
import { redirect } from 'next/navigation'
import { refresh } from 'next/cache'
import * as files from '@/lib/knowledge/commands/files'
import * as publishing from '@/lib/knowledge/commands/publish'
import * as reviewing from '@/lib/knowledge/commands/review'
import * as schedules from '@/lib/knowledge/commands/schedule'
import * as sections from '@/lib/knowledge/commands/sections'
import * as synonyms from '@/lib/knowledge/commands/synonyms'
import * as writing from '@/lib/knowledge/commands/write'
import { renderArticle } from '@/lib/knowledge/article-text'
import { markdownOf } from '@/lib/knowledge/files'
import {
  AddArticleFilesInput,
  ArticleInput,
  ArticleSettingsInput,
  AskForReviewInput,
  BeginArticleInput,
  DecideProposalInput,
  DraftInput,
  KeepSynonymsInput,
  MoveSectionInput,
  PublishAtInput,
  RemoveSynonymsInput,
  RestoreVersionInput,
  ReturnArticleInput,
  SaveArticleDraftInput,
  SaveSectionInput,
  SwitchReviewInput,
  WithdrawArticleInput,
} from '@/lib/knowledge/input'
import { getDeskFiles } from '@/lib/knowledge/queries/files'
import { instantOfWallClock } from '@/lib/sla/wall-clock'
import { action } from '@/lib/web/action'

export const beginArticle = action('desk', BeginArticleInput, async (ctx, input) => {
  const { articleId } = await writing.beginArticle(ctx, input)
  redirect(`/desk/knowledge/${articleId}`)
})

/** Keeps the draft and shows what becomes of it. The page is left as it is: it is being written on. */
export const saveDraft = action('desk', SaveArticleDraftInput, async (ctx, input) => ({
  ...(await writing.saveArticleDraft(ctx, input)),
  html: renderArticle(input.body, await getDeskFiles(ctx, input.articleId)).html,
}))

/** Answers with the Markdown that shows them. */
export const addFiles = action('desk', AddArticleFilesInput, async (ctx, input) => {
  const added = await files.addArticleFiles(ctx, input)
  return { markdown: added.map(markdownOf) }
})

export const discardDraft = action('desk', ArticleInput, async (ctx, input) => {
  await writing.discardArticleDraft(ctx, input)
  refresh()
})

export const askForReview = action('desk', AskForReviewInput, async (ctx, input) => {
  await reviewing.askForReview(ctx, input)
  refresh()
})

export const approve = action('desk', DraftInput, async (ctx, input) => {
  await reviewing.approveArticle(ctx, input)
  refresh()
})

export const sendBack = action('desk', ReturnArticleInput, async (ctx, input) => {
  await reviewing.returnArticle(ctx, input)
  refresh()
})

/** At once, or at a time of the publisher's clock. */
export const publish = action('desk', PublishAtInput, async (ctx, { at, ...input }): Promise<{ number: number | null }> => {
  if (at === undefined) {
    const { number } = await publishing.publishArticle(ctx, input)
    refresh()
    return { number }
  }
  await schedules.schedulePublishing(ctx, { ...input, at: instantOfWallClock(at, ctx.actor.timeZone) })
  refresh()
  return { number: null }
})

export const unschedule = action('desk', DraftInput, async (ctx, input) => {
  await schedules.cancelScheduledPublishing(ctx, input)
  refresh()
})

export const withdraw = action('desk', WithdrawArticleInput, async (ctx, input) => {
  await publishing.withdrawArticle(ctx, input)
  refresh()
})

export const markChecked = action('desk', ArticleInput, async (ctx, input) => {
  await publishing.markArticleChecked(ctx, input)
  refresh()
})

export const changeSettings = action('desk', ArticleSettingsInput, async (ctx, input) => {
  await publishing.changeArticleSettings(ctx, input)
  refresh()
})

export const restore = action('desk', RestoreVersionInput, async (ctx, input) => {
  await writing.restoreVersion(ctx, input)
  redirect(`/desk/knowledge/${input.articleId}`)
})

export const saveSection = action('desk', SaveSectionInput, async (ctx, input) => {
  await sections.saveSection(ctx, input)
  refresh()
})

export const moveSection = action('desk', MoveSectionInput, async (ctx, input) => {
  await sections.moveSection(ctx, input)
  refresh()
})

export const switchReview = action('desk', SwitchReviewInput, async (ctx, input) => {
  await sections.switchReview(ctx, input)
  refresh()
})

export const keepSynonyms = action('desk', KeepSynonymsInput, async (ctx, input) => {
  await synonyms.keepSynonyms(ctx, input)
  refresh()
})

export const removeSynonyms = action('desk', RemoveSynonymsInput, async (ctx, input) => {
  await synonyms.removeSynonyms(ctx, input)
  refresh()
})

export const decideProposal = action('desk', DecideProposalInput, async (ctx, input) => {
  await synonyms.decideProposal(ctx, input)
  refresh()
})
