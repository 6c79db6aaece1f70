import { FILES_BACK, keepSent } from '@/components/files/kept-files'
import { toast } from '@/components/ui/toast-store'
import type { UploadView } from '@/lib/files/views'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'

/** What takes a reply back that has not left yet. */
export type CallBack = FormAction<{ reference: string; files: UploadView[] }>

/** The name under which this browser keeps what is written on a case. */
export const draftName = (kind: 'reply' | 'note', userId: string, reference: string) => `${kind}:${userId}:${reference}`

const TOO_LATE = 'It is with the customer already. Write another message to correct it.'

/** Calls a reply back. Resolves to the case whose reply it is again, or null when it was too late, which is said. */
export async function callBackReply(callBack: CallBack, userId: string, draftId: string): Promise<string | null> {
  const form = new FormData()
  form.set('draftId', draftId)
  const state = await callBack(IDLE, form).catch(() => null)
  if (state === null) {
    toast('The connection was lost, and it may still be sent. Press Undo again.')
    return null
  }
  if (state.status !== 'done') {
    toast(state.status === 'error' && state.code !== 'not_found' ? state.message : TOO_LATE)
    return null
  }
  const { reference, files } = state.result
  const name = draftName('reply', userId, reference)
  if (files.length > 0) {
    keepSent(name, files)
    window.dispatchEvent(new CustomEvent(FILES_BACK, { detail: name }))
  }
  toast('Not sent. It is your draft again.')
  return reference
}
