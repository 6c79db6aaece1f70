'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useEffectEvent, useState } from 'react'
import { isShortcut } from '@/components/palette/keys'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { openDialog } from '@/components/ui/dialog'
import { FieldError, SelectField, TextareaField, InputField } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { REFERRAL_CHECKS, REFERRAL_REASON_WORDS, REFERRAL_REASONS } from '@/lib/engagements/referral'
import type { ReferralForm } from '@/lib/engagements/views'
import { IDLE, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import type { FieldErrors } from '@/lib/kernel/errors'
import { ActDialog } from './act-dialog'

const ID = 'refer'

const OFFERS = {
  whole: {
    title: (manager: string) => `Pass to ${manager}`,
    trigger: 'Pass to CSM…',
    confirm: 'Send and pass on',
    explains: 'The case goes to the CSM with its clocks running, and you follow it. Nothing is charged by this step.',
  },
  part: {
    title: (manager: string) => `Pass the project part to ${manager}`,
    trigger: 'Pass to CSM…',
    confirm: 'Send and pass on',
    explains: 'A fault of this level stays with support. What is about their project becomes a request for the CSM.',
  },
  request: {
    title: () => 'Make it a service request',
    trigger: 'Service request…',
    confirm: 'Make the request',
    explains: 'The case stays with its CSM. The request is where the customer is asked, and where a quote begins.',
  },
} as const

const UNREACHED = 'The form could not be loaded: the connection was lost.'

type Loaded = ReferralForm | 'loading' | { readonly failed: string }

/**
 * Passes what the customer asks for beyond support to their CSM: what it is, why, and what the customer reads. Key P. Its first words are
 * asked for when it opens.
 */
export function ReferDialog({
  reference,
  offer,
  manager,
  seen,
  load,
  refer,
}: {
  reference: string
  offer: keyof typeof OFFERS
  manager: string
  /** The newest public message of somebody else; a reply that has not seen it is held back. */
  seen: string | null
  load: FormAction<ReferralForm>
  refer: FormAction<{ reference: string }>
}) {
  const { title, trigger, confirm, explains } = OFFERS[offer]
  const router = useRouter()
  const [loaded, setLoaded] = useState<Loaded>('loading')
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isShortcut(event) || event.key !== 'p') return
    event.preventDefault()
    openDialog(ID)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  const fetchForm = () => {
    if (loaded !== 'loading' && !('failed' in loaded)) return
    setLoaded('loading')
    const asked = new FormData()
    asked.set('reference', reference)
    startTransition(async () => {
      const answer = await load(IDLE, asked).catch(() => null)
      setLoaded(answer?.status === 'done' ? answer.result : { failed: answer?.status === 'error' ? answer.message : UNREACHED })
    })
  }
  const send: typeof refer = async (previous, data) => {
    const next = await refer(previous, data)
    if (next.status !== 'done') return next
    setLoaded('loading')
    toast(offer === 'request' ? `${next.result.reference} is made.` : `Passed to ${manager} as ${next.result.reference}.`)
    if (offer === 'request') router.push(`/desk/services/${next.result.reference}`)
    return next
  }
  return (
    <ActDialog
      id={ID}
      title={title(manager)}
      trigger={trigger}
      fields={{ reference, offer, seen: seen ?? '' }}
      act={send}
      confirm={confirm}
      onOpen={fetchForm}
    >
      {(state, errors) =>
        loaded === 'loading' ? (
          <Skeleton label="Loading the form" lines={[90, 62, 34, 100, 28, 100]} />
        ) : 'failed' in loaded ? (
          <Callout tone="bad" announce>
            <p>{loaded.failed}</p>
            <button type="button" className="link" onClick={fetchForm}>
              Try again
            </button>
          </Callout>
        ) : (
          <>
            <p className="text-ink-2">{explains}</p>
            <input type="hidden" name="key" value={loaded.key} />
            <Fields form={loaded} hasReply={offer !== 'request'} state={state} errors={errors} />
          </>
        )
      }
    </ActDialog>
  )
}

function Fields({
  form: { items, title, goal, reply },
  hasReply,
  state,
  errors,
}: {
  form: ReferralForm
  hasReply: boolean
  state: ActionState<unknown>
  errors: FieldErrors
}) {
  return (
    <>
      <fieldset className="field">
        <legend className="label mb-1.5">Ruled out</legend>
        <div className="grid gap-2">
          {Object.entries(REFERRAL_CHECKS).map(([name, words]) => (
            <div key={name}>
              <Checkbox name={name} label={words} required defaultChecked={valueOf(state, name) === 'on'} />
              <FieldError id={`${name}-error`} error={errors[name]} />
            </div>
          ))}
        </div>
      </fieldset>
      <SelectField
        name="why"
        id="refer-why"
        label="Why it is outside support"
        required
        defaultValue={valueOf(state, 'why')}
        error={errors.why}
      >
        <option value="">Choose…</option>
        {REFERRAL_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {REFERRAL_REASON_WORDS[reason]}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="itemCode"
        id="refer-item"
        label="Service that would fit"
        required
        defaultValue={valueOf(state, 'itemCode')}
        error={errors.itemCode}
      >
        <option value="">Choose…</option>
        {items.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <InputField
        name="title"
        id="refer-asks"
        label="What the customer asks for"
        required
        maxLength={120}
        defaultValue={valueOf(state, 'title', title)}
        error={errors.title}
      />
      <TextareaField
        name="goal"
        id="refer-goal"
        label="In their words"
        required
        rows={3}
        defaultValue={valueOf(state, 'goal', goal)}
        error={errors.goal}
      />
      {hasReply && (
        <TextareaField
          name="reply"
          id="refer-reply"
          label="What the customer reads"
          hint="Sent as your reply. It counts as the first answer."
          required
          rows={8}
          defaultValue={valueOf(state, 'reply', reply)}
          error={errors.reply}
        />
      )}
    </>
  )
}
