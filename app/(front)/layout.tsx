import type { ReactNode } from 'react'
import { ReaderFrame } from '../reader-frame'

export default function FrontLayout({ children }: { children: ReactNode }) {
  return <ReaderFrame place="home">{children}</ReaderFrame>
}
