'use client'

import { InputField } from './field'

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

/** One of a long list: type any part of a line, or open the list. The browser's own; the server takes the name of a line. */
export function ListField({ name, id = name, label, hint, error, lines, value = '', required }: Props) {
  const shown = lineOf(lines, value)
  return (
    <>
      <InputField
        key={shown}
        name={name}
        id={id}
        label={label}
        hint={hint}
        error={error}
        list={`${id}-list`}
        autoComplete="off"
        spellCheck={false}
        defaultValue={shown}
        placeholder="Type to search"
        onFocus={(event) => event.currentTarget.select()}
        required={required}
      />
      <datalist id={`${id}-list`}>
        {lines.map((line) => (
          <option key={line} value={line} />
        ))}
      </datalist>
    </>
  )
}

/** The line of a name; the name itself where no line has it. */
export function lineOf(lines: readonly string[], name: string): string {
  return lines.find((line) => line === name || line.startsWith(`${name} · `)) ?? name
}
