import type { ReactNode } from 'react'
import { ReaderFrame } from '../reader-frame'

export default function HelpLayout({ children }: { children: ReactNode }) {
  return <ReaderFrame place="help">{children}</ReaderFrame>
}
