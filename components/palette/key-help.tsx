'use client'

import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const KEYS: readonly { title: string; keys: readonly (readonly [keys: readonly string[], does: string])[] }[] = [
  {
    title: 'Everywhere on the desk',
    keys: [
      [['⌘ K', 'Ctrl K'], 'Find a case, a person, an organisation or an action'],
      [['/'], 'Search'],
      [['?'], 'These keys'],
    ],
  },
  {
    title: 'In your notifications',
    keys: [
      [['j'], 'Next'],
      [['k'], 'Previous'],
      [['↵'], 'Open the case'],
      [['m'], 'Mark as read'],
    ],
  },
  {
    title: 'In the queue',
    keys: [
      [['j'], 'Next case'],
      [['k'], 'Previous case'],
      [['↵'], 'Open the case'],
      [['n'], 'Take the next case'],
      [['a'], 'Assign to me: the case, or all selected ones'],
      [['x'], 'Select the case'],
      [['Esc'], 'Let go of the selection'],
    ],
  },
  {
    title: 'On a case',
    keys: [
      [['r'], 'Write a reply'],
      [['/'], 'In a reply: a macro'],
      [['n'], 'Write an internal note'],
      [['t'], 'Add a tag'],
      [['p'], 'Pass it to the CSM'],
      [['⌘ ↵', 'Ctrl ↵'], 'Send it'],
      [['Esc'], 'Leave what you write; it is kept as a draft'],
    ],
  },
]

/** The keys of the desk, as a dialog. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog id="key-help" title="Keys" defaultOpen onClose={onClose}>
      <div className="stack">
        {KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="keys">
              {keys.map(([names, does]) => (
                <div key={does}>
                  <dt>
                    {names.map((name) => (
                      <Kbd key={name}>{name}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
