// What everybody on the desk of the demo looks at.
import type { SaveViewInput } from '@/lib/queue/saved-view-input'

export const SHARED_VIEWS: readonly SaveViewInput[] = [
  { name: 'Urgent everywhere', address: 'severity=1', shared: true, first: false },
  { name: 'Europe, nobody’s', address: 'view=unassigned&region=EMEA', shared: true, first: false },
  {
    name: 'Licences by age',
    address: 'sort=oldest&category=licence&columns=risk,level,assignee,status,opened',
    shared: true,
    first: false,
  },
]
