import { INTERNAL, type FunctionRows } from './row'

export const JOBS: FunctionRows = {
  'jobs/commands.enqueue': INTERNAL,
  'jobs/commands.queueMail': INTERNAL,
  'jobs/commands.mailWrites': INTERNAL,
}
