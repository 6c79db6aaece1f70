// Pictures and files of articles: who gets them, by which words, and when they are forgotten.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { read, type Ctx } from '@/db/context'
import { receiveUpload } from '@/lib/files/commands/receive'
import { sweepFiles } from '@/lib/files/commands/keeping'
import { fileStorage } from '@/lib/files/gateway/current'
import { previewJob } from '@/lib/files/jobs'
import { FileMissing } from '@/lib/files/storage'
import { testFolder } from '@/lib/files/testing/storages'
import { createWorld, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import sharp from 'sharp'
import { addArticleFiles, forgetUnusedArticleFiles } from './commands/files'
import { publishArticle, withdrawArticle } from './commands/publish'
import { approveArticle } from './commands/review'
import { saveSection } from './commands/sections'
import { beginArticle, saveArticleDraft } from './commands/write'
import { fileAddress, FILES_PER_ARTICLE, firstPicture } from './files'
import { getDeskArticle } from './queries/desk'
import { getArticleFile } from './queries/files'
import { getHelpPage } from './queries/help'

let world: World
let place: Awaited<ReturnType<typeof testFolder>>
let sectionId: string
beforeAll(async () => {
  place = await testFolder()
  vi.stubEnv('FILES_FOLDER', place.folder)
  vi.stubEnv('UPLOADS_PER_MINUTE', '1000')
  world = await createWorld()
  const section = { sectionId: undefined, parentId: undefined, name: 'Exporting', description: '' }
  ;({ sectionId } = await saveSection(world.as('agent'), section))
})
afterAll(async () => {
  await world.end()
  await place.end()
})

const system = (now = START) => world.at({ kind: 'system', job: 'files.sweep' }, now)
const upload = async (ctx: Ctx, bytes: Uint8Array = Buffer.from('hello'), name = 'notes.txt') => {
  const id = newId(ctx.now)
  return (await receiveUpload(ctx, { id, name, size: bytes.length, body: new Response(Buffer.from(bytes)).body! })).id
}
const write = async (title: string, files: readonly string[]) => {
  const { articleId } = await beginArticle(world.as('agent'), { title, sectionId })
  await addArticleFiles(world.as('agent'), { articleId, files: [...files] })
  return { articleId, version: 1 }
}
const save = async (articleId: string, version: number, title: string, body: string) =>
  (await saveArticleDraft(world.as('agent'), { articleId, title, summary: '', body, version })).version
const publish = async (draft: { articleId: string; version: number }) => {
  await approveArticle(world.as('csm'), draft)
  await publishArticle(world.as('agent'), { ...draft, reason: 'New' })
}
const gets = (ctx: Ctx, id: string) =>
  getArticleFile(ctx, id).then(
    () => true,
    (error) => {
      expect(error).toBeInstanceOf(NotFound)
      return false
    },
  )
/** Past our own condition: what the database itself gives. */
const sees = (ctx: Ctx, id: string) =>
  read(ctx, async (ctx) => (await ctx.sql`select id from article_files where id = ${id}`).length === 1)

describe('a file of an article', () => {
  test('is had by whoever reads the words that name it, and by nobody else', async () => {
    const [named, drafted] = [await upload(world.as('agent')), await upload(world.as('agent'))]
    const { articleId } = await write('With files', [named, drafted])
    const version = await save(articleId, 1, 'With files', `[notes](${fileAddress(named)})`)
    const reach = async (id: string) =>
      Promise.all([world.as('agent'), world.as('ann'), world.anonymous()].map((ctx) => gets(ctx, id)))
    const reachRows = async (id: string) =>
      Promise.all([world.as('agent'), world.as('ann'), world.anonymous()].map((ctx) => sees(ctx, id)))
    expect(await reach(named)).toEqual([true, false, false])
    await publish({ articleId, version })
    await save(articleId, 0, 'With files', `[notes](${fileAddress(named)}) [more](${fileAddress(drafted)})`)
    expect(await reach(named)).toEqual([true, true, false])
    expect(await reachRows(named)).toEqual([true, true, false])
    expect(await reach(drafted)).toEqual([true, false, false])
    expect(await reachRows(drafted)).toEqual([true, false, false])
    expect(await getHelpPage(world.as('ann'), 'with-files')).toMatchObject({ article: { files: [{ id: named, kind: 'other' }] } })
    await withdrawArticle(world.as('agent'), { articleId, reason: 'Wrong' })
    expect(await reach(named)).toEqual([true, false, false])
  })

  test('is an upload of the writer, once, and of no more than an article may have', async () => {
    const { articleId } = await write('Uploads', [])
    const [foreign, own] = [await upload(world.as('ann')), await upload(world.as('agent'))]
    await expect(addArticleFiles(world.as('agent'), { articleId, files: [foreign] })).rejects.toBeInstanceOf(NotFound)
    expect(await addArticleFiles(world.as('agent'), { articleId, files: [own] })).toMatchObject([{ id: own, type: 'text file' }])
    await expect(addArticleFiles(world.as('agent'), { articleId, files: [own] })).rejects.toBeInstanceOf(NotFound)
    await expect(addArticleFiles(world.as('ann'), { articleId, files: [own] })).rejects.toBeInstanceOf(Forbidden)
    await world.look(
      (sql) => sql`
        insert into article_files (id, article_id, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
        select gen_random_uuid(), article_id, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at
        from article_files, generate_series(2, ${FILES_PER_ARTICLE}) where id = ${own}`,
    )
    const more = await upload(world.as('agent'))
    await expect(addArticleFiles(world.as('agent'), { articleId, files: [more] })).rejects.toBeInstanceOf(Conflict)
  })

  test('that is a picture has previews, also when it became a file before they were made', async () => {
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#b6f' } })
      .png()
      .toBuffer()
    const picture = await upload(world.as('agent'), png, 'chart.png')
    const { articleId } = await write('Picture', [picture])
    await previewJob(system(), { fileId: picture })
    const { files } = await getDeskArticle(world.as('agent'), articleId)
    expect(files).toMatchObject([{ kind: 'image', preview: { width: 60, height: 40 }, isRefused: false }])
    expect(firstPicture(`Words ![Chart](${fileAddress(picture)})`, files)?.id).toBe(picture)
    expect(firstPicture('Words', files)).toBeUndefined()
  })

  test('is forgotten a day after no words of the article name it any more, bytes and all', async () => {
    const ids = [await upload(world.as('agent')), await upload(world.as('agent')), await upload(world.as('agent'))] as const
    const [kept, old, unused] = ids
    const { articleId } = await write('Forgetting', ids)
    const version = await save(articleId, 1, 'Forgetting', `[a](${fileAddress(old)})`)
    await publish({ articleId, version })
    await publish({ articleId, version: await save(articleId, 0, 'Forgetting', `[a](${fileAddress(kept)})`) })
    const keyOf = async (id: string) => (await getArticleFile(world.as('agent'), id)).storageKey
    const keys = await Promise.all(ids.map(keyOf))
    await forgetUnusedArticleFiles(system(addMs(START, DAY_MS / 2)))
    expect(await gets(world.as('agent'), unused)).toBe(true)
    await forgetUnusedArticleFiles(system(addMs(START, 3 * DAY_MS)))
    await sweepFiles(system(addMs(START, 3 * DAY_MS)))
    expect(await Promise.all(ids.map((id) => gets(world.as('agent'), id)))).toEqual([true, true, false])
    const bytes = (key: string) =>
      fileStorage()
        .get(key)
        .then((body) => new Response(body).text())
    expect(await Promise.all([bytes(keys[0]!), bytes(keys[1]!)])).toEqual(['hello', 'hello'])
    await expect(bytes(keys[2]!)).rejects.toBeInstanceOf(FileMissing)
    await expect(forgetUnusedArticleFiles(world.as('admin'))).rejects.toBeInstanceOf(Forbidden)
  })
})
