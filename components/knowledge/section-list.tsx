'use client'

import * as arrowDownIcon from 'lucide-react/icons/arrow-down'
import * as arrowUpIcon from 'lucide-react/icons/arrow-up'
import { Callout } from '@/components/ui/callout'
import { cx } from '@/components/ui/class-names'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { DeskSection } from '@/lib/knowledge/views'
import { iconOf } from '@/components/ui/icon'

const ArrowDown = iconOf(arrowDownIcon)
const ArrowUp = iconOf(arrowUpIcon)

/** Sections in their order; each can be renamed and moved among those beside it. */
export function SectionList({
  sections,
  mayWrite,
  save,
  move,
}: {
  sections: readonly DeskSection[]
  mayWrite: boolean
  save: FormAction
  move: FormAction
}) {
  const [state, sendMove] = useAct(move)
  if (sections.length === 0) return <EmptyState title="No section yet">Articles stand in sections. Add the first one.</EmptyState>
  return (
    <>
      {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
      <ul className="items">
        {sections.map((section) => {
          const { id, parentId, name, description, articles } = section
          const beside = sections.filter((each) => each.parentId === parentId)
          const at = beside.indexOf(section)
          return (
            <li key={id} className={cx('grid gap-2 px-4 py-3', parentId !== null && 'pl-10')}>
              <div className="flex items-center gap-2">
                <div className="min-w-0 grow">
                  <b>{name}</b> <span className="num text-sm text-ink-2">{count(articles, 'article')}</span>
                  {description && <p className="text-sm text-ink-2">{description}</p>}
                </div>
                {mayWrite && (
                  <form action={sendMove} className="flex gap-1">
                    <input type="hidden" name="sectionId" value={id} />
                    {at > 0 && (
                      <SubmitButton small icon variant="ghost" name="direction" value="up" aria-label={`Move ${name} up`}>
                        <ArrowUp aria-hidden="true" />
                      </SubmitButton>
                    )}
                    {at < beside.length - 1 && (
                      <SubmitButton small icon variant="ghost" name="direction" value="down" aria-label={`Move ${name} down`}>
                        <ArrowDown aria-hidden="true" />
                      </SubmitButton>
                    )}
                  </form>
                )}
              </div>
              {mayWrite && (
                <Disclosure
                  summary={
                    <>
                      Rename<span className="sr-only"> {name}</span>
                    </>
                  }
                  className="text-sm"
                >
                  <SectionForm key={`${name}|${description}`} section={section} save={save} />
                </Disclosure>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** A new section, on the first level or in one of it. */
export function NewSection({ sections, save }: { sections: readonly DeskSection[]; save: FormAction }) {
  return <SectionForm parents={sections.filter(({ parentId }) => parentId === null)} save={save} />
}

function SectionForm({ section, parents, save }: { section?: DeskSection; parents?: readonly DeskSection[]; save: FormAction }) {
  const [state, send] = useAct(save)
  const errors = fieldErrors(state)
  const id = section?.id ?? 'new'
  return (
    <form action={send} className="grid gap-3 pt-2">
      {section && <input type="hidden" name="sectionId" value={section.id} />}
      {state.status === 'error' && Object.keys(errors).length === 0 && <Callout tone="bad">{state.message}</Callout>}
      <InputField
        name="name"
        id={`name-${id}`}
        label="Name"
        required
        maxLength={80}
        defaultValue={valueOf(state, 'name', section?.name)}
        error={errors.name}
      />
      <InputField
        name="description"
        id={`description-${id}`}
        label="What it is about"
        optional
        maxLength={200}
        defaultValue={valueOf(state, 'description', section?.description)}
        error={errors.description}
      />
      {parents && (
        <SelectField
          name="parentId"
          id={`parent-${id}`}
          label="Stands"
          options={[
            { value: '', label: 'On the first level' },
            ...parents.map(({ id, name }) => ({ value: id, label: `In ${name}` })),
          ]}
          defaultValue={valueOf(state, 'parentId')}
          error={errors.parentId}
        />
      )}
      <div>
        <SubmitButton variant="default">{section ? 'Save name' : 'Add section'}</SubmitButton>
      </div>
    </form>
  )
}
