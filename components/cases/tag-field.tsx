'use client'

import * as xIcon from 'lucide-react/icons/x'
import Link from 'next/link'
import { useEffect, useId, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { isShortcut } from '@/components/palette/keys'
import { FieldError } from '@/components/ui/field'
import { iconOf } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { TagView } from '@/lib/cases/tag'
import { fieldErrors, type FormAction } from '@/lib/kernel/action-state'

const X = iconOf(xIcon)
/** How long the fingers rest before the server is asked. */
const REST_MS = 120

type Add = FormAction<TagView & { isNew: boolean }>

/**
 * What a case is tagged with, for staff's eyes. `t` goes to the field, which suggests tags of the vocabulary; arrows choose, Enter adds.
 * Without scripts it is a field like any other. `add` is null for a reader who may not.
 */
export function TagField({
  reference,
  tags,
  add,
  remove,
}: {
  reference: string
  tags: readonly TagView[]
  add: Add | null
  remove: FormAction
}) {
  if (add === null && tags.length === 0) return null
  return (
    <section aria-labelledby="tags-title" className="flex flex-col gap-2.5">
      <h2 id="tags-title">Tags</h2>
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label="Tags of this case">
          {tags.map((tag) => (
            <li key={tag.id} className="tag">
              <Link href={`/desk?tag=${tag.id}`} title="Other cases with this tag">
                {tag.name}
              </Link>
              {add !== null && <RemoveTag reference={reference} tag={tag} remove={remove} />}
            </li>
          ))}
        </ul>
      )}
      {add !== null && <AddTag reference={reference} tags={tags} add={add} />}
    </section>
  )
}

function RemoveTag({ reference, tag, remove }: { reference: string; tag: TagView; remove: FormAction }) {
  const [state, send, waits] = useAct(remove)
  return (
    <form action={send} className="contents">
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="tagId" value={tag.id} />
      <button type="submit" className="tag-remove" aria-label={`Remove the tag ${tag.name}`} disabled={waits}>
        <X aria-hidden="true" />
      </button>
      {state.status === 'error' && <span role="alert">{state.message}</span>}
    </form>
  )
}

function AddTag({ reference, tags, add }: { reference: string; tags: readonly TagView[]; add: Add }) {
  const list = useId()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [chosen, choose] = useState(0)
  const [isOpen, open] = useState(false)
  const [place, setPlace] = useState<CSSProperties>({})
  const [state, send, waits] = useAct<TagView & { isNew: boolean }>(async (previous, fields) => {
    const next = await add(previous, fields)
    if (next.status !== 'done') return next
    setTyped('')
    if (next.result.isNew) toast(`“${next.result.name}” is a new tag. Everybody on the desk can use it now.`)
    return next
  })
  const found = useTags(isOpen ? typed.trim() : null)
  const names = found.filter(({ name }) => !tags.some((tag) => tag.name === name)).map(({ name }) => name)
  const at = Math.min(chosen, names.length - 1)
  const errors = fieldErrors(state).name ?? (state.status === 'error' ? [state.message] : undefined)

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 't' || !isShortcut(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  const look = () => {
    const { left, top, width } = field.current!.getBoundingClientRect()
    setPlace({ left, bottom: innerHeight - top + 4, width })
    open(true)
  }
  const take = (name: string) => {
    field.current!.value = name
    setTyped(name)
    open(false)
    form.current?.requestSubmit()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      if (isOpen && names.length > 0) open(false)
      else field.current?.blur()
    } else if (names.length === 0 || !isOpen) return
    else if (event.key === 'ArrowDown') choose((at + 1) % names.length)
    else if (event.key === 'ArrowUp') choose((at + names.length - 1) % names.length)
    else if (event.key === 'Enter' && typed.trim() !== '') take(names[at]!)
    else return
    event.preventDefault()
  }
  return (
    <form ref={form} action={send}>
      <input type="hidden" name="reference" value={reference} />
      <div className="relative">
        <input
          ref={field}
          name="name"
          id="add-tag"
          className="input input-sm pr-8"
          role="combobox"
          aria-label="Add a tag"
          aria-autocomplete="list"
          aria-expanded={isOpen && names.length > 0}
          aria-controls={list}
          aria-activedescendant={isOpen && names.length > 0 ? `${list}-${at}` : undefined}
          aria-invalid={errors !== undefined || undefined}
          aria-describedby={errors === undefined ? undefined : 'add-tag-error'}
          placeholder="Add a tag"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          readOnly={waits}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            choose(0)
            look()
          }}
          onFocus={look}
          onBlur={() => open(false)}
          onKeyDown={onKeyDown}
        />
        <span className="tag-key" aria-hidden="true">
          <Kbd>t</Kbd>
        </span>
      </div>
      <ul
        id={list}
        role="listbox"
        aria-label="Tags"
        className="suggest-list"
        style={place}
        hidden={!isOpen || names.length === 0}
      >
        {names.map((name, index) => (
          <li
            key={name}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault()
              take(name)
            }}
          >
            {name}
          </li>
        ))}
      </ul>
      <FieldError id="add-tag-error" error={errors} />
    </form>
  )
}

/** Tags for what is typed; null asks for nothing. */
function useTags(typed: string | null): readonly TagView[] {
  const [answer, setAnswer] = useState<{ typed: string; tags: readonly TagView[] }>({ typed: '', tags: [] })
  useEffect(() => {
    if (typed === null) return
    const leave = new AbortController()
    const timer = setTimeout(() => {
      fetch(`/api/tags?q=${encodeURIComponent(typed)}`, { signal: leave.signal, headers: { accept: 'application/json' } })
        .then(async (response) => {
          if (response.ok) setAnswer({ typed, tags: (await response.json()) as TagView[] })
        })
        // Without suggestions the field takes what is typed.
        .catch(() => undefined)
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [typed])
  return typed === answer.typed ? answer.tags : []
}
