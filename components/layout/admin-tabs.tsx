import { Tabs } from '@/components/ui/tabs'
import { ADMIN_NAV } from './navigation'

/** The administrator's pages as a line of tabs above each of them. */
export function AdminTabs() {
  return <Tabs label="Administration" entries={ADMIN_NAV} />
}
