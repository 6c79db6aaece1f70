'use client'

import * as checkIcon from 'lucide-react/icons/check'
import * as copyIcon from 'lucide-react/icons/copy'
import { useEffect, useState } from 'react'
import { buttonClass, type ButtonLook } from './button-look'
import { iconOf } from './icon'

const Check = iconOf(checkIcon)
const Copy = iconOf(copyIcon)

/** Puts a text on the clipboard and says so. `label` names what is copied: "Copy the case number". */
export function CopyButton({ text, label, children, ...look }: ButtonLook & { text: string; label: string; children?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      className={buttonClass({ variant: 'ghost', small: true, icon: !children, ...look })}
      aria-label={copied ? 'Copied' : label}
      title={label}
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {children && (copied ? 'Copied' : children)}
    </button>
  )
}
