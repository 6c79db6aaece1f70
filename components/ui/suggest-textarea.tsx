'use client'

import { useEffect, useId, useRef, useState, type ComponentProps, type CSSProperties, type KeyboardEvent } from 'react'
import { askedBefore, suggestionsFor, type Sign, type Suggestion } from './suggest'

/**
 * A text area that suggests what is meant after a sign. Arrows choose, Enter or Tab takes, Escape closes; without a choice it is
 * a text area like any other. Controlled: `onText` hears every change.
 */
export function SuggestTextarea({
  suggestions,
  sign,
  noun,
  value,
  onText,
  onTake,
  ...rest
}: {
  suggestions: readonly Suggestion[]
  sign: Sign
  /** What is suggested, for those who hear it: "person", "people". */
  noun: readonly [one: string, many: string]
  value: string
  onText: (text: string) => void
  onTake?: (suggestion: Suggestion) => void
} & Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'ref'>) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const [place, setPlace] = useState<CSSProperties>({})
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const [chosen, choose] = useState(0)
  const goTo = useRef<number | null>(null)
  const asked = caret === null ? null : askedBefore(value, caret, sign)
  const found = asked === null || asked.from === closedAt ? [] : suggestionsFor(asked.words, suggestions)
  const at = Math.min(chosen, found.length - 1)

  // The caret goes behind the name once the text with it stands there.
  useEffect(() => {
    if (goTo.current === null) return
    area.current?.setSelectionRange(goTo.current, goTo.current)
    goTo.current = null
  }, [value])

  const look = () => {
    const { selectionStart, selectionEnd } = area.current!
    setCaret(selectionStart === selectionEnd ? selectionStart : null)
    // Fixed, so that no card cuts it off.
    const { left, top, width } = area.current!.getBoundingClientRect()
    setPlace({ left: left + 8, bottom: innerHeight - top + 4, maxWidth: width - 16 })
  }
  const take = (suggestion: Suggestion) => {
    if (asked === null) return
    const before = `${value.slice(0, asked.from)}${suggestion.text ?? `${sign}${suggestion.label}`} `
    goTo.current = before.length
    onText(before + value.slice(asked.from + 1 + asked.words.length).replace(/^ /, ''))
    setCaret(before.length)
    choose(0)
    onTake?.(suggestion)
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    rest.onKeyDown?.(event)
    if (found.length === 0 || event.metaKey || event.ctrlKey || event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') choose((at + 1) % found.length)
    else if (event.key === 'ArrowUp') choose((at + found.length - 1) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(found[at]!)
    else if (event.key === 'Escape') setClosedAt(asked!.from)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <textarea
        {...rest}
        ref={area}
        value={value}
        onChange={(event) => {
          onText(event.target.value)
          setClosedAt(null)
          choose(0)
          look()
        }}
        onSelect={look}
        onBlur={() => setCaret(null)}
        onKeyDown={onKeyDown}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
      />
      {found.length > 0 && (
        <ul id={id} role="listbox" aria-label={noun[1]} className="suggest-list" style={place}>
          {found.map((each, index) => (
            <li
              key={each.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault()
                take(each)
              }}
            >
              {each.label}
              {each.detail && <span className="text-ink-3"> {each.detail}</span>}
            </li>
          ))}
        </ul>
      )}
      <span className="sr-only" aria-live="polite">
        {found.length > 0 ? `${found.length} ${noun[found.length === 1 ? 0 : 1]} found, arrows choose` : ''}
      </span>
    </>
  )
}
