'use client'

import { createContext, use, type ReactNode } from 'react'

const Limit = createContext(0)

/** Tells every form below it how large a file may be, in bytes. */
export function UploadLimit({ maxBytes, children }: { maxBytes: number; children: ReactNode }) {
  return <Limit value={maxBytes}>{children}</Limit>
}

/** How large a file may be, in bytes. */
export function useUploadLimit(): number {
  return use(Limit)
}
