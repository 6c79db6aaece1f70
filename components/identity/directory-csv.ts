// People and organisations as files for a spreadsheet.
import type { OrganisationRow, PersonRow } from '@/lib/identity/views'
import { csvInstant, type CsvColumn } from '@/lib/kernel/csv'

export const PERSON_COLUMNS: readonly CsvColumn<PersonRow>[] = [
  { head: 'Name', cell: ({ name }) => name },
  { head: 'E-mail address', cell: ({ email }) => email },
  { head: 'On our side', cell: ({ staffRoles }) => staffRoles.join(', ') },
  { head: 'Organisations', cell: ({ organisations }) => organisations.map(({ name, role }) => `${name} (${role})`).join(', ') },
  { head: 'Joined', cell: ({ hasJoined }) => (hasJoined ? 'yes' : 'no') },
  { head: 'Last signed in', cell: ({ lastSignInAt }) => csvInstant(lastSignInAt) },
  { head: 'Disabled', cell: ({ disabledAt }) => csvInstant(disabledAt) },
]

export const ORGANISATION_COLUMNS: readonly CsvColumn<OrganisationRow>[] = [
  { head: 'Name', cell: ({ name }) => name },
  { head: 'Region', cell: ({ regionCode }) => regionCode },
  { head: 'CSM', cell: ({ csmName }) => csmName },
  { head: 'Plan', cell: ({ planName }) => planName ?? '' },
  { head: 'Members', cell: ({ memberCount }) => memberCount },
  { head: 'Company sign-in', cell: ({ hasOwnSignIn }) => (hasOwnSignIn ? 'yes' : 'no') },
  { head: 'Closed', cell: ({ disabledAt }) => csvInstant(disabledAt) },
]
