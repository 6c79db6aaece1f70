// A file on its way from this browser: what may happen to it, as values. Nothing here sends anything.
import { sizeWords, type MediaKind } from '@/lib/files/media'
import { FILES_PER_MESSAGE, type UploadView } from '@/lib/files/views'

/** `refused` cannot be mended by trying again; `failed` can. */
export type SendingState = 'waiting' | 'sending' | 'ready' | 'failed' | 'refused'

export type Sending = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly kind: MediaKind
  readonly state: SendingState
  /** Bytes that have left. */
  readonly sent: number
  /** What is wrong, and how to mend it. */
  readonly sentence?: string
}

export type SendingEvent =
  | { type: 'added'; files: readonly Sending[] }
  | { type: 'started'; id: string }
  | { type: 'progressed'; id: string; sent: number }
  | { type: 'arrived'; id: string; as: UploadView }
  | { type: 'failed'; id: string; sentence: string; final: boolean }
  | { type: 'retried'; id: string }
  | { type: 'removed'; id: string }
  | { type: 'cleared' }

export function afterSendingEvent(list: readonly Sending[], event: SendingEvent): readonly Sending[] {
  const change = (id: string, to: Partial<Sending>) => list.map((each) => (each.id === id ? { ...each, ...to } : each))
  switch (event.type) {
    case 'added':
      return [...list, ...event.files.filter(({ id }) => !list.some((each) => each.id === id))]
    case 'started':
      return change(event.id, { state: 'sending', sent: 0, sentence: undefined })
    case 'progressed':
      return change(event.id, { sent: event.sent })
    case 'arrived':
      return change(event.id, { ...event.as, state: 'ready', sent: event.as.size })
    case 'failed':
      return change(event.id, { state: event.final ? 'refused' : 'failed', sentence: event.sentence })
    case 'retried':
      return change(event.id, { state: 'waiting', sent: 0, sentence: undefined })
    case 'removed':
      return list.filter(({ id }) => id !== event.id)
    case 'cleared':
      return []
  }
}

/** How many files are sent at once; the others wait their turn. */
const AT_ONCE = 3

/** The next file to send, when there is room for one. */
export function nextToSend(list: readonly Sending[]): Sending | undefined {
  if (list.filter(({ state }) => state === 'sending').length >= AT_ONCE) return undefined
  return list.find(({ state }) => state === 'waiting')
}

/** Why the message cannot go yet; undefined when every file is there. Nobody loses a file by sending too early. */
export function holdingBack(list: readonly Sending[]): string | undefined {
  const under = list.find(({ state }) => state === 'waiting' || state === 'sending')
  if (under) return `${under.name} is still on its way. Send once it is there, or cancel it.`
  const broken = list.find(({ state }) => state === 'failed' || state === 'refused')
  return (
    broken &&
    `${broken.name} has not arrived. ${broken.state === 'failed' ? 'Try it again or remove it' : 'Remove it'}, then send.`
  )
}

/** How far a file is, in words: "7.1 of 11.4 MB", "212 kB". */
export function progressWords({ state, sent, size }: Sending): string {
  if (state !== 'sending') return sizeWords(size)
  const [whole, unit = ''] = sizeWords(size).split(' ')
  const [part, partUnit] = sizeWords(sent).split(' ')
  return unit === partUnit ? `${part} of ${whole} ${unit}` : `${part} ${partUnit} of ${whole} ${unit}`
}

/** What is too large or too many, before a byte is sent. */
export function refusalBefore(file: { size: number }, count: number, maxBytes: number): string | undefined {
  if (count >= FILES_PER_MESSAGE) return `A message carries at most ${FILES_PER_MESSAGE} files.`
  return file.size > maxBytes ? `Larger than ${sizeWords(maxBytes)}. Make it shorter or smaller.` : undefined
}

/** The name of what was pasted: browsers call every screenshot image.png. */
export function nameOfPasted(name: string, now: Date): string {
  if (!/^image\.(png|jpe?g|gif|webp)$/i.test(name)) return name
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `Screenshot ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}${name.slice(name.lastIndexOf('.'))}`
}

/** What the browser believes a file to be; the server looks for itself. */
export function kindOfType(type: string): MediaKind {
  if (/^image\/(png|jpeg|gif|webp)$/.test(type)) return 'image'
  return /^video\/(mp4|webm|quicktime)$/.test(type) ? 'video' : 'other'
}
