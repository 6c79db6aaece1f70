// The published support policy, word for word: what a fresh installation promises. Brand, address and words are data here
// and in the database, never constants elsewhere. The published level table gives no examples beside its definitions.

import type { Level, Metric, SupportPolicy, Target } from './support-policy'

const HOUR = 60
const hours = (metric: Metric, level: Level, count: number): Target => ({
  metric,
  level,
  minutes: count * HOUR,
  unit: 'business',
  pauseWhenWaiting: false,
})
const onStatusChange = (level: Level): Target => ({
  metric: 'update',
  level,
  minutes: null,
  unit: 'business',
  pauseWhenWaiting: false,
})

const newZealandHours = ['Monday through Friday', '8:30 a.m. - 5:00 p.m.', '(Not including national holidays in New Zealand)']
const greatBritainHours = ['Monday through Friday', '8:30 a.m. - 5:00 p.m.', '(Not including national holidays in Great Britain)']
const americasHours = (afternoon: string) => [
  'Monday through Thursday',
  '6:00 a.m. - 10:00 a.m.',
  afternoon,
  'Friday',
  '6:00 a.m. - 10:00 a.m.',
  '(Coverage from New Zealand and Great Britain)',
]

/** The default policy. */
export const defaultPolicy: SupportPolicy = {
  title: 'Harmoni Support',
  levels: [
    {
      level: 1,
      name: 'Urgent',
      definition: 'The use of Harmoni is impossible or significantly impaired. No workaround is available.',
      examples: [],
    },
    {
      level: 2,
      name: 'High',
      definition: 'Errors that disable major functions from being performed. There is an acceptable "temporary" workaround.',
      examples: [],
    },
    {
      level: 3,
      name: 'Normal',
      definition: 'Errors disabling non-essential functions. There is an acceptable workaround.',
      examples: [],
    },
    {
      level: 4,
      name: 'Low',
      definition: 'No impairment in Harmoni usability. Processes easily obtained by a workaround.',
      examples: [],
    },
  ],
  targets: [
    hours('first_response', 1, 4),
    hours('first_response', 2, 8),
    hours('first_response', 3, 24),
    hours('first_response', 4, 48),
    hours('update', 1, 24),
    hours('update', 2, 72),
    onStatusChange(3),
    onStatusChange(4),
  ],
  text: {
    introduction:
      'At Infotools we are committed to helping you realize more value from your research investment. With your Harmoni license, you have access to a wide range of support resources.',
    contact: 'You can contact support via the web widget in Harmoni or by sending us an e-mail to Support@infotools.com.',
    requestExamples: {
      heading: 'Some examples of Support requests include:',
      items: [
        'General how-to questions on Harmoni usage not covered in Knowledge Base.',
        'Problems in the software.',
        'Help with Harmoni licenses and registrations.',
      ],
    },
    accountManager: 'For questions specific to your project or data please reach out to your Account Manager.',
    acknowledgement:
      'After contacting us, you will receive an automated reply with a case number. This is to acknowledge that we have received your request. Our support team will aim to come back to you as quickly as possible. Please remember that the more information you can provide, the faster we can help resolve your request.',
    usefulInformation: {
      heading: 'Useful information to include:',
      items: [
        'Your username',
        'The name of the site',
        'The name of the project, story, or dashboard',
        'Some screenshots or a short video will be very helpful!',
        'Detailed steps on what you were doing/are trying to achieve',
      ],
    },
    classification:
      'Every case we receive is classified according to the degree of the impact that it has on the operation of Harmoni (Severity Levels).',
    response:
      'As soon as we receive a support request, we aim to get back to you with an initial response and next steps as quickly as possible. Providing detailed information when getting in touch can help solve your request faster.',
    metrics: {
      first_response: { name: 'First Response', meaning: 'Time for a support representative to get in touch.' },
      update: { name: 'Update Frequency', meaning: 'The frequency of updates from an agent until the request is resolved.' },
    },
    businessHours: [
      { region: 'APAC', name: 'Asia Pacific', season: 'NZST', lines: newZealandHours },
      { region: 'EMEA', name: 'Europe, Middle East, and Africa', season: 'BST', lines: greatBritainHours },
      { region: 'AMER', name: 'Americas', season: 'PDT', lines: americasHours('1:30 p.m. - 6:00 p.m.') },
      { region: 'APAC', name: 'Asia Pacific', season: 'NZDT', lines: newZealandHours },
      { region: 'EMEA', name: 'Europe, Middle East, and Africa', season: 'GMT', lines: greatBritainHours },
      { region: 'AMER', name: 'Americas', season: 'PST', lines: americasHours('11:30 a.m. - 6:00 p.m.') },
    ],
    resources: [
      { section: 'Technical Support', name: 'Contact Options', coverage: 'Web Widget' },
      { section: 'Account Management & Consulting', name: 'Designated Customer Success Manager', coverage: 'Yes' },
      {
        section: 'Account Management & Consulting',
        name: 'Technical Support Consultant',
        coverage: 'Available during onboarding. On-going - Project-specific consulting (Billable as professional services.)',
      },
      { section: 'Resources', name: 'Knowledge Base', coverage: 'Yes' },
      { section: 'Resources', name: 'On-site training and workshops', coverage: 'Yes (Billable as professional services.)' },
      { section: 'Product', name: 'Software Updates', coverage: 'Yes' },
    ],
  },
}

/** Who promises it, and where they are written to. */
export type Vendor = { readonly brandName: string; readonly supportEmail: string }

/** The default policy as another vendor's: it names them and their address, and promises the same in the same words. */
export function defaultPolicyOf({ brandName, supportEmail }: Vendor): SupportPolicy {
  const { introduction, contact } = defaultPolicy.text
  return {
    ...defaultPolicy,
    text: {
      ...defaultPolicy.text,
      introduction: introduction.replace('Infotools', () => brandName),
      contact: contact.replace('Support@infotools.com', () => supportEmail),
    },
  }
}
