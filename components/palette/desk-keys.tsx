'use client'

import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { OnItsWay } from '@/components/ui/on-its-way'
import { toast } from '@/components/ui/toast-store'
import { isShortcut } from './keys'

export type PaletteAction = { readonly href: string; readonly label: string }

/** The keys that work everywhere on the desk: Ctrl or ⌘ K opens the palette, ? the list of keys, / the search. */
export function DeskKeys({ actions }: { actions: readonly PaletteAction[] }) {
  const [shown, setShown] = useState<ReactNode>(null)
  const close = () => setShown(null)
  const show = (part: 'palette' | 'help') => {
    setShown(<OnItsWay />)
    void (part === 'palette' ? palette(actions, close) : keyHelp(close)).then(setShown, () => {
      close()
      toast('That could not be loaded just now. Please try again.')
    })
  }
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
      {/* Where there is little room these keys stand in a bar that is put away; what they open does not go with it. */}
      {shown !== null && createPortal(shown, document.body)}
    </>
  )
}

// Both load when they are first asked for.
async function palette(actions: readonly PaletteAction[], close: () => void) {
  const { Palette } = await import('./palette')
  return <Palette actions={actions} onClose={close} />
}

async function keyHelp(close: () => void) {
  const { KeyHelp } = await import('./key-help')
  return <KeyHelp onClose={close} />
}
