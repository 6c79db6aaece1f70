import * as fileTextIcon from 'lucide-react/icons/file-text'
import * as imageIcon from 'lucide-react/icons/image'
import * as videoIcon from 'lucide-react/icons/video'
import type { MediaKind } from '@/lib/files/media'
import { iconOf } from '@/components/ui/icon'

const FileText = iconOf(fileTextIcon)
const Image = iconOf(imageIcon)
const Video = iconOf(videoIcon)

const ICONS = { image: Image, video: Video, other: FileText } as const

/** The sign beside a file's name, which says the kind in words or stands beside them. */
export function FileIcon({ kind }: { kind: MediaKind }) {
  const Icon = ICONS[kind]
  return <Icon aria-hidden="true" />
}
