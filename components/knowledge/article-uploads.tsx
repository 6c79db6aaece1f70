'use client'

import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads, type Uploads } from '@/components/files/use-uploads'
import { Callout } from '@/components/ui/callout'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'

export type ArticleFiles = {
  uploads: Uploads
  trouble: string | null
  /** To spread on whatever files are dropped on and pasted into. */
  place: Omit<Uploads['form'], 'onSubmit'>
}

/** Sends files and makes them the article's as they arrive; `insert` gets the Markdown that shows them. */
export function useArticleFiles(
  articleId: string,
  addFiles: FormAction<{ markdown: string[] }>,
  insert: (markdown: string) => void,
): ArticleFiles {
  const uploads = useUploads(`article:${articleId}`)
  const [trouble, setTrouble] = useState<string | null>(null)
  const taken = useRef(new Set<string>())

  useEffect(() => {
    const ids = uploads.list.filter(({ id, state }) => state === 'ready' && !taken.current.has(id)).map(({ id }) => id)
    if (ids.length === 0) return
    for (const id of ids) taken.current.add(id)
    const form = new FormData()
    form.set('articleId', articleId)
    for (const id of ids) form.append('files', id)
    void addFiles(IDLE, form)
      .catch(() => null)
      .then((state) => {
        if (state?.status === 'done') insert(state.result.markdown.join('\n\n'))
        setTrouble(
          state?.status === 'done'
            ? null
            : state?.status === 'error'
              ? state.message
              : 'The connection was lost. Please send it again.',
        )
        uploads.forget(ids)
      })
  }, [uploads, articleId, addFiles, insert])

  const { onSubmit: _, ...place } = uploads.form
  return { uploads, trouble, place }
}

/** What is on its way, and the way to choose more. */
export function ArticleUploads({ files: { uploads, trouble } }: { files: ArticleFiles }) {
  return (
    <div className="grid justify-items-start gap-2">
      <UploadList uploads={uploads} />
      {trouble && (
        <Callout tone="bad" announce>
          {trouble}
        </Callout>
      )}
      <AttachButton uploads={uploads} label="Add pictures or files" />
    </div>
  )
}

/** The text with a block of its own where somebody writes, and at the end where nobody does. */
export function withBlock(text: string, at: number, block: string): string {
  const before = text.slice(0, at).replace(/\s+$/, '')
  const after = text.slice(at).replace(/^\s+/, '')
  return [before, block, after].filter((part) => part !== '').join('\n\n')
}

/** How often, and how far apart, a picture is asked for that is not ready yet. */
const AGAIN = { times: 10, afterMs: 700 }

/** Asks for a picture of the article once more after a moment: it is made ready by a job. */
export function askAgain({ target }: SyntheticEvent): void {
  if (!(target instanceof HTMLImageElement)) return
  const address = new URL(target.src)
  const times = Number(address.searchParams.get('again')) + 1
  if (times > AGAIN.times) return
  address.searchParams.set('again', String(times))
  setTimeout(() => (target.src = address.href), AGAIN.afterMs)
}
