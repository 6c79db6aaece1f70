import type { Metadata } from 'next'
import { z } from 'zod'
import { Difference } from '@/components/knowledge/difference'
import { RestoreVersion } from '@/components/knowledge/restore-version'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { NotFound } from '@/lib/kernel/errors'
import { canWriteArticles } from '@/lib/knowledge/policy'
import { getArticleVersion, getDeskArticle } from '@/lib/knowledge/queries/desk'
import type { DeskArticle } from '@/lib/knowledge/views'
import { deskContext, guarded, type StaffCtx } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { restore } from '../../actions'

export const metadata: Metadata = { title: 'What changed' }

const Number = z.coerce.number().int().min(1).optional().catch(undefined)
/** Two versions; without `to`, the draft. */
const Query = z.object({ from: Number, to: Number })

async function wordsOf(ctx: StaffCtx, { id, words }: DeskArticle, number: number | undefined) {
  if (number !== undefined) return getArticleVersion(ctx, id, number)
  if (words.version === 0) throw new NotFound('draft')
  return words
}

export default async function VersionsPage({ params, searchParams }: PageProps<'/desk/knowledge/[articleId]/versions'>) {
  const ctx = await deskContext()
  const { from: asked, to: askedTo } = await searchInput(Query, searchParams)
  const article = await guarded(getDeskArticle(ctx, (await params).articleId))
  const numbers = article.versions.map(({ number }) => number)
  const to = askedTo ?? (article.words.version === 0 ? numbers[0] : undefined)
  const from = asked ?? numbers.find((number) => to === undefined || number < to) ?? numbers.at(-1)
  if (from === undefined) await guarded(Promise.reject(new NotFound('version')))
  const [before, after] = await guarded(Promise.all([wordsOf(ctx, article, from), wordsOf(ctx, article, to)]))
  const name = (number: number | undefined) => (number === undefined ? 'the draft' : `version ${number}`)
  const old = to ?? from!
  return (
    <>
      <DeskBar title={`From ${name(from)} to ${name(to)}`} />
      <div className="desk-page grid max-w-page gap-4">
        <Crumbs
          trail={[
            { label: 'Articles', href: '/desk/knowledge' },
            { label: article.words.title, href: `/desk/knowledge/${article.id}` },
            { label: 'What changed' },
          ]}
        />
        <Difference before={before} after={after} numbers={numbers} from={from!} to={to} />
        {canWriteArticles(ctx.actor) && old !== article.publishedNumber && (
          <RestoreVersion articleId={article.id} number={old} restore={restore} />
        )}
      </div>
    </>
  )
}
