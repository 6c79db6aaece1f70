import type { ReactNode } from 'react'

/** Paper has no shell: what a page prints is all that stands on it. A page that refuses brings its own. */
export default function PrintLayout({ children }: { children: ReactNode }) {
  return children
}
