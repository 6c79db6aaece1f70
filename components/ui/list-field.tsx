'use client'

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Field, type ControlProps } from './field'
import { lineOf, linesFor, meantBy, titleOf } from './list-lines'

type Props = {
  name: string
  /** When another form of the page has a field of this name. */
  id?: string
  label: string
  hint?: string
  error?: string | readonly string[]
  /** "NZD · New Zealand dollar": the name is enough for `value`, and when typed. */
  lines: readonly string[]
  value?: string
  required?: boolean
}

/** One of a long list: type any part of a line, or open the list. Without a script it is a field; the server takes a name alone. */
export function ListField({ lines, value = '', ...field }: Props) {
  const shown = lineOf(lines, value)
  return (
    <Field {...field}>
      {(control) => <ListInput key={shown} control={control} lines={lines} shown={shown} label={field.label} />}
    </Field>
  )
}

/** The field keeps the focus: arrows move in the list, Enter and leaving the field take, Escape shuts the list. */
function ListInput({
  control,
  lines,
  shown,
  label,
}: {
  control: ControlProps
  lines: readonly string[]
  shown: string
  label: string
}) {
  const list = useId()
  const items = useRef<HTMLUListElement>(null)
  const [text, setText] = useState(shown)
  /** What is looked for: nothing until somebody types, so that an opened list is whole. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isOpen, open] = useState(false)
  const [at, moveTo] = useState(-1)
  const isChosen = useRef(false)
  const found = isOpen ? linesFor(typed ?? '', lines) : []

  useEffect(() => {
    items.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at, isOpen])

  const show = () => {
    if (isOpen) return
    moveTo(typed === null ? lines.indexOf(text) : -1)
    open(true)
  }
  const take = (line: string) => {
    setText(line)
    setTyped(null)
    open(false)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) show()
      else if (found.length > 0) {
        moveTo(event.key === 'ArrowDown' ? (at + 1) % found.length : (Math.max(at, 0) - 1 + found.length) % found.length)
        isChosen.current = true
      }
    } else if (event.key === 'Enter' && isOpen && found[at] !== undefined) take(found[at])
    else if (event.key === 'Escape' && isOpen) open(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onBlur = () => {
    open(false)
    if (typed === null) return
    const meant = (isChosen.current ? found[at] : undefined) ?? meantBy(typed, lines)
    if (meant !== undefined) take(meant)
  }
  return (
    <div className="relative">
      <input
        {...control}
        className="input input-list"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={found[at] === undefined ? undefined : `${list}-${at}`}
        autoComplete="off"
        spellCheck={false}
        placeholder="Type to search"
        value={text}
        onChange={(event) => {
          const next = event.target.value
          setText(next)
          setTyped(next)
          moveTo(next.trim() === '' ? -1 : 0)
          isChosen.current = false
          open(true)
        }}
        onFocus={(event) => event.currentTarget.select()}
        onClick={show}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
      <ul ref={items} id={list} role="listbox" aria-label={label} className="suggest-list list-lines" hidden={found.length === 0}>
        {found.map((line, index) => {
          const { title, detail } = titleOf(line)
          return (
            <li
              key={line}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                // The field keeps the focus.
                event.preventDefault()
                take(line)
              }}
            >
              {title}
              {detail && <span className="text-ink-3"> {detail}</span>}
            </li>
          )
        })}
      </ul>
      {isOpen && found.length === 0 && (
        <p className="suggest-list list-lines list-none-found">Nothing in the list has these words.</p>
      )}
      <span className="sr-only" role="status">
        {isOpen &&
          (found.length === 0
            ? 'Nothing in the list has these words.'
            : typed !== null && `${found.length} found, arrows choose`)}
      </span>
    </div>
  )
}
