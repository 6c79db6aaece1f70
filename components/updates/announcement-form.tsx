'use client'

import { useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Checkbox, RadioRow } from '@/components/ui/choice'
import { FieldError, InputField, SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, valuesOf, type FormAction } from '@/lib/kernel/action-state'
import {
  ANNOUNCEMENT_AUDIENCES,
  ANNOUNCEMENT_KINDS,
  ANNOUNCEMENT_WORDS,
  type AnnouncementAudience,
} from '@/lib/updates/announcement'
import type { AnnouncementReaders, DeskAnnouncement } from '@/lib/updates/views'

const AUDIENCE_WORDS: Record<AnnouncementAudience, string> = {
  everyone: 'Everyone, visitors too',
  regions: 'Customers of regions',
  organisations: 'Chosen organisations',
}

/** Says what is planned or broken, for whom, from when to when. Times are those of the writer, "2026-11-24T22:00". */
export function AnnouncementForm({
  announcement,
  local,
  zone,
  readers,
  save,
}: {
  announcement?: DeskAnnouncement
  local: { startsAt: string; endsAt: string }
  /** The writer's zone in words. */
  zone: string
  readers: AnnouncementReaders
  save: FormAction<{ announcementId: string }>
}) {
  const [state, send] = useAct(save)
  const errors = fieldErrors(state)
  const [audience, setAudience] = useState<AnnouncementAudience>(announcement?.audience ?? 'everyone')
  const regions = valuesOf(state, 'regionCodes', announcement?.regionCodes)
  const organisations = valuesOf(
    state,
    'organisationIds',
    announcement?.organisations.map(({ id }) => id),
  )
  return (
    <form action={send} className="grid gap-4">
      {announcement && <input type="hidden" name="announcementId" value={announcement.id} />}
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <RadioRow
        name="kind"
        legend="What it is"
        defaultValue={valueOf(state, 'kind', announcement?.kind ?? 'maintenance')}
        options={ANNOUNCEMENT_KINDS.map((value) => ({ value, label: ANNOUNCEMENT_WORDS[value] }))}
        error={errors.kind}
      />
      <InputField
        name="title"
        label="In one line"
        hint="Stands above every page."
        required
        maxLength={160}
        defaultValue={valueOf(state, 'title', announcement?.title)}
        error={errors.title}
      />
      <TextareaField
        name="body"
        label="Details"
        optional
        rows={4}
        defaultValue={valueOf(state, 'body', announcement?.body)}
        error={errors.body}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField
          name="startsAt"
          type="datetime-local"
          label="Starts"
          hint={`Times are those of ${zone}.`}
          required
          defaultValue={valueOf(state, 'startsAt', local.startsAt)}
          error={errors.startsAt}
        />
        <InputField
          name="endsAt"
          type="datetime-local"
          label="Ends"
          hint="An incident may go without."
          defaultValue={valueOf(state, 'endsAt', local.endsAt)}
          error={errors.endsAt}
        />
      </div>
      {/* A refused form is reset by the browser; what is hidden keeps what was chosen. */}
      <input type="hidden" name="audience" value={audience} />
      <SelectField
        name="audienceChoice"
        label="For"
        options={ANNOUNCEMENT_AUDIENCES.map((value) => ({ value, label: AUDIENCE_WORDS[value] }))}
        value={audience}
        onChange={(event) => setAudience(event.target.value as AnnouncementAudience)}
        error={errors.audience}
      />
      {audience === 'regions' && (
        <Several name="regionCodes" legend="Regions" error={errors.regionCodes} chosen={regions}>
          {readers.regions.map(({ code, name }) => [code, name])}
        </Several>
      )}
      {audience === 'organisations' && (
        <Several name="organisationIds" legend="Organisations" error={errors.organisationIds} chosen={organisations}>
          {readers.organisations.map(({ id, name }) => [id, name])}
        </Several>
      )}
      <div>
        <SubmitButton>{announcement ? 'Save changes' : 'Announce it'}</SubmitButton>
      </div>
    </form>
  )
}

function Several({
  name,
  legend,
  error,
  chosen,
  children,
}: {
  name: string
  legend: string
  error?: readonly string[]
  chosen: readonly string[]
  children: readonly (readonly [value: string, label: string])[]
}) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="label mb-1.5">{legend}</legend>
      <div className="reader-list">
        {children.map(([value, label]) => (
          <Checkbox key={value} name={name} value={value} label={label} defaultChecked={chosen.includes(value)} />
        ))}
      </div>
      <FieldError id={`${name}-error`} error={error} />
    </fieldset>
  )
}
