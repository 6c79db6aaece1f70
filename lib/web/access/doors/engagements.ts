// Work that was ordered, and the time and money spent on it.
import { absent, absentAt, onWork, STAFF, type Doors } from './door'

export const ENGAGEMENTS: Doors = {
  routes: {
    // Nobody has ordered what the run asks about: it says so to everybody.
    '/(portal)/services/[number]/engagement/page': absentAt(
      'customer',
      ({ requestReference }) => `/services/${requestReference}/engagement`,
    ),
    '/desk/services/[number]/engagement/page': absentAt(
      'staff',
      ({ requestReference }) => `/desk/services/${requestReference}/engagement`,
    ),
    '/desk/time/page': STAFF,
    '/desk/time/approve/page': STAFF,
    '/(print)/services/[number]/certificate/page': absentAt(
      'customer',
      ({ requestReference }) => `/services/${requestReference}/certificate`,
    ),
    '/(print)/desk/services/[number]/certificate/page': absentAt(
      'staff',
      ({ requestReference }) => `/desk/services/${requestReference}/certificate`,
    ),
    '/api/schedules/[number]/route': absentAt('person', ({ requestReference }) => `/api/schedules/${requestReference}`),
    '/api/receipts/[fileId]/route': absentAt('person', ({ key }) => `/api/receipts/${key}`),
  },
  actions: {
    'app/desk/services/[number]/engagement/actions.ts#take': onWork('staff', { to: 'active', reason: '' }),
    'app/desk/services/[number]/engagement/actions.ts#assign': onWork('scoping', ({ key }) => ({
      userId: key,
      role: 'consultant',
      fromOn: '2026-11-01',
      hoursPerWeek: '8',
    })),
    'app/desk/services/[number]/engagement/actions.ts#endAssigned': onWork('scoping', ({ key }) => ({ assignmentId: key })),
    'app/desk/services/[number]/engagement/actions.ts#plan': onWork('staff', { startsOn: '', endsOn: '', remaining: '' }),
    'app/desk/services/[number]/engagement/actions.ts#decide': absent('staff', ({ key }) => ({
      entryId: key,
      to: 'approved',
      reason: '',
    })),
    'app/desk/services/[number]/engagement/actions.ts#addPart': onWork('staff', { name: 'Dry run', dueOn: '' }),
    'app/desk/services/[number]/engagement/actions.ts#takePart': onWork('staff', ({ key }) => ({
      milestoneId: key,
      to: 'delivered',
      reason: '',
    })),
    'app/desk/services/actions.ts#openOnboarding': absent('scoping', ({ key }) => ({
      organisationId: key,
      consultantId: key,
      opensOn: '2026-11-01',
      days: '90',
      hours: '24',
    })),
    'app/desk/services/[number]/engagement/actions.ts#enterSpent': onWork('staff', ({ key }) => ({
      ...{ key, category: 'travel', spentOn: '2026-11-01', amount: '120', currency: 'NZD' },
      ...{ note: 'Christchurch to Auckland', files: key },
    })),
    'app/desk/services/[number]/engagement/actions.ts#takeSpent': absent('staff', ({ key }) => ({
      expenseId: key,
      to: 'approved',
      reason: '',
    })),
    'app/desk/services/[number]/engagement/actions.ts#extend': onWork('scoping', {
      endsOn: '2027-03-01',
      reason: 'They were away.',
    }),
    'app/desk/services/[number]/engagement/actions.ts#restore': onWork('scoping', ({ key }) => ({
      blockId: key,
      endsOn: '2027-03-01',
      reason: 'As agreed.',
    })),
    'app/desk/services/[number]/engagement/actions.ts#beginChange': onWork('scoping', ({ key }) => ({
      key,
      reason: 'scope',
      title: 'One more wave',
      goal: 'The wave of Singapore.',
    })),
    'app/(portal)/services/[number]/engagement/actions.ts#takePart': onWork('customer', ({ key }) => ({
      milestoneId: key,
      to: 'accepted',
      reason: '',
    })),
    'app/(portal)/services/[number]/engagement/actions.ts#rate': onWork('customer', { answer: 'great', comment: '' }),
    'app/(portal)/services/[number]/engagement/actions.ts#askChange': onWork('customer', ({ key }) => ({
      key,
      reason: 'scope',
      title: 'One more wave',
      goal: 'The wave of Singapore.',
    })),
    'app/desk/time/actions.ts#save': onWork('staff', {
      ...{ role: 'consultant', workedOn: '2026-11-01', version: '0', worked: '1:00' },
      ...{ customerNote: '', internalNote: '' },
    }),
    'app/desk/time/actions.ts#start': onWork('staff', { role: 'consultant' }),
    'app/desk/time/actions.ts#stop': absent('staff', () => ({ keep: 'no' })),
    'app/desk/time/actions.ts#remove': absent('staff', ({ key }) => ({ entryId: key })),
    'app/desk/time/actions.ts#submit': { for: 'staff', form: () => ({ week: '2026-11-02' }) },
    'app/desk/time/actions.ts#decide': absent('staff', ({ key }) => ({ entryId: key, to: 'approved', reason: '' })),
    'app/desk/time/actions.ts#give': absent('staff', ({ key }) => ({ entryId: key, reason: 'Our mistake.' })),
  },
}
