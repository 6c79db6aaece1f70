import 'server-only'
import { createHash } from 'node:crypto'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { keepForArticle } from '@/lib/files/commands/article-files'
import { storeUpload, type SentFile } from '@/lib/files/commands/receive'
import { environment } from '@/lib/kernel/env'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import { CHECK_EVERY_MONTHS, monthsLater, narrower, slugOf, type ArticleAudience } from '../article'
import { fileAddress } from '../files'
import {
  addressesFor,
  filesBesideIn,
  linkWithin,
  movingOf,
  withFilesHere,
  type MovingArticle,
  type MovingFile,
} from '../moving-in'
import { canImportArticles } from '../policy'
import { putOut } from './publish'
import { saveSection } from './sections'

/** A picture or file that lies beside the Markdown. */
export type FileBeside = { readonly size: number; readonly read: () => Uint8Array }

/**
 * `source`: what the files are called together, so that they are known the next time. `audience`: whom articles are for, unless a file
 * says that fewer people may read it.
 */
export type ImportInput = {
  readonly source: string
  readonly files: readonly MovingFile[]
  readonly audience: Exclude<ArticleAudience, 'organisations' | 'plans'>
  /** Pictures and files that lie beside them, by path. */
  readonly beside?: ReadonlyMap<string, FileBeside>
  /** Nothing is written; the report says what would be. */
  readonly dryRun: boolean
}

/** What became of one file. `edited`: somebody has worked on its article since, and it stays as they left it. */
export type ImportOutcome = 'new' | 'changed' | 'unchanged' | 'edited' | 'skipped'
export type ImportLine = {
  readonly path: string
  readonly outcome: ImportOutcome
  readonly slug: string | null
  readonly reason: string | null
  readonly notes: readonly string[]
}

type Known = { path: string; articleId: string; digest: string; slug: string; isEdited: boolean }

/**
 * Makes articles of the files of another help centre, publishes them and says of each what became of it, in their order. The same
 * files again change nothing; a changed file becomes a new version, unless somebody has worked on its article here. Each article
 * is a transaction of its own: stopped in between, it goes on with the next run. Throws Forbidden.
 */
export async function importArticles(ctx: Ctx, input: ImportInput): Promise<ImportLine[]> {
  if (!canImportArticles(ctx.actor)) throw new Forbidden('articles.import')
  const all = input.beside ?? new Map<string, FileBeside>()
  const beside = filesThatFit(all)
  const [there, places] = [new Set(all.keys()), new Set(beside.keys())]
  const moving = input.files.map((file) => {
    const named = filesBesideIn(file, places)
    const tooLarge = filesBesideIn(file, there).filter((place) => !places.has(place))
    return { read: movingOf(file, there), named, tooLarge, digest: digestOf(file, named, beside) }
  })
  const articles = moving.flatMap(({ read }) => ('article' in read ? [read.article] : []))
  const { known, taken } = await inTransaction(ctx, (ctx) => whatIsThere(ctx, input.source, articles))
  // Sections come first: their addresses are theirs, also in a dry run, which makes none.
  const names = articles.flatMap(({ section }) => section.map(slugOf))
  const addresses = addressesFor(
    articles,
    new Map([...known].map(([path, { slug }]) => [path, slug])),
    new Set([...taken, ...names]),
  )
  const sections = new Map<string, string>()
  const lines: ImportLine[] = []
  for (const { read, named, tooLarge, digest } of moving) {
    if ('skipped' in read) {
      lines.push({ path: read.path, outcome: 'skipped', slug: null, reason: read.skipped, notes: [] })
      continue
    }
    const { article } = read
    const slug = addresses.get(article.path)!
    const files = new Map(named.map((place) => [place, newId(ctx.now)]))
    const placed = withFilesHere(article, new Map([...files].map(([place, id]) => [place, fileAddress(id)])))
    const { body, dead } = linkWithin({ path: article.path, body: placed }, addresses)
    const readers = await readersOf(ctx, article, input.audience)
    const notes = [
      ...article.notes,
      ...tooLarge.map((place) => `${place} stays behind: it is larger than a file may be here.`),
      ...readers.notes,
      ...(dead > 0 ? [`${dead === 1 ? 'One link leads' : `${dead} links lead`} to nothing here.`] : []),
    ]
    const before = known.get(article.path)
    const outcome = outcomeOf(before, digest)
    if (!input.dryRun && (outcome === 'new' || outcome === 'changed')) {
      const sectionId = await sectionFor(ctx, article.section, sections)
      for (const [place, id] of files) await storeUpload(ctx, sentOf(id, place, beside.get(place)!))
      await moveIn(ctx, {
        article: { ...article, body, slug },
        files: [...files.values()],
        digest,
        sectionId,
        readers,
        before,
        input,
      })
    }
    const reason = outcome === 'edited' ? 'Somebody has worked on it here since.' : null
    lines.push({ path: article.path, outcome, slug, reason, notes })
  }
  return lines
}

function outcomeOf(before: Known | undefined, digest: string): ImportOutcome {
  if (!before) return 'new'
  if (before.digest === digest) return 'unchanged'
  return before.isEdited ? 'edited' : 'changed'
}

/** Also of the files that it names: a new picture of the old name is a change. */
function digestOf({ matter, body }: MovingFile, named: readonly string[], beside: ReadonlyMap<string, FileBeside>): string {
  const hash = createHash('sha256').update(JSON.stringify([matter, body]))
  for (const place of named) hash.update(place).update(beside.get(place)!.read())
  return hash.digest('hex')
}

/** What is larger than an upload may be stays behind. */
function filesThatFit(beside: ReadonlyMap<string, FileBeside>): Map<string, FileBeside> {
  const { maxBytes } = environment().uploads
  return new Map([...beside].filter(([, { size }]) => size <= maxBytes))
}

function sentOf(id: string, place: string, file: FileBeside): SentFile {
  return { id, name: place.split('/').at(-1)!, size: file.size, body: new Blob([Buffer.from(file.read())]).stream() }
}

async function whatIsThere(ctx: TxCtx, source: string, articles: readonly MovingArticle[]) {
  const rows = await ctx.sql<Known[]>`
    select i.path, i.article_id as "articleId", i.digest, a.slug,
      a.published_number is distinct from nullif(i.number, 0)
        or (i.number > 0 and exists (select from article_drafts d where d.article_id = a.id))
        or (i.number = 0 and exists (select from article_drafts d where d.article_id = a.id and d.version > 1)) as "isEdited"
    from article_imports i join articles a on a.id = i.article_id where i.source = ${source}`
  // Numbers are added to names that are taken, so all that begins alike may matter.
  const taken = await ctx.sql<{ slug: string }[]>`
    select slug from help_addresses where slug = any (${articles.map(({ slug }) => slug)}) or slug ~ '-[0-9]+$'`
  return { known: new Map(rows.map((row) => [row.path, row])), taken: new Set(taken.map(({ slug }) => slug)) }
}

async function sectionFor(ctx: Ctx, names: readonly string[], made: Map<string, string>): Promise<string> {
  let parentId: string | undefined
  let key = ''
  for (const name of names) {
    key += `/${name.toLowerCase()}`
    let id = made.get(key)
    if (id === undefined) {
      const parent: string | null = parentId ?? null
      const [there] = await inTransaction(
        ctx,
        (ctx) => ctx.sql<{ id: string }[]>`
          select id from article_sections where lower(name) = lower(${name}) and parent_id is not distinct from ${parent}::uuid`,
      )
      id = there?.id ?? (await saveSection(ctx, { sectionId: undefined, parentId, name, description: '' })).sectionId
      made.set(key, id)
    }
    parentId = id
  }
  return parentId!
}

/** `chosen`: the organisations or the plans, as the audience says. */
type Readers = { audience: ArticleAudience; chosen: readonly string[]; notes: readonly string[] }

/** Whom an article is for here: never more people than its file says. */
async function readersOf(
  ctx: Ctx,
  { audience: said, organisations, plans }: MovingArticle,
  wanted: ArticleAudience,
): Promise<Readers> {
  const audience = narrower(said ?? wanted, wanted)
  if (audience !== 'organisations' && audience !== 'plans') return { audience, chosen: [], notes: [] }
  const wantedNames = audience === 'plans' ? plans : organisations
  const there = await inTransaction(
    ctx,
    (ctx) => ctx.sql<{ id: string; name: string }[]>`
      select id, lower(name) as name from ${ctx.sql(audience)} where lower(name) = any (${wantedNames.map((name) => name.toLowerCase())})`,
  )
  const names = new Set(there.map(({ name }) => name))
  const missing = wantedNames.filter((name) => !names.has(name.toLowerCase()))
  const kind = audience === 'plans' ? 'plan ' : ''
  return {
    audience: there.length > 0 ? audience : 'staff',
    chosen: there.map(({ id }) => id),
    notes: [
      ...(missing.length > 0 ? [`There is no ${kind}${missing.join(', ')} here to read it.`] : []),
      ...(there.length > 0 ? [] : ['It is for staff only.']),
    ],
  }
}

type Move = {
  article: MovingArticle
  /** Uploads that become its files. */
  files: readonly string[]
  digest: string
  sectionId: string
  readers: Readers
  before: Known | undefined
  input: ImportInput
}

async function moveIn(ctx: Ctx, { article, files, digest, sectionId, readers, before, input }: Move): Promise<void> {
  const { actor } = ctx
  if (!canImportArticles(actor)) throw new Forbidden('articles.import')
  await inTransaction(ctx, async (ctx) => {
    const articleId = before?.articleId ?? newId(ctx.now)
    const { title, summary, body } = article
    if (!before) {
      const checkBy = monthsLater(dayOf(ctx.now, actor.timeZone), CHECK_EVERY_MONTHS)
      await ctx.sql`
        insert into articles (id, section_id, top_section_id, slug, language, audience, owner_id, title, summary, body, check_by, created_at)
        select ${articleId}, id, coalesce(parent_id, id), ${article.slug}, ${article.language}, ${readers.audience}, ${actor.userId}, ${title},
          '', '', ${checkBy}::date, ${ctx.now} from article_sections where id = ${sectionId}`
      await ctx.sql`insert into help_addresses (slug, article_id) values (${article.slug}, ${articleId})`
      const chosen = [...readers.chosen]
      if (readers.audience === 'organisations')
        await ctx.sql`
          insert into article_organisations (article_id, organisation_id) select ${articleId}, unnest(${chosen}::uuid[])`
      if (readers.audience === 'plans')
        await ctx.sql`insert into article_plans (article_id, plan_id) select ${articleId}, unnest(${chosen}::uuid[])`
    }
    await keepForArticle(ctx, articleId, files)
    let number = 0
    if (article.isDraft)
      await ctx.sql`
        insert into article_drafts (article_id, title, summary, body, version, writer_ids, saved_at)
        values (${articleId}, ${title}, ${summary}, ${body}, 1, array[${actor.userId}::uuid], ${ctx.now})
        on conflict (article_id) do update set title = excluded.title, summary = excluded.summary, body = excluded.body, saved_at = excluded.saved_at`
    else {
      await ctx.sql`delete from article_drafts where article_id = ${articleId}`
      number = await putOut(ctx, articleId, {
        words: { title, summary, body },
        reason: `Moved in from ${input.source}`,
        publishedBy: actor.userId,
        approvedBy: null,
      })
    }
    await ctx.sql`
      insert into article_imports (source, path, article_id, digest, number)
      values (${input.source}, ${article.path}, ${articleId}, ${digest}, ${number})
      on conflict (source, path) do update set digest = excluded.digest, number = excluded.number`
    await record(ctx, {
      action: 'article.imported',
      audience: 'staff',
      organisationId: null,
      subjectId: articleId,
      after: { title, source: input.source, path: article.path },
    })
  })
}
