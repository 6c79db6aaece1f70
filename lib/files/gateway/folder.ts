import 'server-only'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { DomainError } from '@/lib/kernel/errors'
import { assertStorageKey, FileMissing, StorageFailure, type FileStorage } from '../storage'

/** Opens a file for writing; a test of a full or broken disk brings its own. */
type OpenFile = (path: string, flags: string, mode: number) => ReturnType<typeof open>

/**
 * Files in a folder of this machine, readable by its user alone and never executable: written beside, brought to the disk, and
 * only then given their name. Several web processes may share the folder.
 */
export function folderStorage(folder: string, openFile: OpenFile = open): FileStorage {
  const root = resolve(folder)
  const incoming = join(root, 'incoming')
  const pathOf = (key: string) => {
    assertStorageKey(key)
    return join(root, 'stored', key)
  }

  return {
    async put(key, body, size) {
      const path = pathOf(key)
      const part = join(incoming, randomUUID())
      try {
        await Promise.all([
          mkdir(dirname(path), { recursive: true, mode: 0o700 }),
          mkdir(incoming, { recursive: true, mode: 0o700 }),
        ])
        const file = await openFile(part, 'wx', 0o600)
        try {
          for await (const chunk of body) await writeAll(file, chunk)
          await file.sync()
          if ((await file.stat()).size !== size) throw new Error('the folder kept another number of bytes')
        } finally {
          await file.close()
        }
        await rename(part, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined)
        throw error instanceof DomainError ? error : new StorageFailure(error)
      }
    },

    async get(key, range) {
      let file
      try {
        file = await open(pathOf(key), 'r')
      } catch (error) {
        if (isAbsent(error)) throw new FileMissing(key)
        throw new StorageFailure(error)
      }
      return Readable.toWeb(
        file.createReadStream(range && { start: range.first, end: range.last }),
      ) as unknown as ReadableStream<Uint8Array>
    },

    async remove(keys) {
      for (const key of keys) {
        try {
          await rm(pathOf(key), { force: true })
        } catch (error) {
          throw new StorageFailure(error)
        }
      }
    },

    async *keysOf(day) {
      for (const name of await namesIn(join(root, 'stored', day))) yield `${day}/${name}`
    },

    async forgetUnfinished(before) {
      for (const name of await namesIn(incoming)) {
        const path = join(incoming, name)
        const changed = await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => Infinity,
        )
        if (changed < before) await rm(path, { force: true })
      }
    },

    link: async () => undefined,
  }
}

async function writeAll(file: Awaited<ReturnType<OpenFile>>, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten
  }
}

/** The new name itself must survive a loss of power. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (isAbsent(error)) return []
    throw new StorageFailure(error)
  }
}

function isAbsent(error: unknown): boolean {
  return (error as { code?: string }).code === 'ENOENT'
}
