'use client'

import { Checkbox } from '@/components/ui/choice'
import { SubmitButton } from '@/components/ui/submit-button'
import {
  CUSTOMER_TOPICS,
  STAFF_TOPICS,
  isQuiet,
  placesOf,
  wantsDigest,
  type NotificationChoices,
  type Topic,
} from '@/lib/identity/choices'
import type { FormAction } from '@/lib/kernel/action-state'
import { ActForm } from './act-form'

const TOPIC_WORDS: Record<Topic, { label: string; hint: string }> = {
  promise: {
    label: 'A promise is at risk or late',
    hint: 'Of your cases, and of the region that you lead; in your working time.',
  },
  mention: { label: 'Somebody mentions me in a note', hint: '' },
  assigned: {
    label: 'A case is given to me',
    hint: 'Also a reply to check for a colleague. That one of yours could not be sent you are always told.',
  },
  followed: {
    label: 'Something happens on a case I follow',
    hint: 'You follow what is given to you and where you are mentioned.',
  },
  answer: { label: 'Somebody answers on my cases', hint: '' },
  change: { label: 'My cases are received, change their level or are solved', hint: '' },
}
const PLACES = ['page', 'mail'] as const
const PLACE_WORDS = { page: 'Page', mail: 'Mail' } as const

/** What one is told of, and where; neither place is a choice too. */
export function ChoicesForm({
  side,
  choices,
  change,
}: {
  side: 'customer' | 'staff'
  choices: NotificationChoices
  change: FormAction
}) {
  const topics = side === 'staff' ? STAFF_TOPICS : CUSTOMER_TOPICS
  return (
    <ActForm act={change} done="Saved." label="Notifications">
      {() => (
        <>
          <input type="hidden" name="side" value={side} />
          <table className="choice-table">
            <thead>
              <tr>
                <th scope="col">Tell me when</th>
                {PLACES.map((place) => (
                  <th key={place} scope="col">
                    {PLACE_WORDS[place]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {topics.map((topic) => (
                <tr key={topic}>
                  <th scope="row">
                    {TOPIC_WORDS[topic].label}
                    {TOPIC_WORDS[topic].hint && <span className="opt-hint">{TOPIC_WORDS[topic].hint}</span>}
                  </th>
                  {PLACES.map((place) => (
                    <td key={place}>
                      <Checkbox
                        name={`${topic}.${place}`}
                        label={
                          <span className="sr-only">{`${TOPIC_WORDS[topic].label}: ${PLACE_WORDS[place].toLowerCase()}`}</span>
                        }
                        defaultChecked={placesOf(choices, topic)[place]}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Checkbox
            name="digest"
            label="A daily digest by mail"
            hint={
              side === 'staff'
                ? 'At eight on your working days: what falls due, the worst first, and what you have not read.'
                : 'At eight on weekdays, when there is something you have not read.'
            }
            defaultChecked={wantsDigest(choices, side === 'staff')}
          />
          {side === 'staff' && (
            <Checkbox
              name="quiet"
              label="No mail outside my working hours"
              hint="What comes at night waits for the next digest."
              defaultChecked={isQuiet(choices)}
            />
          )}
          <div>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}
