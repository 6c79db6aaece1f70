'use client'

import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useState } from 'react'
import { isShortcut } from './keys'

// Both load when they are first asked for.
const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false })
const KeyHelp = dynamic(() => import('./key-help').then((module) => module.KeyHelp), { ssr: false })

export type PaletteAction = { readonly href: string; readonly label: string }

/** The keys that work everywhere on the desk: Ctrl or ⌘ K opens the palette, ? the list of keys, / the search. */
export function DeskKeys({ actions }: { actions: readonly PaletteAction[] }) {
  const [shown, show] = useState<'palette' | 'help' | null>(null)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      show('palette')
      return
    }
    if (!isShortcut(event)) return
    if (event.key === '?') show('help')
    else if (event.key === '/') {
      const search = document.getElementById('queue-search')
      if (search) search.focus()
      else show('palette')
    } else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <button type="button" className="kbd" aria-label="Keys of the desk" onClick={() => show('help')}>
        ?
      </button>
      {shown === 'palette' && <Palette actions={actions} onClose={() => show(null)} />}
      {shown === 'help' && <KeyHelp onClose={() => show(null)} />}
    </>
  )
}
