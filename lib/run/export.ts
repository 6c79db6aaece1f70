// npm run export -- FOLDER: writes every article of the help centre as Markdown with front matter, as it is read; what was never published, as its draft. The folder must be new
// or empty, so that nothing of an earlier export stays among the files of this one.
import { createWriteStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { fileStorage } from '@/lib/files/gateway/current'
import { FileMissing } from '@/lib/files/storage'
import { currentInstant } from '@/lib/kernel/time'
import { storedFilesOf, filesOf } from '@/lib/knowledge/moving-out'
import { exportArticles } from '@/lib/knowledge/queries/export'
import { printFailure, Unable } from './console.mjs'
import { assertMayStart } from './guard'
import { textOf } from './moving-in/write-file'

try {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || more.length > 0) throw new Unable('Name one folder to write to.', 'npm run export -- FOLDER')
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Unable(`${folder} is not empty.`, 'Name a folder that is new, so that only this export is in it.')
  const { databaseUrl } = await assertMayStart()
  const client = createClient(databaseUrl, { max: 1, deadlineMs: 60_000, applicationName: 'concord export' })
  try {
    const ctx = createContext({ kind: 'system', job: 'export' }, currentInstant(), { client })
    const articles = await exportArticles(ctx)
    for (const file of filesOf(articles)) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true })
      writeFileSync(join(folder, file.path), textOf(file))
    }
    let lost = 0
    for (const { path, key } of storedFilesOf(articles)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      try {
        await pipeline(
          Readable.fromWeb((await fileStorage().get(key)) as NodeStream<Uint8Array>),
          createWriteStream(join(folder, path)),
        )
      } catch (error) {
        if (!(error instanceof FileMissing)) throw error
        lost += 1
        console.log(`${path} is missing from the storage.`)
      }
    }
    const unpublished = articles.filter(({ publishedNumber }) => publishedNumber === null).length
    const changing = articles.filter(({ publishedNumber, hasDraft }) => publishedNumber !== null && hasDraft).length
    console.log(`${articles.length} articles written to ${folder}, ${unpublished} of them not published.`)
    const written = storedFilesOf(articles).length - lost
    if (written > 0) console.log(`${written} of their pictures and files stand beside them, in files/.`)
    if (changing > 0) console.log(`${changing} have a draft beside what is published: it is not in the export.`)
    console.log('Each says in its front matter whom it is for: not all of them are public.')
  } finally {
    await client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
