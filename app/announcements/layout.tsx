import type { ReactNode } from 'react'
import { ReaderFrame } from '../reader-frame'

export default function AnnouncementsLayout({ children }: { children: ReactNode }) {
  return <ReaderFrame place="updates">{children}</ReaderFrame>
}
