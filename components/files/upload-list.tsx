'use client'

import * as checkIcon from 'lucide-react/icons/check'
import * as paperclipIcon from 'lucide-react/icons/paperclip'
import * as rotateCwIcon from 'lucide-react/icons/rotate-cw'
import * as xIcon from 'lucide-react/icons/x'
import { useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/meter'
import { Tag } from '@/components/ui/tag'
import { FileIcon } from './file-icon'
import { progressWords, type Sending } from './sending'
import type { Uploads } from './use-uploads'
import { iconOf } from '@/components/ui/icon'

const Check = iconOf(checkIcon)
const Paperclip = iconOf(paperclipIcon)
const RotateCw = iconOf(rotateCwIcon)
const X = iconOf(xIcon)

/** What is attached, how far each file is, and what can be done about it. Its hidden fields carry the files that are there. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { list, notice, pictures } = uploads
  return (
    <>
      {list.map(({ id, state }) => state === 'ready' && <input key={id} type="hidden" name="files" value={id} />)}
      {list.length > 0 && (
        <ul className="uploads" aria-label="Files to send">
          {list.map((file) => (
            <Row key={file.id} file={file} picture={pictures.get(file.id)} uploads={uploads} />
          ))}
        </ul>
      )}
      <p role="status" className={notice === undefined ? 'sr-only' : 'uploads-notice'}>
        {notice ?? newsOf(list)}
      </p>
    </>
  )
}

function Row({ file, picture, uploads }: { file: Sending; picture: string | undefined; uploads: Uploads }) {
  const { id, name, state, sent, size } = file
  const isOnItsWay = state === 'waiting' || state === 'sending'
  return (
    <li className="file">
      {picture === undefined ? <FileIcon kind={file.kind} /> : <img className="file-picture" src={picture} alt="" />}
      <b className="file-name">{name}</b>
      {file.sentence === undefined ? (
        <span className="file-size">{progressWords(file)}</span>
      ) : (
        <span className="file-trouble">{file.sentence}</span>
      )}
      {state === 'ready' && (
        <Tag tone="ok">
          <Check aria-hidden="true" />
          Ready
        </Tag>
      )}
      {state === 'failed' && (
        <Button small onClick={() => uploads.retry(id)}>
          <RotateCw aria-hidden="true" />
          Try again
        </Button>
      )}
      {isOnItsWay ? (
        <Button small variant="ghost" aria-label={`Cancel ${name}`} onClick={() => uploads.remove(id)}>
          Cancel
        </Button>
      ) : (
        <Button small variant="ghost" icon aria-label={`Remove ${name}`} onClick={() => uploads.remove(id)}>
          <X aria-hidden="true" />
        </Button>
      )}
      {isOnItsWay && <Meter progress tone="accent" value={size === 0 ? 0 : sent / size} label={name} />}
    </li>
  )
}

/** Told to those who do not see the list; each file once for each thing that happens to it. */
function newsOf(list: readonly Sending[]): string {
  return list
    .map(({ name, state, sentence }) =>
      state === 'ready' ? `${name} is ready.` : sentence === undefined ? `${name} is on its way.` : `${name}: ${sentence}`,
    )
    .join(' ')
}

/** Opens the browser's own choice of files; several at once. */
export function AttachButton({ uploads, label = 'Attach' }: { uploads: Uploads; label?: string }) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  return (
    <>
      <Button small variant="ghost" className="attach" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}
