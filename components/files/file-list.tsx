'use client'

import * as chevronLeftIcon from 'lucide-react/icons/chevron-left'
import * as chevronRightIcon from 'lucide-react/icons/chevron-right'
import * as downloadIcon from 'lucide-react/icons/download'
import * as playIcon from 'lucide-react/icons/play'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-look'
import { Callout } from '@/components/ui/callout'
import { Dialog, openDialog } from '@/components/ui/dialog'
import { Tag } from '@/components/ui/tag'
import { sizeWords } from '@/lib/files/media'
import type { FileView } from '@/lib/files/views'
import { FileIcon } from './file-icon'
import { iconOf } from '@/components/ui/icon'

const ChevronLeft = iconOf(chevronLeftIcon)
const ChevronRight = iconOf(chevronRightIcon)
const Download = iconOf(downloadIcon)
const Play = iconOf(playIcon)

const addressOf = (file: FileView) => `/api/files/${file.id}`
const canBeShown = (file: FileView) => !file.isMissing && (file.preview !== null || file.kind === 'video')
const aboutOf = (file: FileView) => `${file.type}, ${sizeWords(file.size)}`

/**
 * The files of one message: pictures as thumbnails, videos to play, everything else to save. A picture or video opens large,
 * with the arrow keys leading to its neighbours; without scripts it opens by itself.
 */
export function FileList({ files }: { files: readonly FileView[] }) {
  const id = useId()
  const shown = files.filter(canBeShown)
  const [current, setCurrent] = useState<FileView | null>(null)
  if (files.length === 0) return null

  function show(event: React.MouseEvent, file: FileView) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setCurrent(file)
    openDialog(id)
  }

  return (
    <>
      <ul className="files" aria-label="Files">
        {files.map((file) => (
          <li key={file.id}>
            <FileItem file={file} show={show} />
          </li>
        ))}
      </ul>
      {shown.length > 0 && <Viewer id={id} files={shown} current={current} setCurrent={setCurrent} />}
    </>
  )
}

function FileItem({ file, show }: { file: FileView; show: (event: React.MouseEvent, file: FileView) => void }) {
  if (file.isMissing) {
    return (
      <span className="file">
        <FileIcon kind={file.kind} />
        <b className="file-name">{file.name}</b>
        <Tag tone="warn">Lost by our storage</Tag>
      </span>
    )
  }
  if (file.preview !== null) {
    return (
      <a
        className="file-thumb"
        href={`${addressOf(file)}/large`}
        aria-haspopup="dialog"
        aria-label={`Show ${file.name}, ${aboutOf(file)}`}
        title={`${file.name} · ${aboutOf(file)}`}
        onClick={(event) => show(event, file)}
      >
        <img src={`${addressOf(file)}/thumb`} alt="" loading="lazy" {...thumbSize(file.preview)} />
      </a>
    )
  }
  if (file.kind === 'video') {
    return (
      <a className="file" href={`${addressOf(file)}?play`} aria-haspopup="dialog" onClick={(event) => show(event, file)}>
        <Play aria-hidden="true" />
        <span className="sr-only">Play</span>
        <b className="file-name">{file.name}</b>
        <span className="file-size">{aboutOf(file)}</span>
      </a>
    )
  }
  return (
    <a className="file" href={addressOf(file)} download={file.name}>
      <FileIcon kind={file.kind} />
      <span className="sr-only">Download</span>
      <b className="file-name">{file.name}</b>
      <span className="file-size">{aboutOf(file)}</span>
    </a>
  )
}

/** As large as the thumbnail will be, so that nothing moves when it arrives. */
function thumbSize({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, 480 / width, 360 / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

type ViewerProps = {
  id: string
  files: readonly FileView[]
  current: FileView | null
  setCurrent: (file: FileView | null) => void
}

function Viewer({ id, files, current, setCurrent }: ViewerProps) {
  const at = current === null ? -1 : files.findIndex((file) => file.id === current.id)
  const go = (by: number) => {
    const next = files[at + by]
    if (at >= 0 && next) setCurrent(next)
  }
  function onKeyDown(event: React.KeyboardEvent) {
    // A player has arrow keys of its own.
    if (event.target instanceof HTMLVideoElement) return
    if (event.key === 'ArrowLeft') go(-1)
    if (event.key === 'ArrowRight') go(1)
  }
  return (
    <div className="viewer" onKeyDown={onKeyDown}>
      <Dialog id={id} title={current?.name ?? ''} onClose={() => setCurrent(null)}>
        {current !== null && (
          <>
            <div className="viewer-stage">
              <Shown key={current.id} file={current} />
            </div>
            <div className="viewer-bar">
              <span className="small text-ink-2" aria-live="polite">
                {aboutOf(current)}
                {files.length > 1 && ` · ${at + 1} of ${files.length}`}
              </span>
              <span className="viewer-acts">
                {files.length > 1 && (
                  <>
                    <Button small icon aria-label="Previous" disabled={at === 0} onClick={() => go(-1)}>
                      <ChevronLeft aria-hidden="true" />
                    </Button>
                    <Button small icon aria-label="Next" disabled={at === files.length - 1} onClick={() => go(1)}>
                      <ChevronRight aria-hidden="true" />
                    </Button>
                  </>
                )}
                <a className={buttonClass({ small: true })} href={addressOf(current)} download={current.name}>
                  <Download aria-hidden="true" />
                  Download
                </a>
              </span>
            </div>
          </>
        )}
      </Dialog>
    </div>
  )
}

function Shown({ file }: { file: FileView }) {
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) {
    return (
      <Callout tone="warn" announce>
        {file.kind === 'video' ? 'This browser cannot play the video. ' : 'The picture cannot be shown just now. '}
        Download it instead.
      </Callout>
    )
  }
  if (file.preview === null) {
    return (
      <video
        src={`${addressOf(file)}?play`}
        controls
        preload="metadata"
        aria-label={file.name}
        onError={() => setIsBroken(true)}
      />
    )
  }
  return <img src={`${addressOf(file)}/large`} alt={file.name} {...file.preview} onError={() => setIsBroken(true)} />
}
