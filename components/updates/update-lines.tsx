'use client'

import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-look'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { UPDATE_KINDS, KIND_WORDS, ENTRIES_MAX, type UpdateKind } from '@/lib/updates/update'
import type { UpdateEntry } from '@/lib/updates/views'
import type { FieldErrors } from '@/lib/kernel/errors'

type Line = { key: number; kind: UpdateKind; text: string; cases: string }

const KNOWN_HINT =
  'Stands beside new cases and searches until a later release is published. Write it there again while it is not mended.'

/** What an update brings, line by line: three columns of one form. Nothing that was typed is lost when it is refused. */
export function UpdateLines({ entries, errors }: { entries: readonly UpdateEntry[]; errors: FieldErrors }) {
  const [lines, setLines] = useState<readonly Line[]>(() => {
    const kept = entries.map(({ kind, text, cases }, key) => ({ key, kind, text, cases: cases.join(', ') }))
    return kept.length > 0 ? kept : [{ key: 0, kind: 'new', text: '', cases: '' }]
  })
  const change = (key: number, part: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const add = () =>
    setLines((before) => [
      ...before,
      { key: Math.max(-1, ...before.map(({ key }) => key)) + 1, kind: before.at(-1)?.kind ?? 'new', text: '', cases: '' },
    ])
  const moveUp = (at: number) =>
    setLines((before) => {
      const moved = [...before]
      const [line] = moved.splice(at, 1)
      moved.splice(at - 1, 0, line!)
      return moved
    })
  return (
    <fieldset>
      <legend className="label">What it brings</legend>
      <ol>
        {lines.map(({ key, kind, text, cases }, at) => (
          <li key={key} className="update-line">
            {/* A refused form is reset by the browser; what is hidden keeps what was chosen. */}
            <input type="hidden" name="kind" value={kind} />
            <SelectField
              name="kindChoice"
              id={`kind-${key}`}
              label="Kind"
              value={kind}
              onChange={(event) => change(key, { kind: event.target.value as UpdateKind })}
              options={UPDATE_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
            />
            <InputField
              name="cases"
              id={`cases-${key}`}
              label="Cases that asked for it"
              optional
              value={cases}
              onChange={(event) => change(key, { cases: event.target.value })}
              error={errors[`cases.${at}`]}
            />
            <div className="flex gap-1">
              {at > 0 && (
                <button type="button" className={buttonClass({ small: true, variant: 'ghost' })} onClick={() => moveUp(at)}>
                  Up<span className="sr-only">, line {at + 1}</span>
                </button>
              )}
              <button
                type="button"
                className={buttonClass({ small: true, variant: 'ghost' })}
                onClick={() => setLines((before) => before.filter((line) => line.key !== key))}
              >
                Remove<span className="sr-only"> line {at + 1}</span>
              </button>
            </div>
            <TextareaField
              name="text"
              id={`text-${key}`}
              label={`Line ${at + 1}`}
              labelHidden
              hint={kind === 'known_problem' ? KNOWN_HINT : undefined}
              rows={2}
              className="update-text"
              value={text}
              onChange={(event) => change(key, { text: event.target.value })}
              error={errors[`text.${at}`]}
            />
          </li>
        ))}
      </ol>
      {lines.length < ENTRIES_MAX && (
        <button type="button" className={buttonClass({ small: true })} onClick={add}>
          Add a line
        </button>
      )}
    </fieldset>
  )
}
