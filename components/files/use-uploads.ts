'use client'

import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { UploadView } from '@/lib/files/views'
import { sizeWords } from '@/lib/files/media'
import { FILES_BACK, keepSent, readSent } from './kept-files'
import {
  afterSendingEvent,
  holdingBack,
  kindOfType,
  nameOfPasted,
  nextToSend,
  refusalBefore,
  type Sending,
  type SendingEvent,
} from './sending'
import { useUploadLimit } from './upload-limit'

export type Uploads = {
  readonly list: readonly Sending[]
  /** A picture of what is being sent, of this browser alone, by id. */
  readonly pictures: ReadonlyMap<string, string>
  /** Something that concerns no file of the list. */
  readonly notice: string | undefined
  /** To spread on the form: files are dropped and pasted anywhere in it, and it waits for them. */
  readonly form: {
    onPaste: (event: React.ClipboardEvent) => void
    onDragOver: (event: React.DragEvent) => void
    onDragLeave: (event: React.DragEvent) => void
    onDrop: (event: React.DragEvent) => void
    onSubmit: (event: React.SubmitEvent) => void
    'data-dropping': true | undefined
  }
  add: (files: readonly File[]) => void
  retry: (id: string) => void
  /** Cancels what is on its way, and gives up what is there. */
  remove: (id: string) => void
  /** Takes them out of the list: they belong to something now. */
  forget: (ids: readonly string[]) => void
  clear: () => void
}

/** Digests of larger files would need them whole in memory. */
const DIGEST_MAX_BYTES = 32_000_000

/**
 * Sends files as soon as they are chosen, dropped or pasted, three at a time, with progress, and keeps under `name` which have
 * arrived, so that a reload loses none. The form sends the ids of those that are there as `files`.
 */
export function useUploads(name: string): Uploads {
  const maxBytes = useUploadLimit()
  const [list, dispatch] = useReducer(afterSendingEvent, [])
  const [notice, setNotice] = useState<string>()
  const [dropping, setDropping] = useState(false)
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map())
  const sources = useRef(new Map<string, File>())
  const requests = useRef(new Map<string, XMLHttpRequest>())
  const restored = useRef(false)

  useEffect(() => {
    const cameBack = ({ detail }: CustomEvent<string>) => {
      if (detail !== name) return
      void readSent(name).then(({ there }) =>
        dispatch({ type: 'added', files: there.map((each) => ({ ...each, state: 'ready', sent: each.size })) }),
      )
    }
    window.addEventListener(FILES_BACK, cameBack as EventListener)
    return () => window.removeEventListener(FILES_BACK, cameBack as EventListener)
  }, [name])

  useEffect(() => {
    let current = true
    void readSent(name).then(({ there, gone }) => {
      if (!current) return
      restored.current = true
      dispatch({ type: 'added', files: there.map((each) => ({ ...each, state: 'ready', sent: each.size })) })
      if (gone.length > 0) setNotice(`${gone.join(', ')} had waited for more than a day and is gone. Attach it again.`)
    })
    return () => {
      current = false
    }
  }, [name])

  useEffect(() => {
    if (restored.current)
      keepSent(
        name,
        list.filter(({ state }) => state === 'ready'),
      )
  }, [name, list])

  const send = useCallback(async (id: string, named: string) => {
    const file = sources.current.get(id)
    if (file) await sendFile(file, id, named, requests.current, dispatch)
  }, [])

  useEffect(() => {
    const next = nextToSend(list)
    if (!next) return
    dispatch({ type: 'started', id: next.id })
    void send(next.id, next.name)
  }, [list, send])

  // Leaving the page ends what is on its way, and lets go of the pictures.
  const shown = useRef(pictures)
  useEffect(() => {
    shown.current = pictures
  }, [pictures])
  useEffect(() => {
    const open = requests.current
    return () => {
      for (const request of open.values()) request.abort()
      for (const url of shown.current.values()) URL.revokeObjectURL(url)
    }
  }, [])

  function add(files: readonly File[]) {
    setNotice(undefined)
    const added = files.map((file, index): Sending => {
      const id = crypto.randomUUID()
      const refused = refusalBefore(file, list.length + index, maxBytes)
      sources.current.set(id, file)
      const kind = kindOfType(file.type)
      return { id, name: file.name, size: file.size, kind, sent: 0, state: refused ? 'refused' : 'waiting', sentence: refused }
    })
    const urls = added.flatMap(({ id, kind }) =>
      kind === 'image' ? [[id, URL.createObjectURL(sources.current.get(id)!)] as const] : [],
    )
    if (urls.length > 0) setPictures((before) => new Map([...before, ...urls]))
    dispatch({ type: 'added', files: added })
  }

  function remove(id: string) {
    requests.current.get(id)?.abort()
    requests.current.delete(id)
    const wasThere = list.find((each) => each.id === id)?.state === 'ready'
    if (wasThere) void fetch(`/api/uploads/${id}`, { method: 'DELETE' }).catch(() => undefined) // the sweep takes what stays
    sources.current.delete(id)
    dispatch({ type: 'removed', id })
  }

  const take = (
    event: React.SyntheticEvent,
    transfer: DataTransfer | null,
    rename: (name: string) => string = (name) => name,
  ) => {
    const files = [...(transfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    add(files.map((file) => new File([file], rename(file.name), { type: file.type })))
  }

  return {
    list,
    pictures,
    notice,
    form: {
      onPaste: (event) => {
        // A table copied from a spreadsheet comes as text and as a picture: the text is meant.
        if (event.clipboardData.types.includes('text/plain')) return
        take(event, event.clipboardData, (name) => nameOfPasted(name, new Date()))
      },
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false)
      },
      onDrop: (event) => {
        setDropping(false)
        take(event, event.dataTransfer)
      },
      onSubmit: (event) => {
        const sentence = holdingBack(list)
        setNotice(sentence)
        if (sentence !== undefined) event.preventDefault()
      },
      'data-dropping': dropping || undefined,
    },
    add,
    retry: (id) => dispatch({ type: 'retried', id }),
    remove,
    forget: (ids) => {
      for (const id of ids) dispatch({ type: 'removed', id })
    },
    clear: () => dispatch({ type: 'cleared' }),
  }
}

async function sendFile(
  file: File,
  id: string,
  name: string,
  requests: Map<string, XMLHttpRequest>,
  dispatch: (event: SendingEvent) => void,
): Promise<void> {
  // Only XMLHttpRequest tells how much has left.
  const request = new XMLHttpRequest()
  requests.set(id, request)
  let sent = 0
  const fail = (sentence: string, final = false) => dispatch({ type: 'failed', id, sentence, final })
  const digest = await digestOf(file)
  if (requests.get(id) !== request) return
  request.open('PUT', `/api/uploads/${id}?name=${encodeURIComponent(name)}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  if (digest) request.setRequestHeader('repr-digest', digest)
  request.upload.onprogress = (event) => {
    sent = event.loaded
    dispatch({ type: 'progressed', id, sent })
  }
  request.onloadend = () => {
    requests.delete(id)
    if (request.status === 200) dispatch({ type: 'arrived', id, as: JSON.parse(request.responseText) as UploadView })
    else if (request.status === 0) fail(sent === 0 ? 'Connection lost.' : `Connection lost at ${sizeWords(sent)}.`)
    else fail(sentenceOf(request.responseText), request.status === 413 || request.status === 415)
  }
  request.onabort = () => requests.delete(id)
  request.send(file)
}

/** The header of RFC 9530; undefined where the browser cannot make it. */
async function digestOf(file: File): Promise<string | undefined> {
  if (file.size > DIGEST_MAX_BYTES || !('subtle' in crypto)) return undefined
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    return `sha-256=:${btoa(String.fromCharCode(...digest))}:`
  } catch {
    return undefined // the file cannot be read any more: sending it will say so
  }
}

function sentenceOf(answer: string): string {
  try {
    const { title } = JSON.parse(answer) as { title?: unknown }
    if (typeof title === 'string') return title
  } catch {
    // an answer of something between us: told below
  }
  return 'It could not be sent. Try again.'
}
