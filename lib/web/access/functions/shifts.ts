import { about, DIRECTORY, INTERNAL, ONLY_ADMINISTRATOR, type FunctionRows } from './row'

export const SHIFTS: FunctionRows = {
  // The person in question is an agent: everybody keeps their own hours, an administrator everybody's.
  'shifts/commands.setHours': about(['agent', 'administrator']),
  'shifts/commands.enterLeave': about(['agent', 'administrator']),
  'shifts/commands.cancelLeave': about(['agent', 'administrator']),
  'shifts/commands.setAssignmentRule': ONLY_ADMINISTRATOR,
  'shifts/commands.askToShareOut': INTERNAL,
  'shifts/commands.noteTurn': INTERNAL,
  'shifts/queries.listTeam': INTERNAL,
  'shifts/queries.listRegionTeams': { ok: DIRECTORY },
  'shifts/queries.listCapacity': { ok: DIRECTORY },
  'shifts/queries.getAssignmentRule': INTERNAL,
  'shifts/queries.getShifts': about(DIRECTORY),
  'shifts/queries.leadsRegion': INTERNAL,
  'shifts/queries.hasOrganisations': INTERNAL,
}
