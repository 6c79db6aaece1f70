import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { filesNamedIn } from '../files'
import { canExportArticles } from '../policy'
import type { ExportedArticle } from '../moving-out'

/** Every article with its words: the published version, else the draft. For a command line of the installation. Throws Forbidden. */
export async function exportArticles(ctx: Ctx): Promise<ExportedArticle[]> {
  if (!canExportArticles(ctx.actor)) throw new Forbidden('articles.export')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<ExportedArticle[]>`
      select a.slug, a.language, a.audience, case when a.published_number is null then coalesce(d.title, a.title) else a.title end as title,
        case when a.published_number is null then coalesce(d.summary, a.summary) else a.summary end as summary,
        case when a.published_number is null then coalesce(d.body, a.body) else a.body end as body,
        a.published_number as "publishedNumber", a.published_at as "publishedAt", a.check_by as "checkBy", u.email as "ownerEmail",
        case when p.id is null then array[s.name] else array[p.name, s.name] end as section,
        array(select o.name from article_organisations x join organisations o on o.id = x.organisation_id where x.article_id = a.id order by lower(o.name)) as organisations,
        array(select p.name from article_plans x join plans p on p.id = x.plan_id where x.article_id = a.id order by lower(p.name)) as plans,
        d.article_id is not null as "hasDraft",
        coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'key', f.storage_key) order by f.created_at, f.name, f.id)
          from article_files f where f.article_id = a.id), '[]') as files
      from articles a join article_sections s on s.id = a.section_id left join article_sections p on p.id = s.parent_id
        join users u on u.id = a.owner_id left join article_drafts d on d.article_id = a.id
      order by a.slug`
    return rows.map((row) => {
      const named = new Set(filesNamedIn(row.body))
      return { ...row, files: row.files.filter(({ id }) => named.has(id)) }
    })
  })
}
