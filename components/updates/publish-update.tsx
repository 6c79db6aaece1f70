'use client'

import { Callout } from '@/components/ui/callout'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/choice'
import { ConfirmButton } from '@/components/ui/confirm-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { DeskUpdate } from '@/lib/updates/views'

export type PublishActs = { publish: FormAction<{ told: number }>; withdraw: FormAction }

/** Puts an update before its readers and says who is mailed; later tells requesters who were not, or takes it back. */
export function PublishUpdate({ update, hasChanged, acts }: { update: DeskUpdate; hasChanged: boolean; acts: PublishActs }) {
  const isPublished = update.publishedAt !== null
  const [state, publish] = useAct<{ told: number }>(async (previous, form) => {
    const next = await acts.publish(previous, form)
    if (next.status === 'done')
      toast(
        next.result.told > 0
          ? `${isPublished ? 'Told' : 'Published, and told'} ${count(next.result.told, 'requester')}.`
          : 'Published.',
      )
    return next
  })
  const [withdrawn, withdraw] = useAct(acts.withdraw)
  const { at_once: atOnce, weekly } = update.followers
  const refused = [state, withdrawn].find(({ status }) => status === 'error')
  return (
    <Card>
      <CardHead title={isPublished ? 'Published' : 'Publish'} />
      <CardBody className="grid gap-4">
        {refused?.status === 'error' && (
          <Callout tone="bad" announce>
            {refused.message}
          </Callout>
        )}
        {isPublished ? (
          <p className="text-ink-2">
            By {update.publishedByName}. What you save changes it for its readers; nobody is mailed again.
          </p>
        ) : (
          <p className="text-ink-2">
            {atOnce + weekly === 0
              ? 'Nobody follows updates by mail yet.'
              : `${count(atOnce, 'person', 'people')} ${atOnce === 1 ? 'gets' : 'get'} a mail at once, ${count(weekly, 'person', 'people')} with those of the week.`}
          </p>
        )}
        {hasChanged ? (
          <p>Save what you changed first.</p>
        ) : (
          (!isPublished || update.untold > 0) && (
            <form action={publish} className="grid gap-3">
              <input type="hidden" name="updateId" value={update.id} />
              <input type="hidden" name="saving" value={update.saving} />
              {update.untold > 0 && !isPublished && (
                <Checkbox
                  name="tellRequesters"
                  defaultChecked
                  label={`Tell the ${count(update.untold, 'requester')} of linked cases`}
                  hint="A mail about what they asked for; their cases stay as they are."
                />
              )}
              {isPublished && <input type="hidden" name="tellRequesters" value="on" />}
              <div>
                <SubmitButton>{isPublished ? `Tell ${count(update.untold, 'requester')}` : 'Publish'}</SubmitButton>
              </div>
            </form>
          )
        )}
        {isPublished && (
          <form action={withdraw}>
            <input type="hidden" name="updateId" value={update.id} />
            <ConfirmButton
              id="withdraw-update"
              small
              variant="ghost"
              title="Withdraw this update?"
              description="Its readers no longer find it. Mails that were sent stay sent."
              confirm="Withdraw it"
            >
              Withdraw
            </ConfirmButton>
          </form>
        )}
      </CardBody>
    </Card>
  )
}
