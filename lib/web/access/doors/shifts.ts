// Who works when.
import { onPerson, STAFF, type Door, type Doors, type Fields } from './door'

const WEEK: string[] = Array(7).fill('')
const onShifts = (more: Fields = {}): Door => ({ ...onPerson('staff', more), ofStaff: true })

export const SHIFTS: Doors = {
  routes: {
    '/desk/shift-end/page': STAFF,
    '/desk/shifts/[personId]/page': { for: 'staff', on: 'person', ofStaff: true },
    '/desk/shifts/page': STAFF,
  },
  actions: {
    'app/desk/shifts/actions.ts#setHours': onShifts({ keeps: 'region', timeZone: 'UTC', from: WEEK, to: WEEK }),
    'app/desk/shifts/actions.ts#enterLeave': onShifts({
      startsOn: '2300-01-01',
      backOn: '2300-01-02',
      coverId: '',
      givesBack: 'none',
    }),
    'app/desk/shifts/actions.ts#cancelLeave': { ...onShifts(), form: ({ userId }) => ({ absenceId: userId }) },
    'app/desk/shifts/actions.ts#setAssignmentRule': {
      for: 'administrator',
      form: () => ({ regionCode: 'EMEA', rule: 'off', openCasesMax: '', handlingMinutes: '30' }),
    },
  },
}
