import 'server-only'
import { environment } from '@/lib/kernel/env'
import type { FileStorage } from '../storage'
import { folderStorage } from './folder'
import { s3Storage } from './s3'

let current: FileStorage | undefined

/** The storage of this process, as its environment names it. */
export function fileStorage(): FileStorage {
  if (!current) {
    const { files } = environment()
    current = files.kind === 's3' ? s3Storage(files) : folderStorage(files.folder)
  }
  return current
}
