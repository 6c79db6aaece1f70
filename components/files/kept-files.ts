import type { UploadView } from '@/lib/files/views'

/** Files that were sent stand ready again, in every page of this browser that writes under that name. */
export const FILES_BACK = 'concord:files-back'

const keyOf = (name: string) => `files:${name}`

/** What had arrived for a draft, and the names of what is not there any more. */
export async function readSent(name: string): Promise<{ there: readonly UploadView[]; gone: readonly string[] }> {
  const kept = read(name)
  if (kept.length === 0) return { there: [], gone: [] }
  try {
    const answer = await fetch(`/api/uploads?${kept.map(({ id }) => `id=${encodeURIComponent(id)}`).join('&')}`)
    if (!answer.ok) return { there: [], gone: [] }
    const there = (await answer.json()) as UploadView[]
    return { there, gone: kept.filter(({ id }) => !there.some((each) => each.id === id)).map((each) => each.name) }
  } catch {
    return { there: kept, gone: [] } // no connection now: sending will tell
  }
}

/** Keeps which files have arrived; nothing is kept where there are none. */
export function keepSent(name: string, files: readonly UploadView[]): void {
  try {
    if (files.length === 0) localStorage.removeItem(keyOf(name))
    else localStorage.setItem(keyOf(name), JSON.stringify(files.map(({ id, name, size, kind }) => ({ id, name, size, kind }))))
  } catch {
    // storage is switched off: files are sent, they are only not kept
  }
}

function read(name: string): UploadView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? '[]')
    return Array.isArray(kept) ? (kept as UploadView[]) : []
  } catch {
    return []
  }
}
