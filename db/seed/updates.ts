// The product updates of the demo, written and published by the same commands as people.
import type { TxCtx } from '@/db/context'
import { beginUpdate, publishUpdate, saveUpdate } from '@/lib/updates/commands/write'
import type { UpdateKind } from '@/lib/updates/update'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf, type Instant } from '@/lib/kernel/time'

type SeedUpdate = {
  version: string
  title: string
  summary: string
  daysAgo: number
  isPublished: boolean
  lines: readonly [kind: UpdateKind, text: string, cases?: string][]
}

const UPDATES: readonly SeedUpdate[] = [
  {
    version: '9.3',
    title: 'Weights that explain themselves',
    summary: 'Every weighted figure says what it was weighted by.',
    daysAgo: 96,
    isPublished: true,
    lines: [
      ['new', 'The panel beside a table names the weight, its wave and its efficiency.'],
      ['improved', 'Importing a wave of 50,000 interviews takes a third of the time.'],
      ['fixed', 'A filter on a multiple-choice question kept its old answers after the question was renamed.'],
    ],
  },
  {
    version: '9.4',
    title: 'Base sizes go with the chart',
    summary: 'What you export says how many people stand behind it.',
    daysAgo: 34,
    isPublished: true,
    lines: [
      [
        'new',
        'Exports to **PowerPoint** and **Excel** carry the base size of every chart. Switch it on in the template.',
        'HS-10045',
      ],
      ['improved', 'Dashboards open with the view that you left, also on another device.'],
      ['fixed', 'Significance letters were one column off in stories with a hidden column.'],
      ['known_problem', 'In exports to Google Slides the base size stands above the title. We are working on it.'],
    ],
  },
  {
    version: '9.4.1',
    title: 'Smaller repairs',
    summary: '',
    daysAgo: 6,
    isPublished: true,
    lines: [
      ['fixed', 'Scheduled exports stopped after a password was changed.'],
      ['fixed', 'The date picker began its week on Sunday in New Zealand.'],
      ['known_problem', 'In exports to Google Slides the base size stands above the title. We are working on it.'],
    ],
  },
  {
    version: '9.5',
    title: 'Comments on a chart',
    summary: 'Talk about a figure where it stands.',
    daysAgo: 1,
    isPublished: false,
    lines: [['new', 'Leave a comment on any chart of a story and name a colleague in it.']],
  },
]

/** Writes the updates, each at its own instant before `now`. */
export async function insertUpdates(ctx: TxCtx, staff: ReadonlyMap<string, Staff>, now: Instant): Promise<void> {
  const writer = staff.get('hana')!
  for (const { version, title, summary, daysAgo, isPublished, lines } of UPDATES) {
    const at = addMs(now, -daysAgo * DAY_MS)
    const as: TxCtx = { ...ctx, actor: writer, now: at, requestId: newId(at) }
    const releasedOn = dayOf(at, writer.timeZone)
    const { updateId } = await beginUpdate(as, { version, title, releasedOn })
    const { saving } = await saveUpdate(as, {
      ...{ updateId, saving: 1, version, title, summary, releasedOn },
      kind: lines.map(([kind]) => kind),
      text: lines.map(([, text]) => text),
      cases: lines.map(([, , cases = '']) => cases),
    })
    if (isPublished) await publishUpdate(as, { updateId, saving, tellRequesters: undefined })
  }
}
